using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Dense;

// Loads and stores of the first lanes of a vector; the memory of the others is not touched.
internal static unsafe class MaskedVector512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> First(int lanes) => typeof(T) == typeof(double)
        ? Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)lanes)).As<long, T>()
        : Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(lanes)).As<int, T>();

    // The other lanes are zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source, Vector512<T> mask) => typeof(T) == typeof(double)
        ? Avx512F.MaskLoad((double*)source, mask.AsDouble(), Vector512<double>.Zero).As<double, T>()
        : Avx512F.MaskLoad((float*)source, mask.AsSingle(), Vector512<float>.Zero).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, T* destination, Vector512<T> mask)
    {
        if (typeof(T) == typeof(double))
        {
            Avx512F.MaskStore((double*)destination, mask.AsDouble(), vector.AsDouble());
        }
        else
        {
            Avx512F.MaskStore((float*)destination, mask.AsSingle(), vector.AsSingle());
        }
    }
}
