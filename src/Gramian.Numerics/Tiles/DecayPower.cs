using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

// 2^(−t) of a whole vector of 512 bits, operation for operation the power of two of the lanes with the signs of the
// rest turned round: equal to it in every bit. Through lanes each vector reads its constants anew and is bound by that,
// 17 cycles for 8 doubles; from a table that the compiler does not know they stay in registers, 10 to 12 cycles.
internal static unsafe class DecayPower<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // 2^(j/16), j = 0 … 15; the limit; what rounds to sixteenths; then the coefficients.
    private static ReadOnlySpan<double> Doubles =>
    [
        1.0, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916,
        1.189207115002721, 1.241857812073484, 1.2968395546510096, 1.3542555469368927,
        1.4142135623730951, 1.4768261459394993, 1.5422108254079407, 1.6104903319492543,
        1.681792830507429, 1.7562521603732995, 1.8340080864093424, 1.9152065613971474,
        1100, 422212465065984.0, -0.6931471805599457, 0.24022650695910075, -0.0555041086566393,
        0.009618129106919537, -0.0013333781576784268, 0.00015403723980749256,
    ];

    private static ReadOnlySpan<float> Singles =>
    [
        1.0f, 1.0442737824274138f, 1.0905077326652577f, 1.1387886347566916f,
        1.189207115002721f, 1.241857812073484f, 1.2968395546510096f, 1.3542555469368927f,
        1.4142135623730951f, 1.4768261459394993f, 1.5422108254079407f, 1.6104903319492543f,
        1.681792830507429f, 1.7562521603732995f, 1.8340080864093424f, 1.9152065613971474f,
        160f, 786432f, -0.6931471805599453f, 0.2402335515698872f, -0.05550508525196963f,
    ];

    /// <summary>Whether this processor and the lanes of this process have the loops.</summary>
    public static bool IsSupported => Avx512F.IsSupported && LaneWidth.Bits == 512;

    /// <summary>The constants, in memory that does not move; hand them to methods that are not inlined.</summary>
    public static T* Constants => typeof(T) == typeof(double)
        ? (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Doubles))
        : (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Singles));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of(Vector512<T> t, T* c)
    {
        Vector512<T> x = Vector512.MinNative(Vector512.Create(c[16]), t);
        Vector512<T> shift = Vector512.Create(c[17]);
        Vector512<T> shifted = shift - x;
        Vector512<T> n = shifted - shift;
        Vector512<T> r = x + n;
        if (typeof(T) == typeof(double))
        {
            Vector512<T> power = Avx512F.PermuteVar8x64x2(
                Vector512.Load((double*)c), shifted.AsInt64(), Vector512.Load((double*)c + 8)).As<double, T>();
            Vector512<T> square = r * r;
            Vector512<T> low = Fma(r, Vector512.Create(c[19]), Vector512.Create(c[18]));
            Vector512<T> middle = Fma(r, Vector512.Create(c[21]), Vector512.Create(c[20]));
            Vector512<T> high = Fma(r, Vector512.Create(c[23]), Vector512.Create(c[22]));
            Vector512<T> p = Fma(square, Fma(square, high, middle), low);
            return Avx512F.Scale(Fma(power * r, p, power).AsDouble(), n.AsDouble()).As<double, T>();
        }
        else
        {
            Vector512<T> power =
                Avx512F.PermuteVar16x32(Vector512.Load((float*)c), shifted.AsInt32()).As<float, T>();
            Vector512<T> p = Fma(r, Vector512.Create(c[20]), Vector512.Create(c[19]));
            p = Fma(r, p, Vector512.Create(c[18]));
            return Avx512F.Scale(Fma(power * r, p, power).AsSingle(), n.AsSingle()).As<float, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma(Vector512<T> x, Vector512<T> y, Vector512<T> z) => Wide512<T>.MultiplyAdd(x, y, z);
}
