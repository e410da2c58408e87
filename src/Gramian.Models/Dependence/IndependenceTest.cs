using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;

namespace Gramian.Models.Dependence;

/// <summary>Represents the test whether two measurements of the same items are independent (HSIC). Immutable.</summary>
/// <remarks>
/// The statistic is tr(K H L H)/n² with H = I − 11ᵀ/n. A permutation costs one sum over the pairs of items, O(n² d/2);
/// neither K nor L is stored, memory is O(n d), and O(64 n) for the gamma law. The same seed gives the same bits for
/// any number of threads.
/// </remarks>
[Paper("gretton2008independence")]
public sealed record IndependenceTest
{
    private const int LeastForGamma = 6;

    /// <summary>The kernel of the first measurement; null (the default) for <see cref="MedianHeuristic"/>.</summary>
    public Kernel? FirstKernel { get; init; }

    /// <summary>The kernel of the second measurement; null (the default) for <see cref="MedianHeuristic"/>.</summary>
    public Kernel? SecondKernel { get; init; }

    /// <summary>Whether the median heuristic divides each coordinate by its standard deviation; false by default.
    /// </summary>
    public bool ScaleColumns { get; init; }

    /// <summary>How the p-value is made: by permutations, the default, or by a gamma law of the same two moments.
    /// </summary>
    public NullMethod Null { get; init; }

    /// <summary>The number of permutations, at least 1; 500 by default. Has no effect on the gamma law.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Replicates { get; init => field = Guard.AtLeast(value, 1, nameof(Replicates)); } = 500;

    /// <summary>The seed of the permutations and of the heuristics' points; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Tests whether row i of one set of points says something about row i of the other.</summary>
    /// <param name="first">The n points of the first measurement, at least 2; at least 6 for the gamma law.</param>
    /// <param name="second">The n points of the second measurement, of any dimension.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The numbers of points differ or are too small, a kernel is for another
    /// dimension, or it is to be chosen and all points are equal.</exception>
    public KernelTestResult Run(Points first, Points second, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        options ??= ComputeOptions.Default;
        int least = Null == NullMethod.Permutation ? 2 : LeastForGamma;
        if (first.Count != second.Count || first.Count < least)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Both measurements must be of the same items, at least {least}, but they were of {first.Count} and "
                + $"{second.Count}."), nameof(second));
        }

        Kernel k = FirstKernel ?? MedianHeuristic.Choose(first, ScaleColumns, Seed);
        Kernel l = SecondKernel ?? MedianHeuristic.Choose(second, ScaleColumns, Seed);
        var notes = new List<string>();
        if ((FirstKernel is null || SecondKernel is null) && first.Count > MedianHeuristic.MostPoints)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"The median distances were taken over {MedianHeuristic.MostPoints} of {first.Count} points."));
        }

        return Null == NullMethod.Permutation
            ? ByPermutations(k, l, first, second, notes, options)
            : ByGamma(k, l, first, second, notes, options);
    }

    private static KernelTestResult ByGamma(
        Kernel k, Kernel l, Points first, Points second, List<string> notes, ComputeOptions options)
    {
        GammaNull law = GammaNull.Of(k, l, first, second, options);
        notes.Add("The gamma law has the first two moments of the null; its tail is an approximation.");
        return new KernelTestResult("HSIC", law.Statistic, law.PValue, "gamma law", 0, [k, l], notes);
    }

    private KernelTestResult ByPermutations(
        Kernel k, Kernel l, Points first, Points second, List<string> notes, ComputeOptions options)
    {
        (int n, int d) = (first.Count, first.Dimension);
        double[] rows = RowSums(k, first, options), others = RowSums(l, second, options);
        double product = VectorOps.Sum<double>(rows) / n * (VectorOps.Sum<double>(others) / n);
        Kernel both = k.On([.. Enumerable.Range(0, d)]) * l.On([.. Enumerable.Range(d, second.Dimension)]);
        using var pairs = new Matrix<double>(n, d + second.Dimension);
        first.Values.CopyTo(pairs.View.Slice(0, 0, n, d));
        double[] statistics = new double[Replicates + 1];
        double slack = 0;
        int[] order = [.. Enumerable.Range(0, n)];
        for (int r = 0; r < statistics.Length; r++)
        {
            if (r > 0)
            {
                order = new RandomStream(Seed, (ulong)r).Permutation(n);
            }

            double mixed = 0;
            for (int i = 0; i < n; i++)
            {
                second.Values.Row(order[i]).CopyTo(pairs.Row(i)[d..]);
                mixed += rows[i] * others[order[i]];
            }

            double sum = VectorOps.Sum<double>(RowSums(both, new Points(pairs), options));
            statistics[r] = (sum - (2 * mixed / n) + product) / n / n;
            slack = Math.Max(slack, 1e-12 * Math.Abs(sum) / n / n);
        }

        double pValue = Sampling.PValue(statistics[0], statistics.AsSpan(1), slack);
        return new KernelTestResult("HSIC", statistics[0], pValue, "permutations", Replicates, [k, l], notes);
    }

    private static double[] RowSums(Kernel kernel, Points points, ComputeOptions options)
    {
        double[] ones = new double[points.Count];
        double[] sums = new double[points.Count];
        Array.Fill(ones, 1);
        kernel.Gram(points).Apply(ones, sums, options);
        return sums;
    }
}
