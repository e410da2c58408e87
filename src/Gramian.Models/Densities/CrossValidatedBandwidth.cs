using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Densities;

/// <summary>Represents the bandwidth under which the points, left out one by one, are most probable; or the one of
/// least estimated squared error.</summary>
/// <remarks>
/// The shape is that of Silverman's rule; a factor from 1/100 to 10 is searched by Brent's method on the logarithm.
/// With more than <see cref="MostRows"/> points it is found on some and carried over by the power −1/(d + 4) of the
/// number.
/// Points that repeat each other are left out together: one by one, each would find itself among the others, and the
/// likelihood would grow without end as the bandwidth shrinks. The choice says how many repeat.
/// </remarks>
[Paper("silverman1986density", Where = "sections 3.4.3 and 3.4.4")]
public sealed record CrossValidatedBandwidth : IBandwidthRule
{
    private const double LeastFactor = 0.01;
    private const double LargestFactor = 10;
    private const int Scan = 24;
    private const ulong Task = 1;

    private CrossValidatedBandwidth()
    {
    }

    /// <summary>The largest leave-one-out likelihood.</summary>
    public static CrossValidatedBandwidth Likelihood { get; } = new() { Name = "likelihood" };

    /// <summary>The least ∫p² − 2 Σ wᵢ p₋ᵢ(xᵢ), which estimates the integrated squared error.</summary>
    public static CrossValidatedBandwidth LeastSquares { get; } = new() { Name = "least-squares", IsSquares = true };

    /// <inheritdoc/>
    public required string Name { get; init; }

    /// <summary>How many numbers the bandwidth has; one for each axis by default.</summary>
    public BandwidthShape Shape { get; init; } = BandwidthShape.PerAxis;

    /// <summary>The most points on which the factor is searched; at least 10; 5 000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 10.</exception>
    public int MostRows { get; init => field = Guard.AtLeast(value, 10, nameof(MostRows)); } = 5000;

    /// <summary>The seed of the choice of points.</summary>
    public ulong Seed { get; init; }

    private bool IsSquares { get; init; }

    /// <inheritdoc/>
    public BandwidthChoice Choose(
        Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        Bandwidth start = (ReferenceBandwidth.Silverman with { Shape = Shape }).Choose(points, weights).Bandwidth;
        double[] shares = SampleMoments.Shares(points.Count, weights);
        Points scaled = start.Scale(points);
        double carry = 1;
        if (points.Count > MostRows)
        {
            int[] rows = new RandomStream(Seed, Task).Permutation(points.Count)[..MostRows];
            scaled = scaled.Select(rows);
            shares = SampleMoments.Shares(MostRows, Array.ConvertAll(rows, row => shares[row]));
            carry = Math.Pow((double)points.Count / MostRows, -1.0 / (points.Dimension + 4));
        }

        DistinctPoints distinct = DistinctPoints.Of(scaled, shares);
        (scaled, shares) = (distinct.Points, distinct.Shares);
        if (scaled.Count < 3)
        {
            throw new ArgumentException(
                $"'points' must hold at least 3 different points to leave one out, but there were {scaled.Count}.",
                nameof(points));
        }

        double Score(double log) => IsSquares
            ? SquaredError(scaled, shares, Math.Exp(log), options)
            : -LogLikelihood(scaled, shares, Math.Exp(log), options);
        (double factor, bool atEnd) = Search(Score);
        Bandwidth chosen = start.Times(factor * carry);
        string?[] warnings = [distinct.Warning("left out together"), atEnd ? AtEnd(factor) : null];
        string warning = string.Join(" ", warnings.Where(text => text is not null));
        return new BandwidthChoice(chosen, Name, warning.Length > 0 ? warning : null);
    }

    private static (double Factor, bool AtEnd) Search(Func<double, double> score)
    {
        (double lower, double upper) = (Math.Log(LeastFactor), Math.Log(LargestFactor));
        double step = (upper - lower) / Scan;
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i <= Scan; i++)
        {
            double value = score(lower + (i * step));
            (best, least) = value < least ? (i, value) : (best, least);
        }

        if (best is 0 or Scan)
        {
            return (Math.Exp(lower + (best * step)), true);
        }

        double log = ScalarMinimum.Brent(score, lower + ((best - 1) * step), lower + ((best + 1) * step), 1e-4).Point;
        return (Math.Exp(log), false);
    }

    private static double LogLikelihood(Points scaled, double[] shares, double factor, ComputeOptions? options)
    {
        var logs = new double[scaled.Count];
        new Rbf(factor).Reduce(scaled, PairExclusion.Self).LogSumExp(Array.ConvertAll(shares, Math.Log), logs, options);
        double sum = -scaled.Dimension * Math.Log(factor);
        for (int i = 0; i < logs.Length; i++)
        {
            sum += shares[i] > 0 ? shares[i] * (logs[i] - Math.Log(1 - shares[i])) : 0;
        }

        return sum;
    }

    // (2π)^(d/2) times the criterion: two Gaussians of one width make one that is √2 as wide.
    private static double SquaredError(Points scaled, double[] shares, double factor, ComputeOptions? options)
    {
        (double[] both, double[] others) = (new double[scaled.Count], new double[scaled.Count]);
        new Rbf(Math.Sqrt(2) * factor).Reduce(scaled).RowSums(shares, both, options);
        new Rbf(factor).Reduce(scaled, PairExclusion.Self).RowSums(shares, others, options);
        double square = 0;
        double cross = 0;
        for (int i = 0; i < both.Length; i++)
        {
            square += shares[i] * both[i];
            cross += shares[i] * others[i] / (1 - shares[i]);
        }

        return ((square * Math.Pow(2, -0.5 * scaled.Dimension)) - (2 * cross)) * Math.Pow(factor, -scaled.Dimension);
    }

    private static string AtEnd(double factor) => factor > 1
        ? "The largest bandwidth that was searched is the best: the points look like one smooth hill."
        : "The least bandwidth that was searched is the best: most points lie far closer to another one than the "
            + "spread of all would tell.";
}
