namespace Gramian.Reports.Svg;

/// <summary>Maps the values of one axis to positions in the drawing area.</summary>
internal sealed class AxisScale
{
    private readonly bool logarithmic;
    private readonly double start, end;
    private readonly double from, to;

    private AxisScale(Axis axis, double low, double high, double start, double end)
    {
        logarithmic = axis.Kind == AxisKind.Logarithmic;
        (Low, High) = (low, high);
        (this.start, this.end) = axis.Direction == AxisDirection.Forward ? (start, end) : (end, start);
        (from, to) = logarithmic ? (Math.Log10(low), Math.Log10(high)) : (low, high);
    }

    public double Low { get; }

    public double High { get; }

    public double Start => start;

    public double End => end;

    /// <summary>Fits the scale to an axis and to what its marks bring.</summary>
    public static AxisScale Create(Axis axis, Extent extent, double start, double end)
    {
        if (axis.Kind == AxisKind.Categories)
        {
            return new AxisScale(axis, -0.5, Math.Max(1, axis.Categories.Count) - 0.5, start, end);
        }

        (double low, double high) = axis.Kind == AxisKind.Logarithmic
            ? Logarithmic(axis, extent)
            : Linear(axis, extent);
        return new AxisScale(axis, low, high, start, end);
    }

    /// <summary>The position; NaN for a value that the axis cannot show. Far values stop just outside the
    /// area.</summary>
    public double Map(double value)
    {
        if (logarithmic && !(value > 0))
        {
            return double.NaN;
        }

        double fraction = ((logarithmic ? Math.Log10(value) : value) - from) / (to - from);
        return double.IsNaN(fraction) ? double.NaN : start + (Math.Clamp(fraction, -3, 4) * (end - start));
    }

    private static (double Low, double High) Linear(Axis axis, Extent extent)
    {
        double low = axis.Low ?? extent.Low, high = axis.High ?? extent.High;
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            (low, high) = double.IsFinite(low) ? (low, low + 1) : double.IsFinite(high) ? (high - 1, high) : (0, 1);
        }

        // Ranges that overflow, or whose ends agree to rounding, are widened about their middle.
        (low, high) = (Math.Clamp(low, -1e300, 1e300), Math.Clamp(high, -1e300, 1e300));
        if (!(high - low > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))))
        {
            double half = low == 0 ? 0.5 : Math.Abs(low) * 0.05;
            return (low - half, low + half);
        }

        double margin = 0.04 * (high - low);
        return (axis.Low is null ? low - margin : low, axis.High is null ? high + margin : high);
    }

    private static (double Low, double High) Logarithmic(Axis axis, Extent extent)
    {
        double low = axis.Low ?? extent.Low, high = axis.High ?? extent.High;
        if (!double.IsFinite(low) || !double.IsFinite(high) || !(low > 0))
        {
            (low, high) = (1, 10);
        }

        (low, high) = (Math.Clamp(low, 1e-290, 1e290), Math.Clamp(high, 1e-290, 1e290));
        if (!(high / low > 1 + 1e-9))
        {
            return (low / 3, low * 3);
        }

        double margin = Math.Pow(high / low, 0.04);
        return (axis.Low is null ? low / margin : low, axis.High is null ? high * margin : high);
    }
}
