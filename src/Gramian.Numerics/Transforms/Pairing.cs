using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// Even and odd elements apart and together again, and lanes read backwards.
internal static unsafe class Pairing
{
    /// <summary>even[i] = source[2i], odd[i] = source[2i + 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split<T>(T* source, T* even, T* odd, nint count)
        where T : unmanaged
    {
        nint i = 0;
        if (typeof(T) == typeof(double) && Avx512F.IsSupported && SimdPath.Bits == 512)
        {
            Vector512<long> evens = Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), odds = evens + Vector512<long>.One;
            for (; i + 8 <= count; i += 8)
            {
                Vector512<double> a = Vector512.Load((double*)source + (2 * i));
                Vector512<double> b = Vector512.Load((double*)source + (2 * i) + 8);
                Avx512F.PermuteVar8x64x2(a, evens, b).Store((double*)even + i);
                Avx512F.PermuteVar8x64x2(a, odds, b).Store((double*)odd + i);
            }
        }
        else if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            for (; i + 4 <= count; i += 4)
            {
                Vector128<float> a = Vector128.Load((float*)source + (2 * i));
                Vector128<float> b = Vector128.Load((float*)source + (2 * i) + 4);
                Sse.Shuffle(a, b, 0x88).Store((float*)even + i);
                Sse.Shuffle(a, b, 0xdd).Store((float*)odd + i);
            }
        }

        for (; i < count; i++)
        {
            even[i] = source[2 * i];
            odd[i] = source[(2 * i) + 1];
        }
    }

    /// <summary>destination[2i] = even[i], destination[2i + 1] = odd[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Merge<T>(T* even, T* odd, T* destination, nint count)
        where T : unmanaged
    {
        nint i = 0;
        if (typeof(T) == typeof(double) && Avx512F.IsSupported && SimdPath.Bits == 512)
        {
            Vector512<long> low = Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), high = low + Vector512.Create(4L);
            for (; i + 8 <= count; i += 8)
            {
                Vector512<double> a = Vector512.Load((double*)even + i), b = Vector512.Load((double*)odd + i);
                Avx512F.PermuteVar8x64x2(a, low, b).Store((double*)destination + (2 * i));
                Avx512F.PermuteVar8x64x2(a, high, b).Store((double*)destination + (2 * i) + 8);
            }
        }
        else if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            for (; i + 4 <= count; i += 4)
            {
                Vector128<float> a = Vector128.Load((float*)even + i), b = Vector128.Load((float*)odd + i);
                Sse.UnpackLow(a, b).Store((float*)destination + (2 * i));
                Sse.UnpackHigh(a, b).Store((float*)destination + (2 * i) + 4);
            }
        }

        for (; i < count; i++)
        {
            destination[2 * i] = even[i];
            destination[(2 * i) + 1] = odd[i];
        }
    }

    /// <summary>Reads the lane that ends at an element, last element first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LoadBackwards<TLane, T>(T* end)
        where TLane : struct, IRealLane<TLane, T>
        where T : unmanaged
    {
        T* start = end - TLane.Count + 1;
        if (typeof(TLane) == typeof(Double8))
        {
            Vector512<long> order = Vector512.Create(7L, 6, 5, 4, 3, 2, 1, 0);
            return Unsafe.BitCast<Vector512<double>, TLane>(
                Vector512.Shuffle(Vector512.Load((double*)start), order));
        }

        if (typeof(TLane) == typeof(Double4))
        {
            return Unsafe.BitCast<Vector256<double>, TLane>(
                Vector256.Shuffle(Vector256.Load((double*)start), Vector256.Create(3L, 2, 1, 0)));
        }

        if (typeof(TLane) == typeof(Single16))
        {
            Vector512<int> order = Vector512.Create(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
            return Unsafe.BitCast<Vector512<float>, TLane>(
                Vector512.Shuffle(Vector512.Load((float*)start), order));
        }

        if (typeof(TLane) == typeof(Single8))
        {
            return Unsafe.BitCast<Vector256<float>, TLane>(
                Vector256.Shuffle(Vector256.Load((float*)start), Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)));
        }

        // One, two or four elements.
        (T, T, T, T) turned = default;
        T* at = (T*)&turned;
        for (int i = 0; i < TLane.Count; i++)
        {
            at[i] = *(end - i);
        }

        return TLane.Load(ref *at, 0);
    }
}
