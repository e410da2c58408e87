using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Dependence;

/// <summary>Represents the test whether points come from a law whose score ∇ ln p is known (KSD). Immutable.</summary>
/// <remarks>
/// The statistic is the mean of u(x, x′) over two points, u = s·s′ k + s·∇′k + s′·∇k + tr ∇∇′k with s = ∇ ln p(x); p
/// need not be normalised. The p-value multiplies u by random signs (wild bootstrap), which is right for independent
/// points. Time O(n² (d + replicates)/2), memory O(n) for each thread and at most 64 MiB for each block of signs. The
/// same seed gives the same bits for any number of threads.
/// </remarks>
[Paper("liu2016kernelized")]
[Paper("chwialkowski2016kernel")]
[Paper("gorham2017measuring")]
public sealed record SteinTest
{
    private const long LargestBlock = 1 << 23;
    private const int WidestBlock = 256;

    /// <summary>The kernel; <see cref="SteinKernel.InverseMultiquadric"/> by default.</summary>
    public SteinKernel Kernel { get; init; }

    /// <summary>ℓ, in the units of the points; null (the default) for <see cref="MedianHeuristic"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Lengthscale
    {
        get;
        init => field = value is double length ? Guard.Positive(length, nameof(Lengthscale)) : null;
    }

    /// <summary>The number of bootstrap draws, at least 1; 500 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Replicates { get; init => field = Guard.AtLeast(value, 1, nameof(Replicates)); } = 500;

    /// <summary>The seed of the signs and of the heuristic's points; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Tests whether points come from the law.</summary>
    /// <param name="points">The n points, at least 2.</param>
    /// <param name="scores">∇ ln p at each point, [n, d], finite.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 points, the scores have another shape or are not
    /// finite, their products overflow, or the lengthscale is to be chosen and all points are equal.</exception>
    public KernelTestResult Run(Points points, MatrixView<double> scores, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        int n = points.Count;
        if (n < 2 || scores.Rows != n || scores.Columns != points.Dimension)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A Stein test takes at least 2 points and a score for each, but it was given {n} x {points.Dimension} "
                + $"points and {scores.Rows} x {scores.Columns} scores."), nameof(scores));
        }

        Guard.AllFinite(scores, nameof(scores));
        options ??= ComputeOptions.Default;
        double length = Lengthscale ?? MedianHeuristic.Choose(points, seed: Seed).Lengthscale.Values[0];
        using var pairs = new SteinPairs(Kernel, length, points, scores);
        double[] forms = Forms(pairs, n, options, out double trace);
        if (!double.IsFinite(forms[0] - trace))
        {
            throw new ArgumentException(
                "Products of the points and scores overflow: give them in a larger unit.", nameof(points));
        }

        double slack = 1e-12 * (Math.Abs(forms[0]) + trace);
        var notes = new List<string>();
        if (Lengthscale is null && n > MedianHeuristic.MostPoints)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"The median distance was taken over {MedianHeuristic.MostPoints} of {n} points."));
        }

        return new KernelTestResult(
            "KSD² (unbiased)", (forms[0] - trace) / ((double)n * (n - 1)),
            Sampling.PValue(forms[0], forms.AsSpan(1), slack), "wild bootstrap", Replicates, [pairs.Kernel], notes);
    }

    // Σ wᵢ wⱼ u(xᵢ, xⱼ): of ones first, then of signs, block by block.
    private double[] Forms(SteinPairs pairs, int n, ComputeOptions options, out double trace)
    {
        double[] forms = new double[Replicates + 1];
        int width = (int)Math.Clamp(LargestBlock / n, 8, WidestBlock);
        trace = 0;
        for (int start = 0; start < forms.Length; start += width)
        {
            int count = Math.Min(width, forms.Length - start);
            using var signs = new Matrix<double>(n, count);
            int origin = start;
            WorkerTeam.Run(count, c => Sign(signs, c, origin + c), options);
            trace = pairs.QuadraticForms(signs, forms.AsSpan(start, count), options);
        }

        return forms;
    }

    private void Sign(Matrix<double> signs, int column, int replicate)
    {
        var stream = new RandomStream(Seed, (ulong)replicate);
        for (int i = 0; i < signs.Rows; i++)
        {
            signs[i, column] = replicate == 0 || stream.NextUInt64() >> 63 == 0 ? 1 : -1;
        }
    }
}
