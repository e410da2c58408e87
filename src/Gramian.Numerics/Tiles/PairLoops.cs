using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

// The loops over the pairs of a tile. With 32 registers, 4 rows by 4 vectors of columns stay in 16 of them over the
// coordinates; with 16 registers, 4 rows by 2 vectors. The columns are the outer loop, so that their coordinates stay
// in the first cache while the rows pass by.
internal static unsafe class PairLoops<T, TWide, TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWide : struct, IWide<T, TVector>
    where TVector : struct
{
    private const int Width = TileProducts.PanelWidth;

    // The wide registers come with 32 of them.
    private static bool HasManyRegisters => TWide.Count * sizeof(T) == 64;

    public static void Compare<TTerm>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where TTerm : struct, IPairTerm
    {
        int dimension = rows.Dimension;
        T* lines = columns.Panels.Origin + (panel * (nint)dimension * columns.Panels.Stride);
        T* points = rows.Rows.Origin + (row * rows.Rows.Stride);
        nint stride = rows.Rows.Stride;
        int step = (HasManyRegisters ? 4 : 2) * TWide.Count;
        fixed (T* factors = rows.Factors)
        {
            for (int b = 0; b < Width; b += step)
            {
                T* x = points;
                T* output = tile.Origin + b;
                int a = 0;
                for (; a + 4 <= tile.Rows; a += 4, x += 4 * stride, output += 4 * tile.Stride)
                {
                    if (HasManyRegisters)
                    {
                        FourByFour<TTerm>(x, stride, lines + b, factors, dimension, output, tile.Stride);
                    }
                    else
                    {
                        FourByTwo<TTerm>(x, stride, lines + b, factors, dimension, output, tile.Stride);
                    }
                }

                for (; a < tile.Rows; a++, x += stride, output += tile.Stride)
                {
                    OneByTwo<TTerm>(x, lines + b, factors, dimension, output);
                    if (HasManyRegisters)
                    {
                        OneByTwo<TTerm>(
                            x, lines + b + (2 * TWide.Count), factors, dimension, output + (2 * TWide.Count));
                    }
                }
            }
        }

        GC.KeepAlive(rows);
        GC.KeepAlive(columns);
    }

    // tile = |rowNorms + norms − 2 tile|.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void CompleteSquares(ReadOnlySpan<T> rowNorms, ReadOnlySpan<T> norms, MatrixView<T> tile)
    {
        TVector minusTwo = TWide.Broadcast(-T.One - T.One);
        T* row = tile.Origin;
        fixed (T* columnNorms = norms)
        {
            for (int a = 0; a < rowNorms.Length; a++, row += tile.Stride)
            {
                TVector norm = TWide.Broadcast(rowNorms[a]);
                for (int b = 0; b < Width; b += TWide.Count)
                {
                    TVector sum = TWide.Add(norm, TWide.Load(columnNorms + b));
                    TWide.Store(TWide.Abs(TWide.MultiplyAdd(minusTwo, TWide.Load(row + b), sum)), row + b);
                }
            }
        }
    }

    public static void Contract<TTerm>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> weights, Span<T> sums)
        where TTerm : struct, IPairTerm
    {
        int dimension = rows.Dimension;
        T* lines = columns.Panels.Origin + (panel * (nint)dimension * columns.Panels.Stride);
        T* points = rows.Rows.Origin + (row * rows.Rows.Stride);
        fixed (T* factors = rows.Factors)
        fixed (T* total = sums)
        {
            int k = 0;
            for (; k + 4 <= dimension; k += 4)
            {
                FourCoordinates<TTerm>(
                    points + k, rows.Rows.Stride, lines + (k * Width), factors + k, weights, total + k);
            }

            for (; k < dimension; k++)
            {
                OneCoordinate<TTerm>(
                    points + k, rows.Rows.Stride, lines + (k * Width), factors + k, weights, total + k);
            }
        }

        GC.KeepAlive(rows);
        GC.KeepAlive(columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TTerm>(TVector x, TVector y, T* factor, TVector sum)
        where TTerm : struct, IPairTerm =>
        TTerm.Add<T, TWide, TVector>(
            x, y, typeof(TTerm) == typeof(PairTerms.Mismatch) ? TWide.Broadcast(*factor) : y, sum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourByFour<TTerm>(
        T* x, nint stride, T* lines, T* factors, int dimension, T* output, nint outputStride)
        where TTerm : struct, IPairTerm
    {
        int count = TWide.Count;
        TVector s00 = TWide.Broadcast(T.Zero), s01 = s00, s02 = s00, s03 = s00;
        TVector s10 = s00, s11 = s00, s12 = s00, s13 = s00;
        TVector s20 = s00, s21 = s00, s22 = s00, s23 = s00, s30 = s00, s31 = s00, s32 = s00, s33 = s00;
        for (int k = 0; k < dimension; k++, lines += Width, x++)
        {
            TVector y0 = TWide.Load(lines);
            TVector y1 = TWide.Load(lines + count);
            TVector y2 = TWide.Load(lines + (2 * count));
            TVector y3 = TWide.Load(lines + (3 * count));
            TVector x0 = TWide.Broadcast(*x);
            s00 = Add<TTerm>(x0, y0, factors + k, s00);
            s01 = Add<TTerm>(x0, y1, factors + k, s01);
            s02 = Add<TTerm>(x0, y2, factors + k, s02);
            s03 = Add<TTerm>(x0, y3, factors + k, s03);
            x0 = TWide.Broadcast(x[stride]);
            s10 = Add<TTerm>(x0, y0, factors + k, s10);
            s11 = Add<TTerm>(x0, y1, factors + k, s11);
            s12 = Add<TTerm>(x0, y2, factors + k, s12);
            s13 = Add<TTerm>(x0, y3, factors + k, s13);
            x0 = TWide.Broadcast(x[2 * stride]);
            s20 = Add<TTerm>(x0, y0, factors + k, s20);
            s21 = Add<TTerm>(x0, y1, factors + k, s21);
            s22 = Add<TTerm>(x0, y2, factors + k, s22);
            s23 = Add<TTerm>(x0, y3, factors + k, s23);
            x0 = TWide.Broadcast(x[3 * stride]);
            s30 = Add<TTerm>(x0, y0, factors + k, s30);
            s31 = Add<TTerm>(x0, y1, factors + k, s31);
            s32 = Add<TTerm>(x0, y2, factors + k, s32);
            s33 = Add<TTerm>(x0, y3, factors + k, s33);
        }

        Store(s00, s01, s02, s03, output);
        Store(s10, s11, s12, s13, output + outputStride);
        Store(s20, s21, s22, s23, output + (2 * outputStride));
        Store(s30, s31, s32, s33, output + (3 * outputStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector v0, TVector v1, TVector v2, TVector v3, T* output)
    {
        TWide.Store(v0, output);
        TWide.Store(v1, output + TWide.Count);
        TWide.Store(v2, output + (2 * TWide.Count));
        TWide.Store(v3, output + (3 * TWide.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourByTwo<TTerm>(
        T* x, nint stride, T* lines, T* factors, int dimension, T* output, nint outputStride)
        where TTerm : struct, IPairTerm
    {
        int count = TWide.Count;
        TVector s00 = TWide.Broadcast(T.Zero), s01 = s00, s10 = s00, s11 = s00;
        TVector s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (int k = 0; k < dimension; k++, lines += Width, x++)
        {
            TVector y0 = TWide.Load(lines);
            TVector y1 = TWide.Load(lines + count);
            TVector x0 = TWide.Broadcast(*x);
            s00 = Add<TTerm>(x0, y0, factors + k, s00);
            s01 = Add<TTerm>(x0, y1, factors + k, s01);
            x0 = TWide.Broadcast(x[stride]);
            s10 = Add<TTerm>(x0, y0, factors + k, s10);
            s11 = Add<TTerm>(x0, y1, factors + k, s11);
            x0 = TWide.Broadcast(x[2 * stride]);
            s20 = Add<TTerm>(x0, y0, factors + k, s20);
            s21 = Add<TTerm>(x0, y1, factors + k, s21);
            x0 = TWide.Broadcast(x[3 * stride]);
            s30 = Add<TTerm>(x0, y0, factors + k, s30);
            s31 = Add<TTerm>(x0, y1, factors + k, s31);
        }

        TWide.Store(s00, output);
        TWide.Store(s01, output + count);
        output += outputStride;
        TWide.Store(s10, output);
        TWide.Store(s11, output + count);
        output += outputStride;
        TWide.Store(s20, output);
        TWide.Store(s21, output + count);
        output += outputStride;
        TWide.Store(s30, output);
        TWide.Store(s31, output + count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneByTwo<TTerm>(T* point, T* lines, T* factors, int dimension, T* output)
        where TTerm : struct, IPairTerm
    {
        TVector s0 = TWide.Broadcast(T.Zero), s1 = s0;
        for (int k = 0; k < dimension; k++, lines += Width)
        {
            TVector x = TWide.Broadcast(point[k]);
            s0 = Add<TTerm>(x, TWide.Load(lines), factors + k, s0);
            s1 = Add<TTerm>(x, TWide.Load(lines + TWide.Count), factors + k, s1);
        }

        TWide.Store(s0, output);
        TWide.Store(s1, output + TWide.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourCoordinates<TTerm>(
        T* points, nint stride, T* lines, T* factors, MatrixView<T> weights, T* sums)
        where TTerm : struct, IPairTerm
    {
        TVector zero = TWide.Broadcast(T.Zero), s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        T* weight = weights.Origin;
        for (int a = 0; a < weights.Rows; a++, points += stride, weight += weights.Stride)
        {
            TVector x0 = TWide.Broadcast(points[0]), x1 = TWide.Broadcast(points[1]);
            TVector x2 = TWide.Broadcast(points[2]), x3 = TWide.Broadcast(points[3]);
            for (int b = 0; b < Width; b += TWide.Count)
            {
                TVector w = TWide.Load(weight + b);
                T* y = lines + b;
                s0 = TWide.MultiplyAdd(w, Add<TTerm>(x0, TWide.Load(y), factors, zero), s0);
                s1 = TWide.MultiplyAdd(w, Add<TTerm>(x1, TWide.Load(y + Width), factors + 1, zero), s1);
                s2 = TWide.MultiplyAdd(w, Add<TTerm>(x2, TWide.Load(y + (2 * Width)), factors + 2, zero), s2);
                s3 = TWide.MultiplyAdd(w, Add<TTerm>(x3, TWide.Load(y + (3 * Width)), factors + 3, zero), s3);
            }
        }

        sums[0] += TWide.Sum(s0);
        sums[1] += TWide.Sum(s1);
        sums[2] += TWide.Sum(s2);
        sums[3] += TWide.Sum(s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneCoordinate<TTerm>(
        T* points, nint stride, T* lines, T* factors, MatrixView<T> weights, T* sum)
        where TTerm : struct, IPairTerm
    {
        TVector zero = TWide.Broadcast(T.Zero), s0 = zero;
        T* weight = weights.Origin;
        for (int a = 0; a < weights.Rows; a++, points += stride, weight += weights.Stride)
        {
            TVector x = TWide.Broadcast(*points);
            for (int b = 0; b < Width; b += TWide.Count)
            {
                TVector term = Add<TTerm>(x, TWide.Load(lines + b), factors, zero);
                s0 = TWide.MultiplyAdd(TWide.Load(weight + b), term, s0);
            }
        }

        *sum += TWide.Sum(s0);
    }
}
