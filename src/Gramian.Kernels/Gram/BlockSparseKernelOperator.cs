using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;
using Gramian.Operators;

namespace Gramian.Kernels.Gram;

/// <summary>
/// Represents a Gram or cross-Gram matrix of a decaying kernel without its far blocks, with a bound on the error.
/// </summary>
/// <remarks>
/// Points are sorted into boxes of 64; a block of 64 x 64 pairs is left out when no pair of its two boxes can have a
/// value above the tolerance. So every product obeys |error of (K v)ᵢ| ≤ tolerance · Σⱼ|vⱼ|, beside rounding, whatever
/// the vector, and the operator is linear and symmetric like the matrix it stands for; it may have eigenvalues down to
/// −n · tolerance. Made in O(n log n + b d) time for b blocks looked at; Apply takes O(64² (d + c) · kept blocks).
/// The bits do not depend on the number of threads. Safe to share between threads.
/// </remarks>
[Paper("charlier2021kernel", Where = "sec. 3, block-sparse reductions")]
public sealed class BlockSparseKernelOperator : LinearOperator, IDiagonal
{
    private readonly Kernel kernel;
    private readonly PointPairs pairs;
    private readonly SpatialTree rowTree;
    private readonly SpatialTree columnTree;
    private readonly BoundKernel bound;
    private readonly (int First, int Count)[][] runs;    // the panels that each block of 64 rows meets

    internal BlockSparseKernelOperator(Kernel kernel, PointPairs pairs, double tolerance, ComputeOptions? options)
        : base(
            pairs.Rows.Count, pairs.Columns.Count, pairs.SamePoints ? Structure.Symmetric : Structure.None)
    {
        (this.kernel, this.pairs, Tolerance) = (kernel, pairs, Guard.NonNegative(tolerance));
        if (!kernel.IsStationary)
        {
            throw new NotSupportedException(
                $"The kernel '{kernel}' is not stationary, so that no distance bounds it; "
                + "rbf, matern and laplacian kernels, their sums and products are.");
        }

        rowTree = new SpatialTree(kernel, pairs.Rows);
        columnTree = ReferenceEquals(pairs.Rows, pairs.Columns) ? rowTree : new SpatialTree(kernel, pairs.Columns);
        bound = kernel.Bind(new PointPairs(rowTree.Ordered, columnTree.Ordered, pairs.SamePoints));
        runs = FindRuns(options);
        KeptBlocks = runs.Sum(found => found.Sum(run => (long)run.Count));
    }

    /// <summary>The largest error of a product, relative to Σⱼ|vⱼ|: an absolute bound on each entry left out.</summary>
    public double Tolerance { get; }

    /// <summary>The number of blocks of 64 x 64 pairs that are computed.</summary>
    public long KeptBlocks { get; }

    /// <summary>The share of all blocks that is left out, from 0 to 1.</summary>
    public double SkippedShare => KeptBlocks == 0 && (Rows == 0 || Columns == 0)
        ? 0
        : 1 - (KeptBlocks / ((double)rowTree.PanelCount * columnTree.PanelCount));

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Math.Min(Rows, Columns), nameof(destination));
        if (pairs.SamePoints)
        {
            kernel.FillDiagonalCore(pairs.Rows, destination);
            return;
        }

        // An entry left out is 0, so that the places of its two points must be looked up.
        int[] places = new int[Columns];
        for (int j = 0; j < Columns; j++)
        {
            places[columnTree.Order[j]] = j;
        }

        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> values = scratch.Lend(1);
        for (int i = 0; i < Rows; i++)
        {
            int row = rowTree.Order[i];
            if (row < destination.Length)
            {
                int panel = places[row] / Tile.Width;
                bool isKept = Array.Exists(
                    runs[i / Tile.Width], run => panel >= run.First && panel < run.First + run.Count);
                bound.Fill(new Tile(i, 1, panel), values, scratch);
                destination[row] = isKept ? values[0, places[row] % Tile.Width] : 0;
            }
        }

        scratch.Release(mark);
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        int step = TileProducts.ColumnStep<double>();
        int count = vectors.Columns == 1 ? 1 : (vectors.Columns + step - 1) / step * step;
        int padded = columnTree.PanelCount * Tile.Width;
        using Matrix<double> ordered = count == 1 ? new Matrix<double>(1, padded) : new Matrix<double>(padded, count);
        using var sums = new Matrix<double>(Rows, count);
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<double> row = vectors.Row(columnTree.Order[j]);
            row.CopyTo(count == 1 ? ordered.Row(0)[j..] : ordered.Row(j));
        }

        var work = new BlockSparseProduct(bound, runs, ordered, sums, options.CancellationToken);
        WorkerTeam.Run(ref work, runs.Length, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < Rows; i++)
        {
            sums.Row(i)[..vectors.Columns].CopyTo(destination.Row(rowTree.Order[i]));
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() =>
        new BlockSparseKernelOperator(
            kernel, new PointPairs(pairs.Columns, pairs.Rows, SamePoints: false), Tolerance, options: null);

    private (int First, int Count)[][] FindRuns(ComputeOptions? options)
    {
        int[] leaves = rowTree.Leaves();
        var found = new (int, int)[leaves.Length][];
        WorkerTeam.Run(
            leaves.Length,
            panel =>
            {
                var own = new List<(int, int)>();
                columnTree.AddNear(kernel, rowTree, leaves[panel], Tolerance, pairs.SamePoints, own);
                found[panel] = [.. own];
            },
            options);
        return found;
    }
}
