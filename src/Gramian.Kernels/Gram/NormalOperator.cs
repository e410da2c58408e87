using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Operators;

namespace Gramian.Kernels.Gram;

/// <summary>Represents KᵀK of a cross-Gram matrix K = k(X, Z) that is never written out.</summary>
/// <remarks>
/// A band of rows of K is made once and used for both products while it lies in the cache: Apply to k vectors takes
/// O(n m (d + k)) time, half the entries of two products with K, and O(m k) memory for each of at most 64 sums beside
/// the points. The bits do not depend on the number of threads. Safe to share between threads.
/// </remarks>
[Paper("rudi2017falkon")]
public sealed class NormalOperator : LinearOperator
{
    private const int MostLists = 64;
    private const int ColumnStep = 8;           // what products of tiles with several vectors are cut to
    private const long LargestSums = 1 << 23;   // 64 MiB
    private readonly BoundKernel bound;
    private readonly int count;

    /// <summary>Makes the operator.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">X, the n points of the rows of K.</param>
    /// <param name="columns">Z, the m points of its columns; other observations than those of the rows.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public NormalOperator(Kernel kernel, Points rows, Points columns)
        : base(Count(columns), Count(columns), Structure.PositiveSemidefinite)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(rows);
        kernel.CheckDimension(rows.Dimension);
        Guard.Length(columns.Dimension, rows.Dimension, nameof(columns));
        bound = kernel.Bind(new PointPairs(rows, columns, SamePoints: false));
        count = rows.Count;
    }

    /// <summary>The number of rows of K, n.</summary>
    public int SourceRows => count;

    /// <summary>destination = Kᵀ · vectors.</summary>
    /// <param name="vectors">The vectors, [n, k].</param>
    /// <param name="destination">Receives the products, [m, k]; no part of the memory of the vectors.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public void ApplyTransposed(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions? options = null)
    {
        Guard.Length(vectors.Rows, count, nameof(vectors));
        Guard.Length(destination.Rows, Rows, nameof(destination));
        Guard.Length(destination.Columns, vectors.Columns, nameof(destination));
        Multiply(vectors, isInner: true, destination, options ?? ComputeOptions.Default);
    }

    /// <summary>Kᵀ K v and Kᵀ y in one pass over K.</summary>
    /// <param name="vector">v, [m].</param>
    /// <param name="outer">y, [n].</param>
    /// <param name="product">Receives Kᵀ K v, [m].</param>
    /// <param name="transposed">Receives Kᵀ y, [m].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ApplyBoth(
        ReadOnlySpan<double> vector,
        ReadOnlySpan<double> outer,
        Span<double> product,
        Span<double> transposed,
        ComputeOptions? options = null)
    {
        Guard.Length(vector.Length, Rows, nameof(vector));
        Guard.Length(outer.Length, count, nameof(outer));
        Guard.Length(product.Length, Rows, nameof(product));
        Guard.Length(transposed.Length, Rows, nameof(transposed));
        options ??= ComputeOptions.Default;
        (int panels, int padded, int lists) = Sizes(1);
        using var input = new Matrix<double>(1, padded);
        vector.CopyTo(input.Row(0));
        using var sums = new Matrix<double>(2 * lists, padded);
        var work = new NormalProduct(
            bound, count, panels, 1, lists, false, outer.ToArray(), input, sums, options.CancellationToken);
        WorkerTeam.Run(ref work, lists, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        product.Clear();
        transposed.Clear();
        for (int list = 0; list < lists; list++)
        {
            VectorOps.Axpy(1.0, sums.Row(list)[..Rows], product);
            VectorOps.Axpy(1.0, sums.Row(lists + list)[..Rows], transposed);
        }
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options) =>
        Multiply(vectors, isInner: false, destination, options);

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => this;

    // The vectors are those that K multiplies, or with isInner what stands in the place of K V.
    private void Multiply(
        MatrixView<double> vectors, bool isInner, MatrixView<double> destination, ComputeOptions options)
    {
        int width = vectors.Columns == 1
            ? 1
            : (vectors.Columns + ColumnStep - 1) / ColumnStep * ColumnStep;
        if (width == 0 || Rows == 0)
        {
            return;
        }

        (int panels, int padded, int lists) = Sizes(width);
        using Matrix<double> input = Lay(vectors, isInner ? count : padded, width);
        using var sums = new Matrix<double>(width == 1 ? lists : lists * padded, width == 1 ? padded : width);
        var work = new NormalProduct(
            bound, count, panels, width, lists, isInner, null, input, sums, options.CancellationToken);
        WorkerTeam.Run(ref work, lists, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < vectors.Columns; j++)
            {
                double sum = 0;
                for (int list = 0; list < lists; list++)
                {
                    sum += width == 1 ? sums[list, i] : sums[(list * padded) + i, j];
                }

                destination[i, j] = sum;
            }
        }
    }

    // From the sizes alone, so that the bits do not depend on the threads.
    private (int Panels, int Padded, int Lists) Sizes(int width)
    {
        int panels = (Rows + Tile.Width - 1) / Tile.Width;
        int padded = panels * Tile.Width;
        int band = NormalProduct.BandRows(panels);
        int bands = (count + band - 1) / band;
        return (panels, padded,
            (int)Math.Clamp(Math.Min(LargestSums / ((long)padded * width), bands), 1, MostLists));
    }

    // One vector lies along a row, several lie in columns; what is padded stays zero.
    private static Matrix<double> Lay(MatrixView<double> vectors, int length, int width)
    {
        if (width > 1)
        {
            var wide = new Matrix<double>(length, width);
            vectors.CopyTo(wide.View.Slice(0, 0, vectors.Rows, vectors.Columns));
            return wide;
        }

        var line = new Matrix<double>(1, length);
        Span<double> row = line.Row(0);
        for (int i = 0; i < vectors.Rows; i++)
        {
            row[i] = vectors[i, 0];
        }

        return line;
    }

    private static int Count(Points columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count;
    }
}
