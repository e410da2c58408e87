using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Dense;

// Transposes 4 or 8 rows into columns, in registers: for processors with AVX, and 8 rows of double with AVX-512.
internal static unsafe class TransposeBlocks
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(double* source, nint stride, int depths, nint width, double* destination)
    {
        double* s0 = source, s1 = source + stride, s2 = source + (2 * stride), s3 = source + (3 * stride);
        int k = 0;
        for (; k + 4 <= depths; k += 4)
        {
            Vector256<double> r0 = Vector256.Load(s0 + k), r1 = Vector256.Load(s1 + k);
            Vector256<double> r2 = Vector256.Load(s2 + k), r3 = Vector256.Load(s3 + k);
            Vector256<double> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1);
            Vector256<double> low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
            Avx.Permute2x128(low01, low23, 0x20).Store(destination);
            Avx.Permute2x128(high01, high23, 0x20).Store(destination + width);
            Avx.Permute2x128(low01, low23, 0x31).Store(destination + (2 * width));
            Avx.Permute2x128(high01, high23, 0x31).Store(destination + (3 * width));
            destination += 4 * width;
        }

        for (; k < depths; k++)
        {
            destination[0] = s0[k];
            destination[1] = s1[k];
            destination[2] = s2[k];
            destination[3] = s3[k];
            destination += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(double* source, nint stride, int depths, nint width, double* destination)
    {
        double* s4 = source + (4 * stride);
        int k = 0;
        for (; k + 8 <= depths; k += 8)
        {
            double* near = source + k, far = s4 + k;
            Vector512<double> r0 = Vector512.Load(near), r1 = Vector512.Load(near + stride);
            Vector512<double> r2 = Vector512.Load(near + (2 * stride)), r3 = Vector512.Load(near + (3 * stride));
            Vector512<double> r4 = Vector512.Load(far), r5 = Vector512.Load(far + stride);
            Vector512<double> r6 = Vector512.Load(far + (2 * stride)), r7 = Vector512.Load(far + (3 * stride));
            StoreEven(
                Avx512F.UnpackLow(r0, r1), Avx512F.UnpackLow(r2, r3), Avx512F.UnpackLow(r4, r5),
                Avx512F.UnpackLow(r6, r7), width, destination);
            StoreEven(
                Avx512F.UnpackHigh(r0, r1), Avx512F.UnpackHigh(r2, r3), Avx512F.UnpackHigh(r4, r5),
                Avx512F.UnpackHigh(r6, r7), width, destination + width);
            destination += 8 * width;
        }

        for (; k < depths; k++)
        {
            for (int i = 0; i < 8; i++)
            {
                destination[i] = source[(i * stride) + k];
            }

            destination += width;
        }
    }

    // The 128-bit quarters hold pairs of rows of columns 0, 2, 4 and 6 of a group.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEven(
        Vector512<double> p01, Vector512<double> p23, Vector512<double> p45, Vector512<double> p67, nint width,
        double* destination)
    {
        Vector512<double> low = Avx512F.Shuffle4x128(p01, p23, 0x88), lowFar = Avx512F.Shuffle4x128(p45, p67, 0x88);
        Vector512<double> high = Avx512F.Shuffle4x128(p01, p23, 0xdd), highFar = Avx512F.Shuffle4x128(p45, p67, 0xdd);
        Avx512F.Shuffle4x128(low, lowFar, 0x88).Store(destination);
        Avx512F.Shuffle4x128(high, highFar, 0x88).Store(destination + (2 * width));
        Avx512F.Shuffle4x128(low, lowFar, 0xdd).Store(destination + (4 * width));
        Avx512F.Shuffle4x128(high, highFar, 0xdd).Store(destination + (6 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(float* source, nint stride, int depths, nint width, float* destination)
    {
        float* s4 = source + (4 * stride);
        int k = 0;
        for (; k + 8 <= depths; k += 8)
        {
            float* near = source + k, far = s4 + k;
            Vector256<float> r0 = Vector256.Load(near), r1 = Vector256.Load(near + stride);
            Vector256<float> r2 = Vector256.Load(near + (2 * stride)), r3 = Vector256.Load(near + (3 * stride));
            Vector256<float> r4 = Vector256.Load(far), r5 = Vector256.Load(far + stride);
            Vector256<float> r6 = Vector256.Load(far + (2 * stride)), r7 = Vector256.Load(far + (3 * stride));
            StorePairs(
                Avx.UnpackLow(r0, r1).AsDouble(), Avx.UnpackLow(r2, r3).AsDouble(), Avx.UnpackLow(r4, r5).AsDouble(),
                Avx.UnpackLow(r6, r7).AsDouble(), width, destination);
            StorePairs(
                Avx.UnpackHigh(r0, r1).AsDouble(), Avx.UnpackHigh(r2, r3).AsDouble(),
                Avx.UnpackHigh(r4, r5).AsDouble(), Avx.UnpackHigh(r6, r7).AsDouble(), width, destination + (2 * width));
            destination += 8 * width;
        }

        for (; k < depths; k++)
        {
            for (int i = 0; i < 8; i++)
            {
                destination[i] = source[(i * stride) + k];
            }

            destination += width;
        }
    }

    // The halves hold pairs of rows of columns 0, 1 and 4, 5 of a group.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(
        Vector256<double> p01, Vector256<double> p23, Vector256<double> p45, Vector256<double> p67, nint width,
        float* destination)
    {
        Vector256<double> first = Avx.UnpackLow(p01, p23), firstFar = Avx.UnpackLow(p45, p67);
        Vector256<double> second = Avx.UnpackHigh(p01, p23), secondFar = Avx.UnpackHigh(p45, p67);
        Avx.Permute2x128(first, firstFar, 0x20).AsSingle().Store(destination);
        Avx.Permute2x128(second, secondFar, 0x20).AsSingle().Store(destination + width);
        Avx.Permute2x128(first, firstFar, 0x31).AsSingle().Store(destination + (4 * width));
        Avx.Permute2x128(second, secondFar, 0x31).AsSingle().Store(destination + (5 * width));
    }
}
