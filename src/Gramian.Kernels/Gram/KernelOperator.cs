using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Operators;

namespace Gramian.Kernels.Gram;

/// <summary>Represents a Gram or cross-Gram matrix that is never written out: K V, tile by tile.</summary>
/// <remarks>
/// Holds O((n + m) d) numbers. Apply to k vectors takes O(n m (d + k)) time and O(tile) memory; its bits do not depend
/// on the number of threads. Safe to share between threads.
/// </remarks>
[Paper("charlier2021kernel")]
public sealed class KernelOperator : LinearOperator, IDiagonal, IColumnAccess
{
    private const int Band = Tile.MaximumRows;
    private readonly Kernel kernel;
    private readonly PointPairs pairs;
    private readonly BoundKernel bound;

    internal KernelOperator(Kernel kernel, PointPairs pairs)
        : base(
            pairs.Rows.Count,
            pairs.Columns.Count,
            pairs.SamePoints ? Structure.PositiveSemidefinite : Structure.None)
    {
        (this.kernel, this.pairs) = (kernel, pairs);
        bound = kernel.Bind(pairs);
    }

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Math.Min(Rows, Columns), nameof(destination));
        if (pairs.SamePoints)
        {
            kernel.FillDiagonalCore(pairs.Rows, destination);
            return;
        }

        ForEachPanel(entry: null, destination);
    }

    /// <inheritdoc/>
    public void CopyColumn(int column, Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        ForEachPanel(column, destination);
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        if (Columns == 0)
        {
            destination.Fill(0);
            return;
        }

        var work = new Product(bound, vectors, destination);
        WorkerTeam.Run(ref work, (Rows + Band - 1) / Band, options);
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() =>
        new KernelOperator(kernel, new PointPairs(pairs.Columns, pairs.Rows, SamePoints: false));

    /// <inheritdoc/>
    protected override Matrix<double> ToDenseCore(ComputeOptions options)
    {
        var dense = Matrix<double>.Uninitialized(Rows, Columns);
        if (pairs.SamePoints)
        {
            TileDriver.FillSymmetric(bound, Rows, dense, GramTriangle.Both, options);
        }
        else
        {
            TileDriver.FillCross(bound, Rows, Columns, dense, options);
        }

        return dense;
    }

    // One entry of every row: that of a column, or that of the diagonal.
    private void ForEachPanel(int? entry, Span<double> destination)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        for (int row = 0; row < destination.Length; row += Band)
        {
            int rows = Math.Min(Band, destination.Length - row);
            MatrixView<double> values = scratch.Lend(rows);

            // A band of 32 rows lies in one panel of 64 columns, so that its part of the diagonal does too.
            int panel = (entry ?? row) / Tile.Width;
            bound.Fill(new Tile(row, rows, panel), values, scratch);
            for (int a = 0; a < rows; a++)
            {
                destination[row + a] = values[a, (entry ?? (row + a)) % Tile.Width];
            }

            scratch.Release(mark);
        }
    }

    private readonly struct Product(
        BoundKernel kernel, MatrixView<double> vectors, MatrixView<double> destination) : IBlockWork
    {
        public void Run(int block)
        {
            int row = block * Band;
            int rows = Math.Min(Band, destination.Rows - row);
            TileScratch scratch = TileScratch.Current;
            int mark = scratch.Mark;
            MatrixView<double> values = scratch.Lend(rows);
            MatrixView<double> output = destination.Slice(row, 0, rows, destination.Columns);
            for (int column = 0; column < vectors.Rows; column += Tile.Width)
            {
                int width = Math.Min(Tile.Width, vectors.Rows - column);
                kernel.Fill(new Tile(row, rows, column / Tile.Width), values, scratch);
                Blas.Gemm(
                    Transpose.No, Transpose.No, 1.0, values.Slice(0, 0, rows, width),
                    vectors.Slice(column, 0, width, vectors.Columns), column == 0 ? 0.0 : 1.0, output);
            }

            scratch.Release(mark);
        }
    }
}
