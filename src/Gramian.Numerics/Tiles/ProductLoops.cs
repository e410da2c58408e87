using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

// Products of tiles with several vectors. With 32 registers 8 rows by 2 vectors of sums, or 16 by 1, stay in 16 of
// them, which hides the latency of their additions; with 16 registers, 4 rows by 2 vectors.
internal static unsafe class ProductLoops<T, TWide, TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWide : struct, IWide<T, TVector>
    where TVector : struct
{
    private static bool HasManyRegisters => TWide.Count * sizeof(T) == 64;

    // sums[i, j] += sum over k of left(i, k) right[k, j]; the columns are whole vectors.
    public static void Accumulate(
        T* left, nint rowStride, nint depthStride, int depth, MatrixView<T> right, MatrixView<T> sums)
    {
        for (int j = 0; j < sums.Columns; j += 2 * TWide.Count)
        {
            bool two = j + (2 * TWide.Count) <= sums.Columns;
            T* r = right.Origin + j;
            for (int i = 0; i < sums.Rows;)
            {
                int rest = sums.Rows - i;
                int most = HasManyRegisters ? (two ? 8 : 16) : 4;
                int rows = rest >= most ? most : rest >= 4 ? 4 : 1;
                T* l = left + (i * rowStride);
                T* s = sums.Origin + (i * sums.Stride) + j;
                switch (rows, two)
                {
                    case (8, _):
                        EightByTwo(l, rowStride, depthStride, depth, r, right.Stride, s, sums.Stride);
                        break;
                    case (16, _):
                        SixteenByOne(l, rowStride, depthStride, depth, r, right.Stride, s, sums.Stride);
                        break;
                    case (4, true):
                        FourByTwo(l, rowStride, depthStride, depth, r, right.Stride, s, sums.Stride);
                        break;
                    case (4, false):
                        FourByOne(l, rowStride, depthStride, depth, r, right.Stride, s, sums.Stride);
                        break;
                    case (_, true):
                        OneByTwo(l, depthStride, depth, r, right.Stride, s);
                        break;
                    default:
                        OneByOne(l, depthStride, depth, r, right.Stride, s);
                        break;
                }

                i += rows;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightByTwo(
        T* left, nint rowStride, nint depthStride, int depth, T* right, nint rightStride, T* sums, nint stride)
    {
        TVector s00 = TWide.Load(sums);
        TVector s01 = TWide.Load(sums + TWide.Count);
        TVector s10 = TWide.Load(sums + stride);
        TVector s11 = TWide.Load(sums + stride + TWide.Count);
        TVector s20 = TWide.Load(sums + (2 * stride));
        TVector s21 = TWide.Load(sums + (2 * stride) + TWide.Count);
        TVector s30 = TWide.Load(sums + (3 * stride));
        TVector s31 = TWide.Load(sums + (3 * stride) + TWide.Count);
        TVector s40 = TWide.Load(sums + (4 * stride));
        TVector s41 = TWide.Load(sums + (4 * stride) + TWide.Count);
        TVector s50 = TWide.Load(sums + (5 * stride));
        TVector s51 = TWide.Load(sums + (5 * stride) + TWide.Count);
        TVector s60 = TWide.Load(sums + (6 * stride));
        TVector s61 = TWide.Load(sums + (6 * stride) + TWide.Count);
        TVector s70 = TWide.Load(sums + (7 * stride));
        TVector s71 = TWide.Load(sums + (7 * stride) + TWide.Count);
        for (int k = 0; k < depth; k++)
        {
            TVector r0 = TWide.Load(right);
            TVector r1 = TWide.Load(right + TWide.Count);
            TVector x = TWide.Broadcast(left[0]);
            s00 = TWide.MultiplyAdd(x, r0, s00);
            s01 = TWide.MultiplyAdd(x, r1, s01);
            x = TWide.Broadcast(left[rowStride]);
            s10 = TWide.MultiplyAdd(x, r0, s10);
            s11 = TWide.MultiplyAdd(x, r1, s11);
            x = TWide.Broadcast(left[2 * rowStride]);
            s20 = TWide.MultiplyAdd(x, r0, s20);
            s21 = TWide.MultiplyAdd(x, r1, s21);
            x = TWide.Broadcast(left[3 * rowStride]);
            s30 = TWide.MultiplyAdd(x, r0, s30);
            s31 = TWide.MultiplyAdd(x, r1, s31);
            x = TWide.Broadcast(left[4 * rowStride]);
            s40 = TWide.MultiplyAdd(x, r0, s40);
            s41 = TWide.MultiplyAdd(x, r1, s41);
            x = TWide.Broadcast(left[5 * rowStride]);
            s50 = TWide.MultiplyAdd(x, r0, s50);
            s51 = TWide.MultiplyAdd(x, r1, s51);
            x = TWide.Broadcast(left[6 * rowStride]);
            s60 = TWide.MultiplyAdd(x, r0, s60);
            s61 = TWide.MultiplyAdd(x, r1, s61);
            x = TWide.Broadcast(left[7 * rowStride]);
            s70 = TWide.MultiplyAdd(x, r0, s70);
            s71 = TWide.MultiplyAdd(x, r1, s71);
            left += depthStride;
            right += rightStride;
        }

        TWide.Store(s00, sums);
        TWide.Store(s01, sums + TWide.Count);
        TWide.Store(s10, sums + stride);
        TWide.Store(s11, sums + stride + TWide.Count);
        TWide.Store(s20, sums + (2 * stride));
        TWide.Store(s21, sums + (2 * stride) + TWide.Count);
        TWide.Store(s30, sums + (3 * stride));
        TWide.Store(s31, sums + (3 * stride) + TWide.Count);
        TWide.Store(s40, sums + (4 * stride));
        TWide.Store(s41, sums + (4 * stride) + TWide.Count);
        TWide.Store(s50, sums + (5 * stride));
        TWide.Store(s51, sums + (5 * stride) + TWide.Count);
        TWide.Store(s60, sums + (6 * stride));
        TWide.Store(s61, sums + (6 * stride) + TWide.Count);
        TWide.Store(s70, sums + (7 * stride));
        TWide.Store(s71, sums + (7 * stride) + TWide.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SixteenByOne(
        T* left, nint rowStride, nint depthStride, int depth, T* right, nint rightStride, T* sums, nint stride)
    {
        TVector s0 = TWide.Load(sums);
        TVector s1 = TWide.Load(sums + stride);
        TVector s2 = TWide.Load(sums + (2 * stride));
        TVector s3 = TWide.Load(sums + (3 * stride));
        TVector s4 = TWide.Load(sums + (4 * stride));
        TVector s5 = TWide.Load(sums + (5 * stride));
        TVector s6 = TWide.Load(sums + (6 * stride));
        TVector s7 = TWide.Load(sums + (7 * stride));
        TVector s8 = TWide.Load(sums + (8 * stride));
        TVector s9 = TWide.Load(sums + (9 * stride));
        TVector s10 = TWide.Load(sums + (10 * stride));
        TVector s11 = TWide.Load(sums + (11 * stride));
        TVector s12 = TWide.Load(sums + (12 * stride));
        TVector s13 = TWide.Load(sums + (13 * stride));
        TVector s14 = TWide.Load(sums + (14 * stride));
        TVector s15 = TWide.Load(sums + (15 * stride));
        for (int k = 0; k < depth; k++)
        {
            TVector r0 = TWide.Load(right);
            s0 = TWide.MultiplyAdd(TWide.Broadcast(left[0]), r0, s0);
            s1 = TWide.MultiplyAdd(TWide.Broadcast(left[rowStride]), r0, s1);
            s2 = TWide.MultiplyAdd(TWide.Broadcast(left[2 * rowStride]), r0, s2);
            s3 = TWide.MultiplyAdd(TWide.Broadcast(left[3 * rowStride]), r0, s3);
            s4 = TWide.MultiplyAdd(TWide.Broadcast(left[4 * rowStride]), r0, s4);
            s5 = TWide.MultiplyAdd(TWide.Broadcast(left[5 * rowStride]), r0, s5);
            s6 = TWide.MultiplyAdd(TWide.Broadcast(left[6 * rowStride]), r0, s6);
            s7 = TWide.MultiplyAdd(TWide.Broadcast(left[7 * rowStride]), r0, s7);
            s8 = TWide.MultiplyAdd(TWide.Broadcast(left[8 * rowStride]), r0, s8);
            s9 = TWide.MultiplyAdd(TWide.Broadcast(left[9 * rowStride]), r0, s9);
            s10 = TWide.MultiplyAdd(TWide.Broadcast(left[10 * rowStride]), r0, s10);
            s11 = TWide.MultiplyAdd(TWide.Broadcast(left[11 * rowStride]), r0, s11);
            s12 = TWide.MultiplyAdd(TWide.Broadcast(left[12 * rowStride]), r0, s12);
            s13 = TWide.MultiplyAdd(TWide.Broadcast(left[13 * rowStride]), r0, s13);
            s14 = TWide.MultiplyAdd(TWide.Broadcast(left[14 * rowStride]), r0, s14);
            s15 = TWide.MultiplyAdd(TWide.Broadcast(left[15 * rowStride]), r0, s15);
            left += depthStride;
            right += rightStride;
        }

        TWide.Store(s0, sums);
        TWide.Store(s1, sums + stride);
        TWide.Store(s2, sums + (2 * stride));
        TWide.Store(s3, sums + (3 * stride));
        TWide.Store(s4, sums + (4 * stride));
        TWide.Store(s5, sums + (5 * stride));
        TWide.Store(s6, sums + (6 * stride));
        TWide.Store(s7, sums + (7 * stride));
        TWide.Store(s8, sums + (8 * stride));
        TWide.Store(s9, sums + (9 * stride));
        TWide.Store(s10, sums + (10 * stride));
        TWide.Store(s11, sums + (11 * stride));
        TWide.Store(s12, sums + (12 * stride));
        TWide.Store(s13, sums + (13 * stride));
        TWide.Store(s14, sums + (14 * stride));
        TWide.Store(s15, sums + (15 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourByTwo(
        T* left, nint rowStride, nint depthStride, int depth, T* right, nint rightStride, T* sums, nint stride)
    {
        TVector s00 = TWide.Load(sums);
        TVector s01 = TWide.Load(sums + TWide.Count);
        TVector s10 = TWide.Load(sums + stride);
        TVector s11 = TWide.Load(sums + stride + TWide.Count);
        TVector s20 = TWide.Load(sums + (2 * stride));
        TVector s21 = TWide.Load(sums + (2 * stride) + TWide.Count);
        TVector s30 = TWide.Load(sums + (3 * stride));
        TVector s31 = TWide.Load(sums + (3 * stride) + TWide.Count);
        for (int k = 0; k < depth; k++)
        {
            TVector r0 = TWide.Load(right);
            TVector r1 = TWide.Load(right + TWide.Count);
            TVector x = TWide.Broadcast(left[0]);
            s00 = TWide.MultiplyAdd(x, r0, s00);
            s01 = TWide.MultiplyAdd(x, r1, s01);
            x = TWide.Broadcast(left[rowStride]);
            s10 = TWide.MultiplyAdd(x, r0, s10);
            s11 = TWide.MultiplyAdd(x, r1, s11);
            x = TWide.Broadcast(left[2 * rowStride]);
            s20 = TWide.MultiplyAdd(x, r0, s20);
            s21 = TWide.MultiplyAdd(x, r1, s21);
            x = TWide.Broadcast(left[3 * rowStride]);
            s30 = TWide.MultiplyAdd(x, r0, s30);
            s31 = TWide.MultiplyAdd(x, r1, s31);
            left += depthStride;
            right += rightStride;
        }

        TWide.Store(s00, sums);
        TWide.Store(s01, sums + TWide.Count);
        TWide.Store(s10, sums + stride);
        TWide.Store(s11, sums + stride + TWide.Count);
        TWide.Store(s20, sums + (2 * stride));
        TWide.Store(s21, sums + (2 * stride) + TWide.Count);
        TWide.Store(s30, sums + (3 * stride));
        TWide.Store(s31, sums + (3 * stride) + TWide.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourByOne(
        T* left, nint rowStride, nint depthStride, int depth, T* right, nint rightStride, T* sums, nint stride)
    {
        TVector s00 = TWide.Load(sums);
        TVector s10 = TWide.Load(sums + stride);
        TVector s20 = TWide.Load(sums + (2 * stride));
        TVector s30 = TWide.Load(sums + (3 * stride));
        for (int k = 0; k < depth; k++)
        {
            TVector r0 = TWide.Load(right);
            TVector x = TWide.Broadcast(left[0]);
            s00 = TWide.MultiplyAdd(x, r0, s00);
            x = TWide.Broadcast(left[rowStride]);
            s10 = TWide.MultiplyAdd(x, r0, s10);
            x = TWide.Broadcast(left[2 * rowStride]);
            s20 = TWide.MultiplyAdd(x, r0, s20);
            x = TWide.Broadcast(left[3 * rowStride]);
            s30 = TWide.MultiplyAdd(x, r0, s30);
            left += depthStride;
            right += rightStride;
        }

        TWide.Store(s00, sums);
        TWide.Store(s10, sums + stride);
        TWide.Store(s20, sums + (2 * stride));
        TWide.Store(s30, sums + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneByTwo(
        T* left, nint depthStride, int depth, T* right, nint rightStride, T* sums)
    {
        TVector s00 = TWide.Load(sums);
        TVector s01 = TWide.Load(sums + TWide.Count);
        for (int k = 0; k < depth; k++)
        {
            TVector r0 = TWide.Load(right);
            TVector r1 = TWide.Load(right + TWide.Count);
            TVector x = TWide.Broadcast(left[0]);
            s00 = TWide.MultiplyAdd(x, r0, s00);
            s01 = TWide.MultiplyAdd(x, r1, s01);
            left += depthStride;
            right += rightStride;
        }

        TWide.Store(s00, sums);
        TWide.Store(s01, sums + TWide.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneByOne(
        T* left, nint depthStride, int depth, T* right, nint rightStride, T* sums)
    {
        TVector s00 = TWide.Load(sums);
        for (int k = 0; k < depth; k++)
        {
            TVector r0 = TWide.Load(right);
            TVector x = TWide.Broadcast(left[0]);
            s00 = TWide.MultiplyAdd(x, r0, s00);
            left += depthStride;
            right += rightStride;
        }

        TWide.Store(s00, sums);
    }
}
