using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

/// <summary>Finds nearest neighbours by Euclidean distance, exactly, by looking at every pair tile by tile.</summary>
/// <remarks>
/// O(n m d) time and n · count numbers. Scale the coordinates first where their units differ. The bits do not depend
/// on the number of threads.
/// </remarks>
[Paper("charlier2021kernel")]
public static class NearestPoints
{
    /// <summary>Finds, for each query, the points nearest to it, with their squared distances.</summary>
    /// <param name="queries">The queries, n.</param>
    /// <param name="points">The points that are searched, m.</param>
    /// <param name="count">How many, at least 1; more than there are gives them all.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static RowMatches Find(Points queries, Points points, int count, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(points);
        if (queries.Dimension != points.Dimension)
        {
            throw new ArgumentException(
                $"The queries and the points must have one dimension, but they have {queries.Dimension} and "
                + $"{points.Dimension}.", nameof(points));
        }

        return Find(Pack(queries), Pack(points), PairExclusion.None, count, options);
    }

    /// <summary>Finds, for each point, the nearest points of the same set, with their squared distances.</summary>
    /// <param name="points">The points, n.</param>
    /// <param name="count">How many, at least 1; more than there are gives them all.</param>
    /// <param name="exclusion">Which pairs do not count: itself, or itself and every later point.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public static RowMatches Find(
        Points points, int count, PairExclusion exclusion = PairExclusion.Self, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        PackedPoints<double> packed = Pack(points);
        return Find(packed, packed, exclusion, count, options);
    }

    private static RowMatches Find(
        PackedPoints<double> rows,
        PackedPoints<double> columns,
        PairExclusion exclusion,
        int count,
        ComputeOptions? options) =>
        KernelReductions.Nearest(
            new NegativeDistances(rows, columns), rows.Count, columns.Count, exclusion, count, options);

    private static PackedPoints<double> Pack(Points points)
    {
        double[] ones = new double[points.Dimension];
        Array.Fill(ones, 1);
        return new PackedPoints<double>(points.Values, ones);
    }

    private sealed class NegativeDistances(PackedPoints<double> rows, PackedPoints<double> columns) : BoundKernel
    {
        public override void Fill(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            PairTiles.SquaredDistances(rows, tile.Row, columns, tile.Panel, values);
            TilePass.Map(new WholePower(1), -1, values);
        }

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            // A distance has no hyperparameters.
        }
    }
}
