using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Sparse;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.Gram;

/// <summary>Makes rows of kernel values between sparse points, several at once on all threads.</summary>
/// <remarks>
/// A row of inner products walks the columns that its point has: O(Σ entries of those columns) time. Squared distances
/// are ‖x‖² + ‖y‖² − 2 x·y, and sums of squared differences where that would lose three digits or more. The kernel sees
/// the one number of each pair that determines it, as points on a line. Element (i, j) of a Gram matrix equals (j, i);
/// the bits do not depend on the number of threads. Immutable, and safe to share.
/// </remarks>
public sealed class SparseKernelRows
{
    private const double LossShare = 1e-3;
    private const int BlockColumns = 16 * Tile.Width;
    private static readonly Points Origin = Kernels.Points.FromColumn([0]);
    private static readonly Points Unit = Kernels.Points.FromColumn([1]);
    private readonly Kernel kernel;
    private readonly bool byDistance;

    /// <summary>Prepares a kernel for points.</summary>
    /// <param name="kernel">The kernel, of inner products or of one Euclidean distance, resolved.</param>
    /// <param name="points">The points.</param>
    /// <exception cref="ArgumentException">The kernel needs the coordinates themselves.</exception>
    public SparseKernelRows(Kernel kernel, SparsePoints points)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(points);
        if (kernel.DeterminedBy == PairQuantities.None)
        {
            throw new ArgumentException(
                "Sparse points need a kernel of inner products or of one distance, such as linear, polynomial, "
                + $"sigmoid, or rbf with one lengthscale, but it was '{kernel}'.", nameof(kernel));
        }

        (this.kernel, Points) = (kernel, points);
        byDistance = kernel.DeterminedBy.HasFlag(PairQuantities.Distance);
    }

    /// <summary>The points, n.</summary>
    public SparsePoints Points { get; }

    /// <summary>The same kernel at some of the points.</summary>
    /// <param name="indices">The numbers of the points, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public SparseKernelRows Select(ReadOnlySpan<int> indices) => new(kernel, Points.Select(indices));

    /// <summary>k(x, x) of every point.</summary>
    /// <param name="destination">Receives the values, [n].</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Points.Count, nameof(destination));
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = byDistance ? kernel.Evaluate([0], [0]) : kernel.Evaluate([1], [Points.SquaredLengths[i]]);
        }
    }

    /// <summary>destinations[k] = row rows[k] of the Gram matrix, rounded to floats.</summary>
    /// <param name="rows">The numbers of the rows, from 0.</param>
    /// <param name="destinations">Receives the rows, each of shape [1, n].</param>
    /// <param name="count">How many of the rows are made, from the first.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or there are fewer rows than the count.</exception>
    public void Fill(int[] rows, MatrixView<float>[] destinations, int count, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(destinations);
        Guard.InRange(count, 0, Math.Min(rows.Length, destinations.Length));
        WorkerTeam.Run(count, k =>
        {
            double[] values = new double[Points.Count];
            FillValues(Points, rows[k], values);
            Numerics.Pairs.SingleRows.Round(values, destinations[k].Row(0));
        }, options);
    }

    /// <summary>products = k(queries, points) · vectors.</summary>
    /// <param name="queries">The m queries, of d columns.</param>
    /// <param name="vectors">The vectors, one in each column, [n, f].</param>
    /// <param name="products">Receives the products, [m, f].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public void Apply(
        SparsePoints queries, MatrixView<double> vectors, MatrixView<double> products, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Guard.Length(queries.Dimension, Points.Dimension, nameof(queries));
        Guard.Length(vectors.Rows, Points.Count, nameof(vectors));
        Guard.Length(products.Rows, queries.Count, nameof(products));
        Guard.Length(products.Columns, vectors.Columns, nameof(products));
        var columns = new Matrix<double>(vectors.Columns, vectors.Rows);
        for (int f = 0; f < vectors.Columns; f++)
        {
            vectors.ColumnToArray(f).CopyTo(columns.Row(f));
        }

        WorkerTeam.Run(queries.Count, i =>
        {
            double[] values = new double[Points.Count];
            FillValues(queries, i, values);
            for (int f = 0; f < columns.Rows; f++)
            {
                products[i, f] = VectorOps.Dot<double>(columns.Row(f), values);
            }
        }, options);
        columns.Dispose();
    }

    private void FillValues(SparsePoints queries, int row, double[] values)
    {
        FillProducts(queries.Values, row, values);
        if (byDistance)
        {
            double length = queries.SquaredLengths[row];
            for (int j = 0; j < values.Length; j++)
            {
                double both = length + Points.SquaredLengths[j];
                double squared = both - (2 * values[j]);
                squared = squared < LossShare * both ? SquaredDistance(queries.Values, row, j) : squared;
                values[j] = Math.Sqrt(squared);
            }
        }

        ApplyKernel(values);
    }

    // In the order of the columns, so that exchanging the two points changes no bit.
    private void FillProducts(CsrMatrix<double> queries, int row, double[] products)
    {
        CsrMatrix<double> transposed = Points.Transposed;
        ReadOnlySpan<int> starts = transposed.RowStarts;
        for (int e = queries.RowStarts[row]; e < queries.RowStarts[row + 1]; e++)
        {
            int column = queries.ColumnIndices[e];
            double factor = queries.Values[e];
            int start = starts[column], count = starts[column + 1] - start;
            ReadOnlySpan<int> places = transposed.ColumnIndices.Slice(start, count);
            ReadOnlySpan<double> others = transposed.Values.Slice(start, count);
            for (int k = 0; k < places.Length; k++)
            {
                products[places[k]] += factor * others[k];
            }
        }
    }

    private double SquaredDistance(CsrMatrix<double> queries, int row, int other)
    {
        CsrMatrix<double> own = Points.Values;
        int a = queries.RowStarts[row], aEnd = queries.RowStarts[row + 1];
        int b = own.RowStarts[other], bEnd = own.RowStarts[other + 1];
        double sum = 0;
        while (a < aEnd || b < bEnd)
        {
            int left = a < aEnd ? queries.ColumnIndices[a] : int.MaxValue;
            int right = b < bEnd ? own.ColumnIndices[b] : int.MaxValue;
            double difference = (left <= right ? queries.Values[a++] : 0) - (right <= left ? own.Values[b++] : 0);
            sum += difference * difference;
        }

        return sum;
    }

    // k of a distance r is k(0, r) on the line, and of a product p it is k(1, p).
    private void ApplyKernel(double[] values)
    {
        TileScratch scratch = TileScratch.Current;
        int mark = scratch.Mark;
        MatrixView<double> tile = scratch.Lend(1);
        for (int begin = 0; begin < values.Length; begin += BlockColumns)
        {
            Span<double> block = values.AsSpan(begin, Math.Min(BlockColumns, values.Length - begin));
            BoundKernel bound = kernel.Bind(new PointPairs(
                byDistance ? Origin : Unit, Kernels.Points.FromColumn(block), SamePoints: false));
            for (int panel = 0; panel * Tile.Width < block.Length; panel++)
            {
                bound.Fill(new Tile(0, 1, panel), tile, scratch);
                Span<double> part = block[(panel * Tile.Width)..];
                part = part[..Math.Min(Tile.Width, part.Length)];
                tile.Row(0)[..part.Length].CopyTo(part);
            }
        }

        scratch.Release(mark);
    }
}
