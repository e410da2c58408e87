using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Represents the density of some columns given others, p(y | x): the recipe. Immutable.</summary>
/// <remarks>
/// p(y | x) = Σ wᵢ K(x − xᵢ) K(y − yᵢ) / Σ wᵢ K(x − xᵢ) with Gaussian profiles. Unless given, both bandwidths maximise
/// the leave-one-out likelihood of the targets, axis by axis, on at most <see cref="MostRows"/> rows, and are carried
/// to all by the power −1/(d + 4) of the number, d counting both sides. A bandwidth at its largest says that the column
/// does not matter. Rows that repeat each other are left out together.
/// </remarks>
[Paper("hall2004cross")]
public sealed record ConditionalDensity
{
    private const double LeastLog = -4;
    private const double LargestLog = 5;
    private const int Rounds = 3;
    private const ulong Task = 4;

    /// <summary>The bandwidth of the inputs; null, together with the other, to choose both.</summary>
    public Bandwidth? InputBandwidth { get; init; }

    /// <summary>The bandwidth of the targets; null, together with the other, to choose both.</summary>
    public Bandwidth? TargetBandwidth { get; init; }

    /// <summary>The most rows on which bandwidths are searched; at least 10; 1 000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 10.</exception>
    public int MostRows { get; init => field = Guard.AtLeast(value, 10, nameof(MostRows)); } = 1000;

    /// <summary>The seed of the choice of rows.</summary>
    public ulong Seed { get; init; }

    /// <summary>Chooses the bandwidths.</summary>
    /// <param name="inputs">The n inputs, [n, dₓ], at least 1; borrowed by the result.</param>
    /// <param name="targets">The n targets, [n, d_y], row i belonging to input i; borrowed by the result.</param>
    /// <param name="weights">The weights of the rows, [n], not negative and not all 0; empty for equal ones.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, one bandwidth alone is given, a column does not
    /// vary, or there are fewer than 3 different rows to search on.</exception>
    public FittedConditionalDensity Fit(
        Points inputs, Points targets, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        Guard.Length(targets.Count, inputs.Count, nameof(targets));
        if (InputBandwidth is null != TargetBandwidth is null)
        {
            throw new ArgumentException(
                "One bandwidth was given and the other one was not: give both, or none to have both chosen.",
                InputBandwidth is null ? nameof(InputBandwidth) : nameof(TargetBandwidth));
        }

        double[] shares = SampleMoments.Shares(inputs.Count, weights);
        if (InputBandwidth is { } x && TargetBandwidth is { } y)
        {
            return new FittedConditionalDensity(x, y, inputs, targets, shares, null);
        }

        return Search(inputs, targets, shares, weights, options);
    }

    private FittedConditionalDensity Search(
        Points inputs, Points targets, double[] shares, ReadOnlySpan<double> weights, ComputeOptions? options)
    {
        (int n, int split, int d) = (inputs.Count, inputs.Dimension, inputs.Dimension + targets.Dimension);
        Points joint = FittedConditionalDensity.Join(inputs, targets);
        double[] scales = ReferenceBandwidth.Silverman.Choose(joint, weights).Bandwidth.Lengths.ToArray();
        double carry = 1;
        double[] searched = shares;
        if (n > MostRows)
        {
            int[] rows = new RandomStream(Seed, Task).Permutation(n)[..MostRows];
            joint = joint.Select(rows);
            searched = SampleMoments.Shares(MostRows, Array.ConvertAll(rows, row => shares[row]));
            carry = Math.Pow((double)n / MostRows, -1.0 / (d + 4));
        }

        DistinctPoints distinct = DistinctPoints.Of(joint, searched);
        if (distinct.Points.Count < 3)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"There must be at least 3 different rows to leave one out, but there were {distinct.Points.Count}."),
                nameof(targets));
        }

        bool[] free = [.. Enumerable.Repeat(true, d)];
        (double[] logs, _) = AxisSearch.Minimize(
            log => -Likelihood(distinct, scales, log, split, options), free, LeastLog, LargestLog, Rounds);
        double[] lengths = [.. scales.Select((scale, j) => scale * Math.Exp(logs[j]) * carry)];
        return new FittedConditionalDensity(
            Bandwidth.OfAxes(lengths[..split]), Bandwidth.OfAxes(lengths[split..]), inputs, targets, shares,
            distinct.Warning("left out together"));
    }

    // Σ wᵢ ln p₋ᵢ(yᵢ | xᵢ), up to the constant of the profile.
    private static double Likelihood(
        DistinctPoints points, double[] scales, double[] logs, int split, ComputeOptions? options)
    {
        var bandwidth = Bandwidth.OfAxes([.. scales.Select((scale, j) => scale * Math.Exp(logs[j]))]);
        Points scaled = bandwidth.Scale(points.Points);
        Points inputs = scaled.SelectColumns([.. Enumerable.Range(0, split)]);
        double[] logShares = Array.ConvertAll(points.Shares, Math.Log);
        (double[] both, double[] given) = (new double[scaled.Count], new double[scaled.Count]);
        new Rbf(1).Reduce(scaled, PairExclusion.Self).LogSumExp(logShares, both, options);
        new Rbf(1).Reduce(inputs, PairExclusion.Self).LogSumExp(logShares, given, options);
        double volume = 0;
        for (int j = split; j < scales.Length; j++)
        {
            volume += Math.Log(bandwidth.Lengths[j]);
        }

        return both.Zip(given, (joint, input) => joint - input).Zip(points.Shares, (log, share) => log * share).Sum()
            - volume;
    }
}
