using Gramian.Kernels;
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
    private const int DiagnosedRows = 1000, LeastRows = 100, DiagnosedPairs = 40_000_000;
    private readonly double[] shares;
    private readonly double[] factors;
    private readonly DensityCoordinates coordinates;
    private readonly Points inner;
    private readonly double[] reaches;

    internal FittedKernelDensity(
        DensityProfile profile, BandwidthChoice choice, Points points, double[] shares, DensityCoordinates coordinates,
        Points inner, double sensitivity, double[] factors)
    {
        (Profile, Choice, Points, this.shares) = (profile, choice, points, shares);
        Sensitivity = sensitivity;
        (this.coordinates, this.inner, this.factors) = (coordinates, inner, factors);
        double largest = factors.Length > 0 ? factors.Max() : 1;
        reaches = Array.ConvertAll(Bandwidth.Lengths.ToArray(), length => length * largest);
        coordinates.CheckImages(reaches, profile.Reach);
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

    /// <summary>Where the values of each axis can lie, [d].</summary>
    public IReadOnlyList<AxisSupport> Supports => coordinates.Supports;

    /// <summary>α, by which the bandwidth follows the density; 0 for one bandwidth.</summary>
    public double Sensitivity { get; }

    /// <summary>By what the bandwidth of each point is multiplied, [n]; empty when all have one bandwidth.</summary>
    public ReadOnlySpan<double> Factors => factors;

    /// <summary>The points in the coordinates in which the bandwidth is measured, [n, d].</summary>
    internal Points InnerPoints => inner;

    // Made when first needed: sums to a tolerance do without them.
    internal DensitySums Sums => field ??= new DensitySums(Profile, Bandwidth.Scale(inner), shares, factors);

    /// <summary>ln ∫ profile + ln det L: what a sum exceeds the density by.</summary>
    internal double LogScale => Profile.LogIntegral(Dimension) + Bandwidth.LogVolume;

    /// <summary>The logarithm of the density at each query.</summary>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>ln p, [m], in nats per unit of volume; −∞ outside the supports, and beyond one bandwidth from every
    /// point for a compact profile.</returns>
    /// <exception cref="ArgumentException">The queries have another number of coordinates.</exception>
    public double[] LogDensity(Points queries, ComputeOptions? options = null)
    {
        (Points places, double[] slopes) = Inner(queries);
        double[] logs = Log(places, 1, leavesSelf: false, options);
        return Add(logs, slopes, LogScale);
    }

    /// <summary>The logarithm of the density at each point, estimated from all others.</summary>
    /// <remarks>The bandwidth, and the factors of the points where there are some, stay those of all points.</remarks>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>ln p₋ᵢ(xᵢ), [n]; −∞ where all other weights are 0, and where a compact profile reaches no other point.
    /// </returns>
    /// <exception cref="InvalidOperationException">There is one point only.</exception>
    public double[] LeaveOneOut(ComputeOptions? options = null)
    {
        if (Points.Count < 2)
        {
            throw new InvalidOperationException("One point has no others: leave-one-out densities need two.");
        }

        double[] logs = Log(inner, 1, leavesSelf: true, options);
        double[] slopes = coordinates.ToInner(Points).LogSlopes;
        for (int i = 0; i < logs.Length; i++)
        {
            slopes[i] -= Math.Log(1 - shares[i]);
        }

        return Add(logs, slopes, LogScale);
    }

    /// <summary>
    /// How many points share the sum at each query: (Σ w)²/Σ w², between 1 and n for equal weights.
    /// </summary>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The effective numbers, [m]; 0 where the density is. The reflections of a point count by themselves.
    /// </returns>
    /// <exception cref="ArgumentException">The queries have another number of coordinates.</exception>
    public double[] EffectiveNumber(Points queries, ComputeOptions? options = null)
    {
        (Points places, double[] slopes) = Inner(queries);
        double[] found = Effective(places, options);
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = double.IsNegativeInfinity(slopes[i]) ? 0 : found[i];
        }

        return found;
    }

    /// <summary>Says in which regime of large dimension the estimate is.</summary>
    /// <remarks>
    /// The terms of the sums are looked at on all points left out one by one, or on 100 to 1 000 of many; those of
    /// points that reflection folds in do not count. A normal law of the same covariance is compared.
    /// </remarks>
    /// <param name="seed">The seed of the choice of points.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two different points.</exception>
    public DensityDiagnosis Diagnose(ulong seed = 0, ComputeOptions? options = null)
    {
        DensityThresholds thresholds;
        try
        {
            thresholds = DensityThresholds.OfSample(Sums.Points, shares);
        }
        catch (ArgumentException)
        {
            throw new InvalidOperationException("All points are the same: there is no dimension to speak of.");
        }

        int n = Points.Count;
        int[] rows = n <= 2 * DiagnosedRows
            ? [.. Enumerable.Range(0, n)]
            : new RandomStream(seed).Permutation(n)[..Math.Clamp(DiagnosedPairs / n, LeastRows, DiagnosedRows)];
        var terms = DensityTerms.At(this, rows, options);
        return new DensityDiagnosis(
            thresholds.StableIndex(1 / Profile.CanonicalFactor(Dimension)), terms.HillIndex, terms.EffectiveNumber,
            terms.Participation, terms.LargestShare, thresholds);
    }

    /// <summary>
    /// The standard error of the density at each query over the density there, as a sum of independent terms has it.
    /// </summary>
    /// <param name="queries">The m queries, of d coordinates.</param>
    /// <param name="diagnosis">What <see cref="Diagnose"/> said.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The errors, [m], of the noise of the sample and not of the bias of the bandwidth; NaN for all where the
    /// central limit theorem has failed, and where the density is 0.</returns>
    /// <exception cref="ArgumentException">The queries have another number of coordinates.</exception>
    public double[] RelativeErrors(Points queries, DensityDiagnosis diagnosis, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return RelativeErrors(EffectiveNumber(queries, options), diagnosis);
    }

    /// <summary>The standard errors that effective numbers stand for.</summary>
    /// <param name="effectiveNumbers">The effective numbers, [m].</param>
    /// <param name="diagnosis">What <see cref="Diagnose"/> said.</param>
    public double[] RelativeErrors(double[] effectiveNumbers, DensityDiagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(effectiveNumbers);
        ArgumentNullException.ThrowIfNull(diagnosis);
        double least = VectorOps.SumOfSquares<double>(shares);
        return Array.ConvertAll(effectiveNumbers, number => diagnosis.HasNormalErrors && number > 0
            ? Math.Sqrt(Math.Max(0, (1 / number) - least))
            : double.NaN);
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
            VectorOps.Scale(factors.Length > 0 ? factors[source] : 1, drawn.Row(k));
            VectorOps.Axpy(1, inner.Values.Row(source), drawn.Row(k));
            coordinates.ToOuter(drawn.Row(k));
        }

        return new Points(drawn);
    }

    /// <summary>
    /// The estimate of some axes, the others integrated out: exact for the Gaussian profile, and for a product with one
    /// bandwidth for each axis.
    /// </summary>
    /// <param name="axes">The numbers of the axes, from 0, each at most once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="NotSupportedException">The marginal is no estimate with this profile.</exception>
    public FittedKernelDensity Marginal(params ReadOnlySpan<int> axes)
    {
        if (!HasMarginals)
        {
            throw new NotSupportedException(Profile.IsProduct
                ? "The marginal of a product profile needs one bandwidth for each axis, and this one is a full matrix."
                : $"The marginal of a {Profile.Name} profile is no such profile: use the Gaussian one, or a product.");
        }

        return new FittedKernelDensity(
            Profile, Choice with { Bandwidth = Bandwidth.OfAxes(axes, Bandwidth) }, Points.SelectColumns(axes), shares,
            coordinates.Select(axes), inner.SelectColumns(axes), Sensitivity, factors);
    }

    /// <summary>Whether <see cref="Marginal"/> is exact for the profile and the bandwidth.</summary>
    public bool HasMarginals => Profile == DensityProfile.Gaussian || Dimension == 1
        || (Profile.IsProduct && Bandwidth.Shape != BandwidthShape.Full);

    /// <summary>An interval of an axis that holds nearly all of the estimate, inside the support.</summary>
    /// <param name="axis">The number of the axis, from 0.</param>
    /// <param name="bandwidths">How many bandwidths it goes beyond the outermost points; 3 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the number is negative.</exception>
    public (double Low, double High) Extent(int axis, double bandwidths = 3)
    {
        (double low, double high) = InnerExtent(axis, bandwidths);
        AxisSupport support = Supports[axis];
        return support.IsTransformed
            ? (support.ToOuter(low), support.ToOuter(high))
            : (Math.Max(low, support.Lower), Math.Min(high, support.Upper));
    }

    /// <summary>That interval in the coordinates of the bandwidth, where it may leave the support.</summary>
    internal (double Low, double High) InnerExtent(int axis, double bandwidths)
    {
        double beyond = Guard.NonNegative(bandwidths)
            * Bandwidth.Lengths[(int)Guard.InRange(axis, 0, Dimension - 1, nameof(axis))];
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < inner.Count; i++)
        {
            double wide = beyond * (factors.Length > 0 ? factors[i] : 1);
            low = Math.Min(low, inner.Values[i, axis] - wide);
            high = Math.Max(high, inner.Values[i, axis] + wide);
        }

        return (low, high);
    }

    /// <summary>The places that fold to one place of the axis, of a density of one axis.</summary>
    internal IReadOnlyList<(double Sign, double Shift)> Images() => Supports[0].Images(reaches[0], Profile.Reach);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"density of {Points.Count} points in {Dimension} dimensions, {Profile.Name} profile, bandwidth {Bandwidth}");

    /// <summary>(p(xᵢ)/g)^−α in the coordinates of the bandwidth; 1 for points of weight 0.</summary>
    internal double[] LocalFactors(double sensitivity, ComputeOptions? options)
    {
        double[] logs = Log(inner, 1, leavesSelf: false, options);
        double mean = 0;
        for (int i = 0; i < logs.Length; i++)
        {
            mean += shares[i] > 0 ? shares[i] * logs[i] : 0;
        }

        return [.. logs.Select((log, i) => shares[i] > 0 ? Math.Exp(-sensitivity * (log - mean)) : 1)];
    }

    // Far out the two logarithms are large, and their difference may round to a little below that of one point.
    private double[] Effective(Points places, ComputeOptions? options)
    {
        double[] first = Log(places, 1, leavesSelf: false, options);
        double[] second = Log(places, 2, leavesSelf: false, options);
        return [.. first.Zip(second, (one, two) =>
            double.IsNegativeInfinity(one) ? 0 : Math.Max(1, Math.Exp((2 * one) - two)))];
    }

    // ln Σ over the points and, for reflected axes, over all places that fold to a query.
    private double[] Log(Points places, int power, bool leavesSelf, ComputeOptions? options)
    {
        double[]? total = null;
        foreach (Points image in coordinates.Images(places, reaches, Profile.Reach))
        {
            Points scaled = ReferenceEquals(image, inner) ? Sums.Points : Bandwidth.Scale(image);
            double[] logs = Sums.Log(scaled, power, leavesSelf, options);
            total = total is null ? logs : [.. total.Zip(logs, LogAdd)];
        }

        return total!;
    }

    private static double LogAdd(double one, double other)
    {
        double largest = Math.Max(one, other);
        return double.IsNegativeInfinity(largest)
            ? largest
            : largest + double.LogP1(Math.Exp(Math.Min(one, other) - largest));
    }

    private (Points Places, double[] LogSlopes) Inner(Points queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Guard.Length(queries.Dimension, Dimension, nameof(queries));
        return coordinates.ToInner(queries);
    }

    private static double[] Add(double[] values, double[] amounts, double taken)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += amounts[i] - taken;
        }

        return values;
    }
}
