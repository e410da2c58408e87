using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Transforms;

// Transposes a small block between strided memory: destination[column, row] = source[row, column].
internal static unsafe class BlockTranspose
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, nint sourceStride, nint rows, nint columns, T* destination, nint stride)
        where T : unmanaged
    {
        nint row = 0;
        if (typeof(T) == typeof(double) && Avx512F.IsSupported)
        {
            for (; row + 8 <= rows; row += 8)
            {
                double* from = (double*)source + (row * sourceStride);
                Strip8(from, sourceStride, columns, (double*)destination + row, stride);
            }
        }

        if (typeof(T) == typeof(double) && Avx.IsSupported)
        {
            for (; row + 4 <= rows; row += 4)
            {
                double* from = (double*)source + (row * sourceStride);
                Strip4(from, sourceStride, columns, (double*)destination + row, stride);
            }
        }

        if (typeof(T) == typeof(float) && Sse2.IsSupported)
        {
            for (; row + 4 <= rows; row += 4)
            {
                Strip4((float*)source + (row * sourceStride), sourceStride, columns, (float*)destination + row, stride);
            }
        }

        for (; row < rows; row++)
        {
            T* from = source + (row * sourceStride), to = destination + row;
            for (nint column = 0; column < columns; column++)
            {
                to[column * stride] = from[column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip8(double* s, nint width, nint columns, double* d, nint stride)
    {
        nint k = 0;
        for (; k + 8 <= columns; k += 8, s += 8, d += 8 * stride)
        {
            Vector512<double> r0 = Vector512.Load(s), r1 = Vector512.Load(s + width);
            Vector512<double> r2 = Vector512.Load(s + (2 * width)), r3 = Vector512.Load(s + (3 * width));
            Vector512<double> r4 = Vector512.Load(s + (4 * width)), r5 = Vector512.Load(s + (5 * width));
            Vector512<double> r6 = Vector512.Load(s + (6 * width)), r7 = Vector512.Load(s + (7 * width));
            Half8(Avx512F.UnpackLow(r0, r1), Avx512F.UnpackLow(r2, r3), Avx512F.UnpackLow(r4, r5),
                Avx512F.UnpackLow(r6, r7), d, 2 * stride);
            Half8(Avx512F.UnpackHigh(r0, r1), Avx512F.UnpackHigh(r2, r3), Avx512F.UnpackHigh(r4, r5),
                Avx512F.UnpackHigh(r6, r7), d + stride, 2 * stride);
        }

        Rest(s, width, 8, columns - k, d, stride);
    }

    // Writes every other column: the pairs of four unpacked rows, gathered by 128-bit lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half8(
        Vector512<double> t0, Vector512<double> t1, Vector512<double> t2, Vector512<double> t3, double* d, nint hop)
    {
        Vector512<double> even0 = Avx512F.Shuffle4x128(t0, t1, 0x88), even1 = Avx512F.Shuffle4x128(t2, t3, 0x88);
        Vector512<double> odd0 = Avx512F.Shuffle4x128(t0, t1, 0xdd), odd1 = Avx512F.Shuffle4x128(t2, t3, 0xdd);
        Avx512F.Shuffle4x128(even0, even1, 0x88).Store(d);
        Avx512F.Shuffle4x128(odd0, odd1, 0x88).Store(d + hop);
        Avx512F.Shuffle4x128(even0, even1, 0xdd).Store(d + (2 * hop));
        Avx512F.Shuffle4x128(odd0, odd1, 0xdd).Store(d + (3 * hop));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip4(double* s, nint width, nint columns, double* d, nint stride)
    {
        nint k = 0;
        for (; k + 4 <= columns; k += 4, s += 4, d += 4 * stride)
        {
            Vector256<double> r0 = Vector256.Load(s), r1 = Vector256.Load(s + width);
            Vector256<double> r2 = Vector256.Load(s + (2 * width)), r3 = Vector256.Load(s + (3 * width));
            Vector256<double> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1);
            Vector256<double> low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
            Avx.Permute2x128(low01, low23, 0x20).Store(d);
            Avx.Permute2x128(high01, high23, 0x20).Store(d + stride);
            Avx.Permute2x128(low01, low23, 0x31).Store(d + (2 * stride));
            Avx.Permute2x128(high01, high23, 0x31).Store(d + (3 * stride));
        }

        Rest(s, width, 4, columns - k, d, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip4(float* s, nint width, nint columns, float* d, nint stride)
    {
        nint k = 0;
        for (; k + 4 <= columns; k += 4, s += 4, d += 4 * stride)
        {
            Vector128<float> r0 = Vector128.Load(s), r1 = Vector128.Load(s + width);
            Vector128<float> r2 = Vector128.Load(s + (2 * width)), r3 = Vector128.Load(s + (3 * width));
            Vector128<double> low01 = Sse.UnpackLow(r0, r1).AsDouble(), high01 = Sse.UnpackHigh(r0, r1).AsDouble();
            Vector128<double> low23 = Sse.UnpackLow(r2, r3).AsDouble(), high23 = Sse.UnpackHigh(r2, r3).AsDouble();
            Sse2.UnpackLow(low01, low23).AsSingle().Store(d);
            Sse2.UnpackHigh(low01, low23).AsSingle().Store(d + stride);
            Sse2.UnpackLow(high01, high23).AsSingle().Store(d + (2 * stride));
            Sse2.UnpackHigh(high01, high23).AsSingle().Store(d + (3 * stride));
        }

        Rest(s, width, 4, columns - k, d, stride);
    }

    private static void Rest<T>(T* s, nint width, nint rows, nint columns, T* d, nint stride)
        where T : unmanaged
    {
        for (nint k = 0; k < columns; k++)
        {
            for (nint row = 0; row < rows; row++)
            {
                d[(k * stride) + row] = s[(row * width) + k];
            }
        }
    }
}
