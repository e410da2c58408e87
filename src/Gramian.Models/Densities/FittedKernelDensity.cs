using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Represents a kernel density estimate of some points. Immutable; thread-safe.</summary>
/// <remarks>
/// A density at m queries takes O(n m d) time and O((n + m) d) memory. Log densities are exact to rounding far in the
/// tails. In many dimensions a bandwidth may leave so few points in each sum that no error bar describes it:
/// <see cref="Diagnose"/> says so.
/// </remarks>
[Paper("biroli2024kernel")]
public sealed class FittedKernelDensity
{
    private const int DiagnosedRows = 1000;
    private readonly double[] shares;
    private readonly double[] logShares;
    private readonly Points scaled;

    internal FittedKernelDensity(DensityProfile profile, BandwidthChoice choice, Points points, double[] shares)
    {
        (Profile, Choice, Points, this.shares) = (profile, choice, points, shares);
        logShares = Array.ConvertAll(shares, Math.Log);
        scaled = choice.Bandwidth.Scale(points);
    }

    /// <summary>The shape of each point.</summary>
    public DensityProfile Profile { get; }

    /// <summary>The bandwidth, the rule that chose it, and what speaks against it.</summary>
    public BandwidthChoice Choice { get; }

    /// <summary>The bandwidth H.</summary>
    public Bandwidth Bandwidth => Choice.Bandwidth;

    /// <summary>The points, [n, d].</summary>
    public Points Points { get; }

    /// <summary>The weights of the points, [n], which sum to 1.</summary>
    public ReadOnlySpan<double> Weights => shares;

    /// <summary>d, the number of axes.</summary>
    public int Dimension => Points.Dimension;

    /// <summary>ln ∫ profile + ln det L: what a sum exceeds the density by.</summary>
    private double LogScale => Profile.LogIntegral(Dimension) + Bandwidth.LogVolume;

    /// <summary>The logarithm of the density at each query.</summary>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>ln p, [m], in nats per unit of volume.</returns>
    /// <exception cref="ArgumentException">The queries have another number of coordinates.</exception>
    public double[] LogDensity(Points queries, ComputeOptions? options = null)
    {
        Points inBandwidths = Scale(queries);
        var logs = new double[queries.Count];
        Profile.Kernel.Reduce(inBandwidths, scaled).LogSumExp(logShares, logs, options);
        return Subtract(logs, LogScale);
    }

    /// <summary>The logarithm of the density at each point, estimated from all others.</summary>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>ln p₋ᵢ(xᵢ), [n]; −∞ where all other weights are 0.</returns>
    /// <exception cref="InvalidOperationException">There is one point only.</exception>
    public double[] LeaveOneOut(ComputeOptions? options = null)
    {
        if (Points.Count < 2)
        {
            throw new InvalidOperationException("One point has no others: leave-one-out densities need two.");
        }

        var logs = new double[Points.Count];
        Profile.Kernel.Reduce(scaled, PairExclusion.Self).LogSumExp(logShares, logs, options);
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] -= Math.Log(1 - shares[i]);
        }

        return Subtract(logs, LogScale);
    }

    /// <summary>
    /// How many points share the sum at each query: (Σ w)²/Σ w², between 1 and n for equal weights.
    /// </summary>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The effective numbers, [m].</returns>
    /// <exception cref="ArgumentException">The queries have another number of coordinates.</exception>
    public double[] EffectiveNumber(Points queries, ComputeOptions? options = null)
    {
        Points inBandwidths = Scale(queries);
        return Effective(
            Profile.Kernel.Reduce(inBandwidths, scaled), Profile.Squared.Reduce(inBandwidths, scaled), logShares,
            options);
    }

    /// <summary>Says in which regime of large dimension the estimate is.</summary>
    /// <remarks>
    /// The stable index compares the bandwidth with the thresholds of a normal law of the same covariance; the
    /// effective number is measured, on at most 1 000 points left out one by one.
    /// </remarks>
    /// <param name="seed">The seed of the choice of points.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two different points.</exception>
    public DensityDiagnosis Diagnose(ulong seed = 0, ComputeOptions? options = null)
    {
        DensityThresholds thresholds;
        try
        {
            thresholds = DensityThresholds.OfSample(scaled);
        }
        catch (ArgumentException)
        {
            throw new InvalidOperationException("All points are the same: there is no dimension to speak of.");
        }

        double[] effective = Points.Count <= 2 * DiagnosedRows
            ? Effective(
                Profile.Kernel.Reduce(scaled, PairExclusion.Self), Profile.Squared.Reduce(scaled, PairExclusion.Self),
                logShares, options)
            : EffectiveOfSome(new RandomStream(seed).Permutation(Points.Count), options);
        Array.Sort(effective);
        return new DensityDiagnosis(
            thresholds.StableIndex(1), thresholds.RegimeOf(1), effective[effective.Length / 2], thresholds);
    }

    /// <summary>Draws points from the estimate.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="random">Draws the point and its displacement.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Points Sample(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var cumulative = new double[shares.Length];
        double sum = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            cumulative[i] = sum += shares[i];
        }

        var drawn = new Matrix<double>(Guard.AtLeast(count, 0), Dimension);
        for (int k = 0; k < count; k++)
        {
            int found = Array.BinarySearch(cumulative, random.NextDouble() * sum);
            int source = Math.Min(found < 0 ? ~found : found + 1, shares.Length - 1);
            Profile.AddDraw(drawn.Row(k), random);
            Bandwidth.Unscale(drawn.Row(k));
            VectorOps.Axpy(1, Points.Values.Row(source), drawn.Row(k));
        }

        return new Points(drawn);
    }

    /// <summary>The estimate of some axes, the others integrated out; exact for the Gaussian profile.</summary>
    /// <param name="axes">The numbers of the axes, from 0, each at most once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="NotSupportedException">The profile is not Gaussian.</exception>
    public FittedKernelDensity Marginal(params ReadOnlySpan<int> axes)
    {
        if (Profile != DensityProfile.Gaussian)
        {
            throw new NotSupportedException(
                $"The marginal of a {Profile.Name} profile is no such profile: use the Gaussian one.");
        }

        return new FittedKernelDensity(
            Profile, Choice with { Bandwidth = Bandwidth.OfAxes(axes, Bandwidth) }, Points.SelectColumns(axes), shares);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"density of {Points.Count} points in {Dimension} dimensions, {Profile.Name} profile, bandwidth {Bandwidth}");

    private static double[] Effective(
        KernelReductions sums, KernelReductions squares, double[] logWeights, ComputeOptions? options)
    {
        (double[] first, double[] second) = (new double[sums.Rows], new double[sums.Rows]);
        sums.LogSumExp(logWeights, first, options);
        squares.LogSumExp(Array.ConvertAll(logWeights, log => 2 * log), second, options);

        // Far out the two logarithms are large, and their difference may round to a little below that of one point.
        return [.. first.Zip(second, (one, two) => Math.Max(1, Math.Exp((2 * one) - two)))];
    }

    // The first points of a permutation, seen from the others.
    private double[] EffectiveOfSome(int[] order, ComputeOptions? options)
    {
        Points some = scaled.Select(order.AsSpan(0, DiagnosedRows));
        int[] rest = order[DiagnosedRows..];
        Points others = scaled.Select(rest);
        return Effective(
            Profile.Kernel.Reduce(some, others), Profile.Squared.Reduce(some, others),
            Array.ConvertAll(rest, row => logShares[row]), options);
    }

    private Points Scale(Points queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Guard.Length(queries.Dimension, Dimension, nameof(queries));
        return Bandwidth.Scale(queries);
    }

    private static double[] Subtract(double[] values, double amount)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] -= amount;
        }

        return values;
    }
}
