using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.FastSums;

// What log sums and signed sums share: coordinates whose squared distances are exponents of two, and the run itself.
internal static class GaussScaling
{
    private const int RowsAtOnce = 1024;
    private const int FewRows = 32;     // a block of queries that is small in space leaves out more

    /// <summary>A place among the points: differences from it keep their digits when all are far from zero.</summary>
    public static double[] Origin(Points points)
    {
        if (points.Dimension <= GaussPairs.MostCoordinates || points.Count == 0)
        {
            return points.Count == 0 ? new double[points.Dimension] : points.Values.Row(points.Count / 2).ToArray();
        }

        // Products are the more exact the nearer the points are to it.
        double[] mean = new double[points.Dimension];
        for (int i = 0; i < points.Count; i++)
        {
            VectorOps.Axpy(1.0 / points.Count, points.Values.Row(i), mean);
        }

        return mean;
    }

    /// <summary>(x − origin) · factors; one factor is that of all coordinates.</summary>
    public static Matrix<double> Scale(Points points, double[] origin, double[] factors, ComputeOptions options)
    {
        Matrix<double> scaled = Matrix<double>.Uninitialized(points.Count, points.Dimension);
        WorkerTeam.Run((points.Count + RowsAtOnce - 1) / RowsAtOnce, block =>
        {
            int end = Math.Min(points.Count, (block + 1) * RowsAtOnce);
            for (int i = block * RowsAtOnce; i < end; i++)
            {
                ReadOnlySpan<double> source = points.Values.Row(i);
                Span<double> row = scaled.Row(i);
                for (int k = 0; k < row.Length; k++)
                {
                    row[k] = (source[k] - origin[k]) * factors[factors.Length == 1 ? 0 : k];
                }
            }
        }, options);
        return scaled;
    }

    public static long Run(
        GaussSources sources, MatrixView<double> queries, GaussTarget target, double[] results, ComputeOptions options)
    {
        int height = queries.Columns <= GaussPairs.MostCoordinates ? FewRows : GaussProductBlock<double>.MostRows;
        var tree = new PanelTree(queries, height, options);
        if (queries.Columns > GaussPairs.MostCoordinates)
        {
            sources.Prepare(target, options);
        }

        long[] pairs = new long[tree.PanelCount];
        var work = new GaussBlocks(
            sources, tree, tree.Leaves(), Terms(queries.Columns, target), target, results, pairs,
            options.CancellationToken);
        WorkerTeam.Run(ref work, tree.PanelCount, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        return pairs.Sum();
    }

    // Orders beyond which pairs are cheaper, or the tolerance is met for all arguments that rounding allows.
    private static TaylorTerms? Terms(int dimension, GaussTarget target)
    {
        if (dimension > GaussPairs.MostCoordinates)
        {
            return null;
        }

        double allowed = target.IsRelative ? target.Relative : target.Absolute;
        int most = dimension switch { 1 => 32, 2 => 24, _ => 14 };
        double rest = Math.Exp(4);
        int order = 0;
        while (order < most && rest > allowed / 4)
        {
            rest *= 4.0 / ++order;
        }

        return new TaylorTerms(dimension, Math.Max(order, 4));
    }
}
