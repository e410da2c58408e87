using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

// Products of tiles with vectors. A row of a tile times one vector stays in lanes until the caller adds them
// up, so that no horizontal sum is in a loop.
internal static unsafe class ProductLoops<TWide, TVector>
    where TWide : struct, IWide<TVector>
    where TVector : struct
{
    private const int Width = PackedPoints.PanelWidth;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows(MatrixView<double> tile, double* vector, MatrixView<double> lanes)
    {
        int count = TWide.Count;
        for (int b = 0; b < Width; b += 8 * count)
        {
            double* v = vector + b;
            TVector v0 = TWide.Load(v);
            TVector v1 = TWide.Load(v + count);
            TVector v2 = TWide.Load(v + (2 * count));
            TVector v3 = TWide.Load(v + (3 * count));
            TVector v4 = TWide.Load(v + (4 * count));
            TVector v5 = TWide.Load(v + (5 * count));
            TVector v6 = TWide.Load(v + (6 * count));
            TVector v7 = TWide.Load(v + (7 * count));
            double* row = tile.Origin + b;
            double* lane = lanes.Origin;
            for (int a = 0; a < tile.Rows; a++, row += tile.Stride, lane += lanes.Stride)
            {
                TVector even = TWide.MultiplyAdd(TWide.Load(row), v0, TWide.Load(lane));
                TVector odd = TWide.Multiply(TWide.Load(row + count), v1);
                even = TWide.MultiplyAdd(TWide.Load(row + (2 * count)), v2, even);
                odd = TWide.MultiplyAdd(TWide.Load(row + (3 * count)), v3, odd);
                even = TWide.MultiplyAdd(TWide.Load(row + (4 * count)), v4, even);
                odd = TWide.MultiplyAdd(TWide.Load(row + (5 * count)), v5, odd);
                even = TWide.MultiplyAdd(TWide.Load(row + (6 * count)), v6, even);
                odd = TWide.MultiplyAdd(TWide.Load(row + (7 * count)), v7, odd);
                TWide.Store(TWide.Add(even, odd), lane);
            }
        }
    }

    // Half of the vectors at a time as in AddRows, so that values, column sums and vectors all stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddBoth(
        MatrixView<double> tile, double* vector, double* rowVector, MatrixView<double> lanes, double* columnSums)
    {
        int count = TWide.Count;
        for (int b = 0; b < Width; b += 4 * count)
        {
            double* v = vector + b;
            double* c = columnSums + b;
            TVector v0 = TWide.Load(v);
            TVector v1 = TWide.Load(v + count);
            TVector v2 = TWide.Load(v + (2 * count));
            TVector v3 = TWide.Load(v + (3 * count));
            TVector c0 = TWide.Load(c);
            TVector c1 = TWide.Load(c + count);
            TVector c2 = TWide.Load(c + (2 * count));
            TVector c3 = TWide.Load(c + (3 * count));
            double* row = tile.Origin + b;
            double* lane = lanes.Origin;
            for (int a = 0; a < tile.Rows; a++, row += tile.Stride, lane += lanes.Stride)
            {
                TVector weight = TWide.Broadcast(rowVector[a]);
                TVector t0 = TWide.Load(row);
                TVector t1 = TWide.Load(row + count);
                TVector t2 = TWide.Load(row + (2 * count));
                TVector t3 = TWide.Load(row + (3 * count));
                c0 = TWide.MultiplyAdd(weight, t0, c0);
                c1 = TWide.MultiplyAdd(weight, t1, c1);
                c2 = TWide.MultiplyAdd(weight, t2, c2);
                c3 = TWide.MultiplyAdd(weight, t3, c3);
                TVector even = TWide.MultiplyAdd(t2, v2, TWide.MultiplyAdd(t0, v0, TWide.Load(lane)));
                TVector odd = TWide.MultiplyAdd(t3, v3, TWide.Multiply(t1, v1));
                TWide.Store(TWide.Add(even, odd), lane);
            }

            TWide.Store(c0, c);
            TWide.Store(c1, c + count);
            TWide.Store(c2, c + (2 * count));
            TWide.Store(c3, c + (3 * count));
        }
    }

    // sums[i, j] += sum over k of left(i, k) right[k, j]; the columns are whole vectors.
    public static void Accumulate(
        double* left,
        nint rowStride,
        nint depthStride,
        int depth,
        MatrixView<double> right,
        MatrixView<double> sums)
    {
        for (int j = 0; j < sums.Columns; j += 2 * TWide.Count)
        {
            bool two = j + (2 * TWide.Count) <= sums.Columns;
            double* r = right.Origin + j;
            for (int i = 0; i < sums.Rows;)
            {
                bool four = i + 4 <= sums.Rows;
                double* l = left + (i * rowStride);
                double* s = sums.Origin + (i * sums.Stride) + j;
                switch (four, two)
                {
                    case (true, true):
                        FourByTwo(l, rowStride, depthStride, depth, r, right.Stride, s, sums.Stride);
                        break;
                    case (true, false):
                        FourByOne(l, rowStride, depthStride, depth, r, right.Stride, s, sums.Stride);
                        break;
                    case (false, true):
                        OneByTwo(l, depthStride, depth, r, right.Stride, s);
                        break;
                    default:
                        OneByOne(l, depthStride, depth, r, right.Stride, s);
                        break;
                }

                i += four ? 4 : 1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo(
        double* left,
        nint rowStride,
        nint depthStride,
        int depth,
        double* right,
        nint rightStride,
        double* sums,
        nint stride)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByOne(
        double* left,
        nint rowStride,
        nint depthStride,
        int depth,
        double* right,
        nint rightStride,
        double* sums,
        nint stride)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByTwo(
        double* left, nint depthStride, int depth, double* right, nint rightStride, double* sums)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne(
        double* left, nint depthStride, int depth, double* right, nint rightStride, double* sums)
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
