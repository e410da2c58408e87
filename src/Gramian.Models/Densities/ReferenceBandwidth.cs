using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Represents the rules that would be best for a normal law: c n^(−1/(d+4)) times the data's scale.</summary>
/// <remarks>
/// Scott's c is 1, Silverman's (4/(d + 2))^(1/(d+4)). With weights, n is (Σw)²/Σw². Both smooth several modes too much;
/// <see cref="ImprovedSheatherJones"/> and cross-validation do not assume one.
/// </remarks>
[Paper("scott1992multivariate")]
[Paper("silverman1986density")]
public sealed record ReferenceBandwidth : IBandwidthRule
{
    // The quartiles of the standard normal law are this far apart.
    private const double NormalQuartileRange = 1.3489795003921634;

    /// <summary>Scott's rule.</summary>
    public static ReferenceBandwidth Scott { get; } = new() { Name = "scott", IsScott = true };

    /// <summary>Silverman's rule.</summary>
    public static ReferenceBandwidth Silverman { get; } = new() { Name = "silverman" };

    private ReferenceBandwidth()
    {
    }

    /// <inheritdoc/>
    public required string Name { get; init; }

    /// <summary>How many numbers the bandwidth has; one for each axis by default.</summary>
    public BandwidthShape Shape { get; init; } = BandwidthShape.PerAxis;

    /// <summary>
    /// Whether the scale of an axis is the lesser of its standard deviation and of its interquartile range over 1.349,
    /// against outliers and second modes; not for a full matrix. Off by default.
    /// </summary>
    public bool Robust { get; init; }

    private bool IsScott { get; init; }

    /// <inheritdoc/>
    public BandwidthChoice Choose(
        Points points, ReadOnlySpan<double> weights = default, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (Robust && Shape == BandwidthShape.Full)
        {
            throw new ArgumentException("'Robust' knows axes only, but the shape was Full: use PerAxis.");
        }

        var moments = SampleMoments.Of(points, weights);
        int d = points.Dimension;
        double factor = Math.Pow(moments.EffectiveCount, -1.0 / (d + 4))
            * (IsScott ? 1 : Math.Pow(4.0 / (d + 2), 1.0 / (d + 4)));
        if (Shape == BandwidthShape.Full)
        {
            var covariance = moments.Covariance.View.ToMatrix();
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    covariance[i, j] *= factor * factor;
                }
            }

            return new BandwidthChoice(Bandwidth.OfMatrix(covariance), Name);
        }

        var lengths = new double[d];
        for (int j = 0; j < d; j++)
        {
            lengths[j] = factor * Scale(points, weights, moments, j);
        }

        // One number for all axes keeps the volume of the single ones.
        return new BandwidthChoice(
            Shape == BandwidthShape.PerAxis
                ? Bandwidth.OfAxes(lengths)
                : Bandwidth.OfScalar(Math.Exp(lengths.Average(Math.Log)), d),
            Name);
    }

    /// <summary>The scale of the data as a bandwidth; 1 for one number for all axes, which takes them as they are.
    /// </summary>
    internal static Bandwidth Unit(BandwidthShape shape, Points points, ReadOnlySpan<double> weights)
    {
        if (shape == BandwidthShape.Scalar)
        {
            return Bandwidth.OfScalar(1, points.Dimension);
        }

        // Scott's rule is the scale of the data times one factor, which is taken out.
        Bandwidth scott = (Scott with { Shape = shape }).Choose(points, weights).Bandwidth;
        double count = SampleMoments.Of(points, weights).EffectiveCount;
        return scott.Times(Math.Pow(count, 1.0 / (points.Dimension + 4)));
    }

    private double Scale(Points points, ReadOnlySpan<double> weights, SampleMoments moments, int axis)
    {
        double deviation = Math.Sqrt(moments.Covariance[axis, axis]);
        if (!(deviation > 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'points' must vary along every axis, but column {axis} is {points.Values[0, axis]} in every row: "
                + $"leave it out, or give a bandwidth."), nameof(points));
        }

        if (!Robust)
        {
            return deviation;
        }

        double range = WeightedQuantile.Of(points.Values.ColumnToArray(axis), weights, 0.75)
            - WeightedQuantile.Of(points.Values.ColumnToArray(axis), weights, 0.25);
        return range > 0 ? Math.Min(deviation, range / NormalQuartileRange) : deviation;
    }
}
