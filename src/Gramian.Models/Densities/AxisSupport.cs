using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Represents where the values of an axis can lie, and how a density keeps to it. Immutable.</summary>
/// <remarks>
/// Reflection folds what reaches over a bound back inside: right where the density does not vanish at the bound, and
/// the slope there is 0. The logarithm and the logit estimate the density of transformed values, in which the bandwidth
/// is measured, and give it back with the slope of the transform: for values that spread over orders of magnitude.
/// Every one integrates to 1 over the support, and the logarithm of the density is −∞ outside.
/// </remarks>
[Paper("silverman1986density", Where = "section 2.10")]
public sealed record AxisSupport
{
    private enum Way
    {
        Line,
        Reflection,
        Logarithm,
        Logit,
    }

    private Way How { get; init; }

    /// <summary>The lower end; −∞ when there is none.</summary>
    public double Lower { get; private init; } = double.NegativeInfinity;

    /// <summary>The upper end; +∞ when there is none.</summary>
    public double Upper { get; private init; } = double.PositiveInfinity;

    /// <summary>The whole line: the usual one.</summary>
    public static AxisSupport Everywhere { get; } = new();

    /// <summary>[lower, upper] by reflection; an end may be infinite.</summary>
    /// <param name="lower">The lower end, or −∞.</param>
    /// <param name="upper">The upper end, or +∞; above the lower one.</param>
    /// <exception cref="ArgumentException">The ends are no interval.</exception>
    public static AxisSupport Reflected(double lower, double upper) => lower < upper
        ? new AxisSupport
        {
            How = double.IsInfinity(lower) && double.IsInfinity(upper) ? Way.Line : Way.Reflection,
            Lower = lower,
            Upper = upper,
        }
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"'lower' must be below 'upper', but they were {lower} and {upper}."), nameof(lower));

    /// <summary>(lower, ∞) by the logarithm of the distance from the lower end.</summary>
    /// <param name="lower">The lower end, finite; 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is not finite.</exception>
    public static AxisSupport Logarithm(double lower = 0) =>
        new() { How = Way.Logarithm, Lower = Guard.Finite(lower) };

    /// <summary>(lower, upper) by the logit of the share of the way.</summary>
    /// <param name="lower">The lower end, finite.</param>
    /// <param name="upper">The upper end, finite and above the lower one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite.</exception>
    /// <exception cref="ArgumentException">The ends are no interval.</exception>
    public static AxisSupport Logit(double lower, double upper) =>
        Reflected(Guard.Finite(lower), Guard.Finite(upper)) with { How = Way.Logit };

    /// <summary>Whether a value is inside; ends belong to it by reflection only.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => How is Way.Logarithm or Way.Logit
        ? value > Lower && value < Upper
        : value >= Lower && value <= Upper;

    /// <inheritdoc/>
    public override string ToString() => How switch
    {
        Way.Line => "everywhere",
        Way.Reflection => string.Create(CultureInfo.InvariantCulture, $"reflected in [{Lower}, {Upper}]"),
        Way.Logarithm => string.Create(CultureInfo.InvariantCulture, $"logarithm above {Lower}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"logit in ({Lower}, {Upper})"),
    };

    internal bool IsReflected => How == Way.Reflection;

    internal bool IsTransformed => How is Way.Logarithm or Way.Logit;

    /// <summary>The coordinate in which the bandwidth is measured.</summary>
    internal double ToInner(double value) => How switch
    {
        Way.Logarithm => Math.Log(value - Lower),
        Way.Logit => Math.Log((value - Lower) / (Upper - value)),
        _ => value,
    };

    /// <summary>The value of a coordinate, folded into the support.</summary>
    internal double ToOuter(double inner)
    {
        switch (How)
        {
            case Way.Logarithm:
                return Lower + Math.Exp(inner);
            case Way.Logit:
                return inner > 0
                    ? Upper - ((Upper - Lower) / (1 + Math.Exp(inner)))
                    : Lower + ((Upper - Lower) / (1 + Math.Exp(-inner)));
            case Way.Line:
                return inner;
            default:
                break;
        }

        if (double.IsInfinity(Upper))
        {
            return Lower + Math.Abs(inner - Lower);
        }

        if (double.IsInfinity(Lower))
        {
            return Upper - Math.Abs(Upper - inner);
        }

        double period = 2 * (Upper - Lower);
        double along = (inner - Lower) - (period * Math.Floor((inner - Lower) / period));
        return Lower + Math.Min(along, period - along);
    }

    /// <summary>ln |d inner/d value|.</summary>
    internal double LogSlope(double value) => How switch
    {
        Way.Logarithm => -Math.Log(value - Lower),
        Way.Logit => Math.Log(Upper - Lower) - Math.Log(value - Lower) - Math.Log(Upper - value),
        _ => 0,
    };

    /// <summary>
    /// The places, as sign · x + shift, that fold to one place x, out to where they no longer count; x itself first.
    /// </summary>
    /// <param name="length">The bandwidth along the axis.</param>
    /// <param name="reach">How far a repetition must be, in bandwidths, given the width of the support in them.</param>
    internal IReadOnlyList<(double Sign, double Shift)> Images(double length, Func<double, double> reach)
    {
        List<(double, double)> images = [(1, 0)];
        if (!IsReflected)
        {
            return images;
        }

        if (double.IsInfinity(Lower) || double.IsInfinity(Upper))
        {
            images.Add((-1, 2 * (double.IsInfinity(Lower) ? Upper : Lower)));
            return images;
        }

        double width = Upper - Lower;
        double far = Math.Max(reach(width / length) * length, width);

        // Cell c is the support moved by c widths; odd ones are mirrored.
        for (int c = 1; (c - 1) * width <= far; c++)
        {
            foreach (int cell in new[] { c, -c })
            {
                images.Add(cell % 2 == 0 ? (1, cell * width) : (-1, (2 * Lower) + ((cell + 1) * width)));
            }

            if (images.Count > MostImages)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The bandwidth {length} is so wide for the support [{Lower}, {Upper}] that reflection has no "
                    + $"end: give a smaller one."));
            }
        }

        return images;
    }

    /// <summary>The most places that fold to one.</summary>
    internal const int MostImages = 1024;
}
