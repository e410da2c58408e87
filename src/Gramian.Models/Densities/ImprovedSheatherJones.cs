using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Transforms;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Densities;

/// <summary>
/// Represents the bandwidth of Botev, Grotowski and Kroese: the plug-in rule that assumes no normal law.
/// </summary>
/// <remarks>
/// For one axis. It solves t = ξγ⁽⁵⁾(t) with the cosine transform of the binned data and takes h = √t times the length
/// of the grid. It finds several modes where <see cref="ReferenceBandwidth"/> blurs them. It wants about 50 different
/// values: with fewer, with ties that make atoms, or without a root, Silverman's rule takes its place and the choice
/// says so.
/// </remarks>
[Paper("botev2010kernel")]
public sealed record ImprovedSheatherJones : IBandwidthRule
{
    private const int LeastDistinct = 50;
    private const int Stages = 7;
    private const double Padding = 0.1;
    private const double LargestTime = 0.1;

    /// <inheritdoc/>
    public string Name => "isj";

    /// <summary>The number of grid points; at least 256; 2¹⁴ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 256.</exception>
    public int GridSize { get; init => field = Guard.AtLeast(value, 256, nameof(GridSize)); } = 1 << 14;

    /// <inheritdoc/>
    public BandwidthChoice Choose(
        Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        Guard.Length(points.Dimension, 1, nameof(points));
        double[] shares = SampleMoments.Shares(points.Count, weights);
        double[] sorted = points.Values.ColumnToArray(0);
        Array.Sort(sorted);
        int distinct = Distinct(sorted);
        double range = sorted[^1] - sorted[0];
        if (distinct < LeastDistinct)
        {
            return Instead(points, weights, string.Create(CultureInfo.InvariantCulture,
                $"there are only {distinct} different values, and the plug-in rule wants {LeastDistinct}"));
        }

        (double lower, double upper) = (sorted[0] - (Padding * range), sorted[^1] + (Padding * range));
        double[] bins = LinearBinning.Of(points.Values, shares, lower, upper, GridSize);
        var transform = new double[GridSize];
        DctPlan<double>.For(GridSize).Type2(bins, transform, options);
        var (frequencies, squares) = (new double[GridSize - 1], new double[GridSize - 1]);
        for (int k = 1; k < GridSize; k++)
        {
            (frequencies[k - 1], squares[k - 1]) = ((double)k * k, transform[k] * transform[k]);
        }

        return Root(frequencies, squares, distinct) is double time
            ? new BandwidthChoice(Bandwidth.OfScalar(Math.Sqrt(time) * (upper - lower), 1), Name)
            : Instead(points, weights, "the equation of the plug-in rule has no root, as repeated values make it");
    }

    /// <summary>
    /// t − ξγ⁽ˡ⁾(t), given the squares of the frequencies, those of the cosine coefficients there, and the number of
    /// points.
    /// </summary>
    internal static double FixedPoint(
        double time, ReadOnlySpan<double> frequencies, ReadOnlySpan<double> squares, double count)
    {
        double f = Functional(Stages, time, frequencies, squares);
        for (int s = Stages - 1; s >= 2; s--)
        {
            double odd = 1;
            for (int factor = 3; factor < 2 * s; factor += 2)
            {
                odd *= factor;
            }

            double k0 = odd / Math.Sqrt(2 * Math.PI);
            double c = (1 + Math.Pow(0.5, s + 0.5)) / 3;
            double step = Math.Pow(2 * c * k0 / (count * f), 2 / (3 + (2.0 * s)));
            f = Functional(s, step, frequencies, squares);
        }

        return time - Math.Pow(2 * count * Math.Sqrt(Math.PI) * f, -0.4);
    }

    // 2 π²ˢ Σ k²ˢ a²ₖ exp(−k²π²t); the terms end where the exponential is below every digit.
    private static double Functional(
        int s, double time, ReadOnlySpan<double> frequencies, ReadOnlySpan<double> squares)
    {
        double sum = 0;
        for (int i = 0; i < squares.Length; i++)
        {
            double exponent = frequencies[i] * Math.PI * Math.PI * time;
            if (exponent > 745)
            {
                break;
            }

            sum += Math.Pow(frequencies[i], s) * squares[i] * Math.Exp(-exponent);
        }

        return 2 * Math.Pow(Math.PI, 2 * s) * sum;
    }

    // The least root: t starts where the bandwidth is far below the spacing of points, and grows until the sign
    // changes.
    private static double? Root(double[] frequencies, double[] squares, int count)
    {
        double Value(double time) => FixedPoint(time, frequencies, squares, count);
        double before = 1e-12;
        double atBefore = Value(before);
        for (double time = 1e-11; time <= LargestTime * 1.001; time *= Math.Sqrt(10))
        {
            double at = Value(time);
            if (atBefore < 0 && at > 0)
            {
                return ScalarRoot.Brent(Value, before, time, 1e-14);
            }

            (before, atBefore) = (time, at);
        }

        return null;
    }

    private BandwidthChoice Instead(Points points, ReadOnlySpan<double> weights, string why)
    {
        BandwidthChoice silverman = ReferenceBandwidth.Silverman.Choose(points, weights);
        return silverman with
        {
            Rule = $"{Name}, replaced by silverman",
            Warning = $"Silverman's rule was used: {why}.",
        };
    }

    private static int Distinct(double[] sorted)
    {
        int count = 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            count += sorted[i] > sorted[i - 1] ? 1 : 0;
        }

        return count;
    }
}
