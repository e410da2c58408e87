using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Dense;

// Transposes 4 rows of double or 8 rows of float into columns, in registers; for processors with AVX.
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
    public static void Eight(float* source, nint stride, int depths, nint width, float* destination)
    {
        FourToHalf(source, stride, depths, width, destination);
        FourToHalf(source + (4 * stride), stride, depths, width, destination + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourToHalf(float* source, nint stride, int depths, nint width, float* destination)
    {
        float* s0 = source, s1 = source + stride, s2 = source + (2 * stride), s3 = source + (3 * stride);
        int k = 0;
        for (; k + 4 <= depths; k += 4)
        {
            Vector128<float> r0 = Vector128.Load(s0 + k), r1 = Vector128.Load(s1 + k);
            Vector128<float> r2 = Vector128.Load(s2 + k), r3 = Vector128.Load(s3 + k);
            Vector128<double> low01 = Sse.UnpackLow(r0, r1).AsDouble(), high01 = Sse.UnpackHigh(r0, r1).AsDouble();
            Vector128<double> low23 = Sse.UnpackLow(r2, r3).AsDouble(), high23 = Sse.UnpackHigh(r2, r3).AsDouble();
            Sse2.UnpackLow(low01, low23).AsSingle().Store(destination);
            Sse2.UnpackHigh(low01, low23).AsSingle().Store(destination + width);
            Sse2.UnpackLow(high01, high23).AsSingle().Store(destination + (2 * width));
            Sse2.UnpackHigh(high01, high23).AsSingle().Store(destination + (3 * width));
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
}
