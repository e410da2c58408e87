using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Dependence;

/// <summary>Represents the test whether two samples have one law, by their kernel means (MMD). Immutable.</summary>
/// <remarks>
/// MMD² = E k(x, x′) + E k(y, y′) − 2 E k(x, y). All pairs are used: time O(N² (d + replicates)/2) for N points in both
/// samples together, memory O(N d) and at most 64 MiB for each block of permutations; K is never stored. The same
/// seed gives the same bits for any number of threads. Rows must be exchangeable within each sample.
/// </remarks>
[Paper("gretton2012kernel")]
[Paper("gretton2009fast")]
public sealed record MeanDiscrepancyTest
{
    private const long LargestBlock = 1 << 23;
    private const int WidestBlock = 256;

    /// <summary>The kernel; null (the default) for <see cref="MedianHeuristic"/> on both samples.</summary>
    public Kernel? Kernel { get; init; }

    /// <summary>
    /// Whether the median heuristic divides each coordinate by its standard deviation; false by default. Has no effect
    /// with a given kernel.
    /// </summary>
    public bool ScaleColumns { get; init; }

    /// <summary>
    /// Whether the mean over pairs of one sample counts a point with itself: then the estimate is never negative, and
    /// too large by O(1/n). False by default.
    /// </summary>
    public bool Biased { get; init; }

    /// <summary>How the p-value is made; by permutations by default.</summary>
    public NullMethod Null { get; init; }

    /// <summary>The number of permutations, or of draws from the limit, at least 1; 500 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Replicates { get; init => field = Guard.AtLeast(value, 1, nameof(Replicates)); } = 500;

    /// <summary>The seed of the permutations and of the heuristic's points; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Compares two samples.</summary>
    /// <param name="first">The n points of the first sample, at least 2.</param>
    /// <param name="second">The m points of the second sample, at least 2, of the same dimension.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A sample is too small, the dimensions differ, the kernel is for another
    /// dimension, or it is to be chosen and all points are equal.</exception>
    public KernelTestResult Run(Points first, Points second, ComputeOptions? options = null)
    {
        Points pooled = Sampling.Pool(first, second);
        options ??= ComputeOptions.Default;
        Kernel kernel = Kernel ?? MedianHeuristic.Choose(pooled, ScaleColumns, Seed);
        List<string> notes = Kernel is null ? MedianHeuristic.Notes(pooled.Count) : [];
        LabelSums sums = LabelSums.Of(kernel, pooled, first.Count, Biased, options);
        int permutations = Null == NullMethod.Permutation ? Replicates : 0;
        double[] statistics = Statistics(kernel, pooled, sums, permutations, options);
        double pValue = Null == NullMethod.Permutation
            ? Sampling.PValue(statistics[0], statistics.AsSpan(1), sums.Rounding)
            : SpectralNull.PValue(kernel, pooled, first.Count, statistics[0], this, notes, options);
        return new KernelTestResult(
            Biased ? "MMD² (biased)" : "MMD² (unbiased)", statistics[0], pValue,
            Null == NullMethod.Permutation ? "permutations" : "spectrum of the Gram matrix", Replicates, [kernel],
            notes);
    }

    // The observed labels first, then the permuted ones, block by block.
    private double[] Statistics(
        Kernel kernel, Points pooled, LabelSums sums, int permutations, ComputeOptions options)
    {
        double[] statistics = new double[permutations + 1];
        int width = (int)Math.Clamp(LargestBlock / pooled.Count, 8, WidestBlock);
        for (int start = 0; start < statistics.Length; start += width)
        {
            int count = Math.Min(width, statistics.Length - start);
            using var labels = new Matrix<double>(pooled.Count, count);
            int origin = start;
            WorkerTeam.Run(count, c => Label(labels, c, origin + c, sums.First), options);
            double[] forms = kernel.QuadraticForms(pooled, labels, options);
            sums.Finish(labels, forms, statistics.AsSpan(start, count));
        }

        return statistics;
    }

    private void Label(Matrix<double> labels, int column, int permutation, int wanted)
    {
        if (permutation == 0)
        {
            for (int i = 0; i < wanted; i++)
            {
                labels[i, column] = 1;
            }

            return;
        }

        var stream = new RandomStream(Seed, (ulong)permutation);
        for (int i = 0; wanted > 0; i++)
        {
            if (Sampling.Takes(stream, labels.Rows - i, wanted))
            {
                labels[i, column] = 1;
                wanted--;
            }
        }
    }
}
