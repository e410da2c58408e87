using System.Buffers;
using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

/// <summary>Reduces the rows of a Gram or cross-Gram matrix never written out: sums, maxima, neighbours.</summary>
/// <remarks>
/// Made by <see cref="KernelGram.Reduce(Kernel, Points, Points)"/>. Holds O((n + m) d) numbers; a reduction takes
/// O(n m (d + c)) time, c being the cost of one formula, and memory for tiles and its results. Logarithms are exact
/// where the kernel underflows for <c>rbf</c>, <c>matern12</c>, <c>matern32</c>, <c>matern52</c>,
/// <c>rationalquadratic</c>, <c>laplacian</c> and <c>overlap</c>, and for their sums, products, multiples and powers;
/// for other kernels they are logarithms of values, −∞ below 5e−324. The bits do not depend on the number of threads.
/// Safe to share between threads.
/// </remarks>
[Paper("charlier2021kernel")]
public sealed class KernelReductions
{
    private readonly Kernel kernel;
    private readonly BoundKernel bound;
    private readonly PairExclusion exclusion;

    internal KernelReductions(Kernel kernel, PointPairs pairs, PairExclusion exclusion)
    {
        (this.kernel, this.exclusion) = (kernel, exclusion);
        (Rows, Columns) = (pairs.Rows.Count, pairs.Columns.Count);
        bound = kernel.Bind(pairs);
    }

    /// <summary>The number of rows, n.</summary>
    public int Rows { get; }

    /// <summary>The number of columns, m.</summary>
    public int Columns { get; }

    /// <summary>sums[i] = Σⱼ weights[j] k(xᵢ, yⱼ) over the pairs that are not excluded.</summary>
    /// <remarks>For many sums with nothing excluded, the kernel operator is faster on a Gram matrix.</remarks>
    /// <param name="weights">The weights, [m]; empty for ones.</param>
    /// <param name="sums">Receives the sums, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void RowSums(ReadOnlySpan<double> weights, Span<double> sums, ComputeOptions? options = null)
    {
        Guard.Length(sums.Length, Rows, nameof(sums));
        ReductionTiles tiles = TilesFor(ref options);
        using Matrix<double> padded = Pad(weights, missing: 1, nameof(weights));
        double[] results = ArrayPool<double>.Shared.Rent(Rows);
        try
        {
            var work = new RowSumWork(tiles, padded, results);
            Run(ref work, tiles, options!);
            results.AsSpan(0, Rows).CopyTo(sums);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(results);
        }
    }

    /// <summary>logSums[i] = ln Σⱼ exp(logWeights[j]) k(xᵢ, yⱼ): a log density, exact far in the tails.</summary>
    /// <remarks>
    /// The error is a few units of 1e−16 of the largest exponent, and of the logarithm of a sum of m positive terms. A
    /// row without a pair gets −∞.
    /// </remarks>
    /// <param name="logWeights">The logarithms of the weights, [m], −∞ for a weight of 0; empty for zeros.</param>
    /// <param name="logSums">Receives the logarithms of the sums, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a log weight is NaN or +∞.</exception>
    /// <exception cref="NotSupportedException">The kernel is negative for a pair.</exception>
    public void LogSumExp(ReadOnlySpan<double> logWeights, Span<double> logSums, ComputeOptions? options = null)
    {
        Guard.Length(logSums.Length, Rows, nameof(logSums));
        SumExponents(logWeights, values: null, sums: null, logSums, options);
    }

    /// <summary>destination[i, :] = Σⱼ pᵢⱼ values[j, :] with pᵢⱼ = softmaxⱼ(logWeights[j] + ln k(xᵢ, yⱼ)).</summary>
    /// <remarks>
    /// A kernel smoother, and with the right kernel softmax attention: Σⱼ wⱼ k vⱼ / Σⱼ wⱼ k, also where every k
    /// underflows. Takes O((n + m) k) numbers of memory. A row without a pair gets zeros.
    /// </remarks>
    /// <param name="values">v, [m, k], finite.</param>
    /// <param name="destination">Receives the weighted means, [n, k].</param>
    /// <param name="logWeights">The logarithms of the weights, [m], −∞ for a weight of 0; empty for zeros.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a log weight is NaN or +∞.</exception>
    /// <exception cref="NotSupportedException">The kernel is negative for a pair.</exception>
    public void SoftmaxSums(
        MatrixView<double> values,
        MatrixView<double> destination,
        ReadOnlySpan<double> logWeights = default,
        ComputeOptions? options = null)
    {
        if (values.Rows != Columns || destination.Rows != Rows || destination.Columns != values.Columns)
        {
            throw new ArgumentException(
                $"Softmax sums take {Columns} x k to {Rows} x k, but they were given {values.Rows} x {values.Columns} "
                + $"and {destination.Rows} x {destination.Columns}.", nameof(values));
        }

        int step = TileProducts.ColumnStep<double>();
        int count = (values.Columns + step - 1) / step * step;
        using var padded = new Matrix<double>(Columns, count);
        using var sums = new Matrix<double>(Rows, count);
        values.CopyTo(padded.View.Slice(0, 0, Columns, values.Columns));
        double[] logSums = ArrayPool<double>.Shared.Rent(Rows);
        try
        {
            SumExponents(logWeights, padded, sums, logSums.AsSpan(0, Rows), options);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(logSums);
        }

        sums.View.Slice(0, 0, Rows, values.Columns).CopyTo(destination);
    }

    /// <summary>values[i] = maxⱼ k(xᵢ, yⱼ), and which column has it; of equal ones the first.</summary>
    /// <remarks>
    /// Columns are compared by the logarithm where the kernel knows it, so that the right one is found also where every
    /// value is 0 in double precision. A row without a pair gets −∞ and column −1.
    /// </remarks>
    /// <param name="values">Receives the maxima, [n].</param>
    /// <param name="columns">Receives the columns, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Max(Span<double> values, Span<int> columns, ComputeOptions? options = null)
    {
        Guard.Length(values.Length, Rows, nameof(values));
        Guard.Length(columns.Length, Rows, nameof(columns));
        RowMatches best = Largest(1, options);
        for (int i = 0; i < Rows; i++)
        {
            bool any = best.Columns(i).Length > 0;
            values[i] = any ? best.Values(i)[0] : double.NegativeInfinity;
            columns[i] = any ? best.Columns(i)[0] : -1;
        }
    }

    /// <summary>Finds the columns with the largest values of each row, the largest first.</summary>
    /// <remarks>
    /// Compared as <see cref="Max"/> does: with a decaying kernel these are the nearest neighbours. Takes n · count
    /// numbers; time grows by O(count) for each column that displaces another.
    /// </remarks>
    /// <param name="count">How many, at least 1; more than there are partners gives them all.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public RowMatches Largest(int count, ComputeOptions? options = null)
    {
        double[] values = Search(bound.KnowsLogarithm, ref count, options, out int[] columns);
        for (int i = 0; bound.KnowsLogarithm && i < values.Length; i++)
        {
            values[i] = Math.Exp(values[i]);
        }

        return new RowMatches(Rows, count, values, columns);
    }

    // The matches of a kernel that is the negative of a squared distance.
    internal static RowMatches Nearest(BoundKernel negative, int rows, int columns, PairExclusion exclusion, int count,
        ComputeOptions? options)
    {
        double[] values = Search(negative, rows, columns, exclusion, false, ref count, options, out int[] places);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = -values[i];
        }

        return new RowMatches(rows, count, values, places);
    }

    private static double[] Search(
        BoundKernel bound,
        int rows,
        int columnCount,
        PairExclusion exclusion,
        bool useLogarithm,
        ref int count,
        ComputeOptions? options,
        out int[] columns)
    {
        count = Math.Min(Guard.AtLeast(count, 1), Math.Max(1, columnCount));
        options ??= ComputeOptions.Default;
        var tiles = new ReductionTiles(bound, rows, columnCount, exclusion, options.CancellationToken);
        double[] values = new double[checked(rows * count)];
        columns = new int[values.Length];
        var work = new LargestWork(tiles, useLogarithm, count, values, columns);
        Run(ref work, tiles, options);
        return values;
    }

    private static void Run<TWork>(ref TWork work, ReductionTiles tiles, ComputeOptions options)
        where TWork : struct, IBlockWork
    {
        WorkerTeam.Run(ref work, tiles.Bands, options);
        options.CancellationToken.ThrowIfCancellationRequested();
    }

    private double[] Search(bool useLogarithm, ref int count, ComputeOptions? options, out int[] columns) =>
        Search(bound, Rows, Columns, exclusion, useLogarithm, ref count, options, out columns);

    private ReductionTiles TilesFor(ref ComputeOptions? options)
    {
        options ??= ComputeOptions.Default;
        return new ReductionTiles(bound, Rows, Columns, exclusion, options.CancellationToken);
    }

    private void SumExponents(
        ReadOnlySpan<double> logWeights,
        Matrix<double>? values,
        Matrix<double>? sums,
        Span<double> logSums,
        ComputeOptions? options)
    {
        foreach (double weight in logWeights)
        {
            if (double.IsNaN(weight) || double.IsPositiveInfinity(weight))
            {
                throw new ArgumentException(
                    $"A log weight must be below +∞ and no NaN, but one was {weight}.", nameof(logWeights));
            }
        }

        ReductionTiles tiles = TilesFor(ref options);
        using Matrix<double>? padded = logWeights.IsEmpty ? null : Pad(logWeights, missing: 0, nameof(logWeights));
        double[] results = ArrayPool<double>.Shared.Rent(Rows);
        try
        {
            var work = new SoftmaxWork(tiles, padded, values, sums, results);
            Run(ref work, tiles, options!);
            results.AsSpan(0, Rows).CopyTo(logSums);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(results);
        }

        for (int i = 0; i < Rows; i++)
        {
            if (double.IsNaN(logSums[i]))
            {
                throw new NotSupportedException(
                    $"The kernel '{kernel}' is negative for a pair of row {i}, so that its logarithm does not exist; "
                    + "rbf, matern and laplacian kernels are positive.");
            }
        }
    }

    private Matrix<double> Pad(ReadOnlySpan<double> weights, double missing, string name)
    {
        if (!weights.IsEmpty)
        {
            Guard.Length(weights.Length, Columns, name);
        }

        var padded = new Matrix<double>(1, (Columns + Tile.Width - 1) / Tile.Width * Tile.Width);
        padded.View.Fill(weights.IsEmpty ? missing : 0);
        weights.CopyTo(padded.Row(0));
        return padded;
    }
}
