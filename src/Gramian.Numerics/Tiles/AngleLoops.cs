using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Tiles;

// The loops of AngleTiles. Two rows go together, so that a coordinate of the columns is read once for both.
internal static unsafe class AngleLoops<TWide, TVector>
    where TWide : struct, IWide<double, TVector>
    where TVector : struct
{
    private const int Width = TileProducts.PanelWidth;

    public static double AddTurns(
        PackedPoints<double> angleRows,
        PackedPoints<double> circleRows,
        int row,
        PackedPoints<double> angleColumns,
        PackedPoints<double> circleColumns,
        int panel,
        MatrixView<double> weights)
    {
        int dimension = angleRows.Dimension;
        double total = 0;
        for (int k = 0; k < dimension; k++)
        {
            double* angles = angleRows.Rows.Origin + (row * angleRows.Rows.Stride) + k;
            double* circles = circleRows.Rows.Origin + (row * circleRows.Rows.Stride) + (2 * k);
            double* others = Line(angleColumns, panel, k);
            double* cosines = Line(circleColumns, panel, 2 * k);
            double* sines = Line(circleColumns, panel, (2 * k) + 1);
            TVector sum = TWide.Broadcast(0);
            int a = 0;
            for (; a + 2 <= weights.Rows; a += 2)
            {
                sum = TurnTwo(
                    angles + (a * angleRows.Rows.Stride), angleRows.Rows.Stride,
                    circles + (a * circleRows.Rows.Stride), circleRows.Rows.Stride,
                    others, cosines, sines, weights.Origin + (a * weights.Stride), weights.Stride, sum);
            }

            if (a < weights.Rows)
            {
                sum = TurnOne(
                    angles + (a * angleRows.Rows.Stride), circles + (a * circleRows.Rows.Stride),
                    others, cosines, sines, weights.Origin + (a * weights.Stride), sum);
            }

            total += TWide.Sum(sum);
        }

        GC.KeepAlive(angleRows);
        GC.KeepAlive(circleRows);
        GC.KeepAlive(angleColumns);
        GC.KeepAlive(circleColumns);
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddSines(
        PackedPoints<double> rows,
        int row,
        PackedPoints<double> columns,
        int panel,
        MatrixView<double> weights,
        Span<double> sums)
    {
        for (int k = 0; k < sums.Length; k++)
        {
            double* cosines = Line(columns, panel, 2 * k);
            double* sines = Line(columns, panel, (2 * k) + 1);
            TVector sum = TWide.Broadcast(0);
            for (int a = 0; a < weights.Rows; a++)
            {
                double* circle = rows.Rows.Origin + ((row + a) * rows.Rows.Stride) + (2 * k);
                double* weight = weights.Origin + (a * weights.Stride);
                TVector cosine = TWide.Broadcast(circle[0]);
                TVector sine = TWide.Broadcast(circle[1]);
                for (int b = 0; b < Width; b += TWide.Count)
                {
                    TVector turn = Turn(cosine, sine, TWide.Load(cosines + b), TWide.Load(sines + b));
                    sum = TWide.MultiplyAdd(TWide.Load(weight + b), turn, sum);
                }
            }

            sums[k] += TWide.Sum(sum);
        }

        GC.KeepAlive(rows);
        GC.KeepAlive(columns);
    }

    private static double* Line(PackedPoints<double> columns, int panel, int coordinate) =>
        columns.Panels.Origin + (((panel * (nint)columns.Dimension) + coordinate) * columns.Panels.Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Turn(TVector cosine, TVector sine, TVector otherCosine, TVector otherSine) =>
        TWide.Subtract(TWide.Multiply(sine, otherCosine), TWide.Multiply(cosine, otherSine));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TVector TurnTwo(
        double* angles,
        nint angleStride,
        double* circles,
        nint circleStride,
        double* others,
        double* cosines,
        double* sines,
        double* weights,
        nint weightStride,
        TVector sum)
    {
        TVector angle0 = TWide.Broadcast(angles[0]), angle1 = TWide.Broadcast(angles[angleStride]);
        TVector cosine0 = TWide.Broadcast(circles[0]), cosine1 = TWide.Broadcast(circles[circleStride]);
        TVector sine0 = TWide.Broadcast(circles[1]), sine1 = TWide.Broadcast(circles[circleStride + 1]);
        TVector second = TWide.Broadcast(0);
        for (int b = 0; b < Width; b += TWide.Count)
        {
            TVector other = TWide.Load(others + b);
            TVector otherCosine = TWide.Load(cosines + b);
            TVector otherSine = TWide.Load(sines + b);
            TVector weight0 = TWide.Multiply(TWide.Load(weights + b), TWide.Subtract(angle0, other));
            TVector weight1 = TWide.Multiply(TWide.Load(weights + weightStride + b), TWide.Subtract(angle1, other));
            sum = TWide.MultiplyAdd(weight0, Turn(cosine0, sine0, otherCosine, otherSine), sum);
            second = TWide.MultiplyAdd(weight1, Turn(cosine1, sine1, otherCosine, otherSine), second);
        }

        return TWide.Add(sum, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TVector TurnOne(
        double* angles, double* circles, double* others, double* cosines, double* sines, double* weights, TVector sum)
    {
        TVector angle = TWide.Broadcast(angles[0]);
        TVector cosine = TWide.Broadcast(circles[0]);
        TVector sine = TWide.Broadcast(circles[1]);
        for (int b = 0; b < Width; b += TWide.Count)
        {
            TVector weight = TWide.Multiply(TWide.Load(weights + b), TWide.Subtract(angle, TWide.Load(others + b)));
            sum = TWide.MultiplyAdd(weight, Turn(cosine, sine, TWide.Load(cosines + b), TWide.Load(sines + b)), sum);
        }

        return sum;
    }
}
