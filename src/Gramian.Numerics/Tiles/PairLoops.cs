using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

// The loops over the pairs of a tile. 4 rows by 2 vectors of columns stay in 8 registers over the coordinates.
internal static unsafe class PairLoops<TWide, TVector>
    where TWide : struct, IWide<TVector>
    where TVector : struct
{
    private const int Width = PackedPoints.PanelWidth;

    public static void Compare<TTerm>(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> tile)
        where TTerm : struct, IPairTerm
    {
        int dimension = rows.Dimension;
        double* lines = columns.Panels.Origin + (panel * (nint)dimension * columns.Panels.Stride);
        fixed (double* factors = rows.Factors)
        {
            int a = 0;
            for (; a + 4 <= tile.Rows; a += 4)
            {
                double* points = rows.Rows.Origin + ((row + a) * rows.Rows.Stride);
                double* output = tile.Origin + (a * tile.Stride);
                for (int b = 0; b < Width; b += 2 * TWide.Count)
                {
                    FourRows<TTerm>(points, rows.Rows.Stride, lines + b, factors, dimension, output + b, tile.Stride);
                }
            }

            for (; a < tile.Rows; a++)
            {
                double* point = rows.Rows.Origin + ((row + a) * rows.Rows.Stride);
                double* output = tile.Origin + (a * tile.Stride);
                for (int b = 0; b < Width; b += 2 * TWide.Count)
                {
                    OneRow<TTerm>(point, lines + b, factors, dimension, output + b);
                }
            }
        }

        GC.KeepAlive(rows);
        GC.KeepAlive(columns);
    }

    public static void Contract<TTerm>(
        PackedPoints rows, int row, PackedPoints columns, int panel, MatrixView<double> weights, Span<double> sums)
        where TTerm : struct, IPairTerm
    {
        int dimension = rows.Dimension;
        double* lines = columns.Panels.Origin + (panel * (nint)dimension * columns.Panels.Stride);
        double* points = rows.Rows.Origin + (row * rows.Rows.Stride);
        fixed (double* factors = rows.Factors)
        fixed (double* total = sums)
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
    private static TVector Add<TTerm>(double x, TVector y, double* factor, TVector sum)
        where TTerm : struct, IPairTerm =>
        TTerm.Add<TWide, TVector>(
            TWide.Broadcast(x), y, typeof(TTerm) == typeof(PairTerms.Mismatch) ? TWide.Broadcast(*factor) : y, sum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<TTerm>(
        double* points, nint stride, double* lines, double* factors, int dimension, double* output, nint outputStride)
        where TTerm : struct, IPairTerm
    {
        int count = TWide.Count;
        TVector s00 = TWide.Broadcast(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        double* x0 = points;
        double* x1 = x0 + stride;
        double* x2 = x1 + stride;
        double* x3 = x2 + stride;
        for (int k = 0; k < dimension; k++, lines += Width)
        {
            TVector y0 = TWide.Load(lines);
            TVector y1 = TWide.Load(lines + count);
            s00 = Add<TTerm>(x0[k], y0, factors + k, s00);
            s01 = Add<TTerm>(x0[k], y1, factors + k, s01);
            s10 = Add<TTerm>(x1[k], y0, factors + k, s10);
            s11 = Add<TTerm>(x1[k], y1, factors + k, s11);
            s20 = Add<TTerm>(x2[k], y0, factors + k, s20);
            s21 = Add<TTerm>(x2[k], y1, factors + k, s21);
            s30 = Add<TTerm>(x3[k], y0, factors + k, s30);
            s31 = Add<TTerm>(x3[k], y1, factors + k, s31);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<TTerm>(double* point, double* lines, double* factors, int dimension, double* output)
        where TTerm : struct, IPairTerm
    {
        TVector s0 = TWide.Broadcast(0), s1 = s0;
        for (int k = 0; k < dimension; k++, lines += Width)
        {
            s0 = Add<TTerm>(point[k], TWide.Load(lines), factors + k, s0);
            s1 = Add<TTerm>(point[k], TWide.Load(lines + TWide.Count), factors + k, s1);
        }

        TWide.Store(s0, output);
        TWide.Store(s1, output + TWide.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourCoordinates<TTerm>(
        double* points, nint stride, double* lines, double* factors, MatrixView<double> weights, double* sums)
        where TTerm : struct, IPairTerm
    {
        TVector zero = TWide.Broadcast(0), s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        double* weight = weights.Origin;
        for (int a = 0; a < weights.Rows; a++, points += stride, weight += weights.Stride)
        {
            for (int b = 0; b < Width; b += TWide.Count)
            {
                TVector w = TWide.Load(weight + b);
                double* y = lines + b;
                s0 = TWide.MultiplyAdd(w, Add<TTerm>(points[0], TWide.Load(y), factors, zero), s0);
                s1 = TWide.MultiplyAdd(w, Add<TTerm>(points[1], TWide.Load(y + Width), factors + 1, zero), s1);
                s2 = TWide.MultiplyAdd(w, Add<TTerm>(points[2], TWide.Load(y + (2 * Width)), factors + 2, zero), s2);
                s3 = TWide.MultiplyAdd(w, Add<TTerm>(points[3], TWide.Load(y + (3 * Width)), factors + 3, zero), s3);
            }
        }

        sums[0] += TWide.Sum(s0);
        sums[1] += TWide.Sum(s1);
        sums[2] += TWide.Sum(s2);
        sums[3] += TWide.Sum(s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneCoordinate<TTerm>(
        double* points, nint stride, double* lines, double* factors, MatrixView<double> weights, double* sum)
        where TTerm : struct, IPairTerm
    {
        TVector zero = TWide.Broadcast(0), s0 = zero;
        double* weight = weights.Origin;
        for (int a = 0; a < weights.Rows; a++, points += stride, weight += weights.Stride)
        {
            for (int b = 0; b < Width; b += TWide.Count)
            {
                TVector term = Add<TTerm>(*points, TWide.Load(lines + b), factors, zero);
                s0 = TWide.MultiplyAdd(TWide.Load(weight + b), term, s0);
            }
        }

        *sum += TWide.Sum(s0);
    }
}
