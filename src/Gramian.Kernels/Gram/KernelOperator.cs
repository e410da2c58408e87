using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;
using Gramian.Operators;

namespace Gramian.Kernels.Gram;

/// <summary>Represents a Gram or cross-Gram matrix that is never written out: K V, tile by tile.</summary>
/// <remarks>
/// Holds O((n + m) d) numbers. Apply to k vectors takes O(n m (d + k)) time and O((n + m) k) memory beside the tiles; a
/// symmetric matrix takes about half the time, for each tile is used twice, and at most 64 MiB more. A warm product
/// with a single vector allocates nothing. The bits do not depend on the number of threads. Safe to share between
/// threads.
/// </remarks>
[Paper("charlier2021kernel")]
public sealed class KernelOperator : LinearOperator, IDiagonal, IColumnAccess
{
    private const int Band = Tile.MaximumRows;
    private const int MostLists = 16;
    private const long LargestSums = 1 << 23;   // 64 MiB
    private readonly Kernel kernel;
    private readonly PointPairs pairs;
    private readonly BoundKernel bound;
    private Matrix<double>? spareInput;
    private Matrix<double>? spareSums;

    internal KernelOperator(Kernel kernel, PointPairs pairs)
        : base(
            pairs.Rows.Count,
            pairs.Columns.Count,
            pairs.SamePoints ? Structure.PositiveSemidefinite : Structure.None)
    {
        (this.kernel, this.pairs) = (kernel, pairs);
        bound = kernel.Bind(pairs);
    }

    private int Bands => (Rows + Band - 1) / Band;

    private int Panels => (Columns + Tile.Width - 1) / Tile.Width;

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
        if (vectors.Columns == 1)
        {
            ApplyColumn(vectors, destination, options);
            return;
        }

        int count = (vectors.Columns + TileProducts.ColumnStep - 1) / TileProducts.ColumnStep * TileProducts.ColumnStep;
        int lists = Lists(count);
        using var padded = new Matrix<double>(Columns, count);
        using var sums = new Matrix<double>(checked(Math.Max(1, lists) * Rows), count);
        vectors.CopyTo(padded.View.Slice(0, 0, Columns, vectors.Columns));
        var work = new VectorsProduct(bound, Rows, Columns, lists, padded, sums, options.CancellationToken);
        WorkerTeam.Run(ref work, lists == 0 ? Bands : lists, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < Rows; i++)
        {
            Span<double> row = sums.Row(i);
            for (int list = 1; list < lists; list++)
            {
                VectorOps.Axpy<double>(1, sums.Row((list * Rows) + i), row);
            }

            row[..vectors.Columns].CopyTo(destination.Row(i));
        }
    }

    /// <inheritdoc/>
    protected override void ApplyVectorCore(
        ReadOnlySpan<double> vector, Span<double> destination, ComputeOptions options)
    {
        Matrix<double> input = TakeInput();
        vector.CopyTo(input.Row(0));
        Matrix<double> sums = Multiply(input, options);
        sums.Row(0)[..Rows].CopyTo(destination);
        Volatile.Write(ref spareSums, sums);
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

    private void ApplyColumn(MatrixView<double> vector, MatrixView<double> destination, ComputeOptions options)
    {
        Matrix<double> input = TakeInput();
        Span<double> line = input.Row(0);
        for (int j = 0; j < Columns; j++)
        {
            line[j] = vector[j, 0];
        }

        Matrix<double> sums = Multiply(input, options);
        ReadOnlySpan<double> product = sums.Row(0);
        for (int i = 0; i < Rows; i++)
        {
            destination[i, 0] = product[i];
        }

        Volatile.Write(ref spareSums, sums);
    }

    private Matrix<double> TakeInput() => Take(ref spareInput, 1, Panels * Tile.Width);

    // The product stands in the first row of the result, which goes back to the spares once it is read.
    private Matrix<double> Multiply(Matrix<double> input, ComputeOptions options)
    {
        int lists = Lists(1);
        Matrix<double> sums = Take(ref spareSums, Math.Max(1, lists), Math.Max(Rows, Panels * Tile.Width));
        var work = new VectorProduct(bound, Rows, Panels, lists, input, sums, options.CancellationToken);
        WorkerTeam.Run(ref work, lists == 0 ? Bands : lists, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        Span<double> first = sums.Row(0);
        for (int list = 1; list < lists; list++)
        {
            VectorOps.Axpy<double>(1, sums.Row(list), first);
        }

        Volatile.Write(ref spareInput, input);
        return sums;
    }

    // The places behind the last point stay zero, as they were made.
    private static Matrix<double> Take(ref Matrix<double>? spare, int rows, int columns) =>
        Interlocked.Exchange(ref spare, null) ?? new Matrix<double>(rows, columns);

    // How many sums of a symmetric product are kept apart: from the sizes alone, so that the bits do not depend on the
    // threads. None, and every tile is used once, when they would take too much memory.
    private int Lists(int vectors)
    {
        long numbers = LargestSums / Math.Max(1L, (long)Rows * vectors);
        return !pairs.SamePoints || numbers < 4 ? 0 : (int)Math.Min(Math.Min(numbers, MostLists), Bands);
    }
}
