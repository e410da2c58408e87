namespace Gramian.Reports.Svg;

/// <summary>Collects the range of the finite values that marks bring to an axis.</summary>
internal sealed class Extent(bool positiveOnly)
{
    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    public void Include(double value)
    {
        if (double.IsFinite(value) && (!positiveOnly || value > 0))
        {
            Low = Math.Min(Low, value);
            High = Math.Max(High, value);
        }
    }

    public void Include(IEnumerable<double> values)
    {
        foreach (double value in values)
        {
            Include(value);
        }
    }
}
