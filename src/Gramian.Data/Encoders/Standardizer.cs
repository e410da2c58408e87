using Gramian.Numerics;

namespace Gramian.Data.Encoders;

/// <summary>Represents the map z = (x − mean) / scale that was learnt from numbers.</summary>
/// <remarks>
/// The scale is the population standard deviation √(Σ(x − mean)²/n), which is computed in two passes on numbers
/// brought near 1 by a power of two, so it neither overflows nor vanishes for magnitudes from 1e−300 to 1e300. When all
/// numbers are equal the scale is 1, so that z is 0 and the map can be inverted.
/// </remarks>
public sealed record Standardizer
{
    /// <summary>Makes the map from its state.</summary>
    /// <param name="mean">What is subtracted; finite.</param>
    /// <param name="scale">What is divided by; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Standardizer(double mean, double scale)
    {
        Mean = Guard.Finite(mean);
        Scale = Guard.Positive(scale);
    }

    /// <summary>The map that changes nothing.</summary>
    public static Standardizer Identity { get; } = new(0, 1);

    /// <summary>What is subtracted, in the units of the column.</summary>
    public double Mean { get; }

    /// <summary>What is divided by, in the units of the column.</summary>
    public double Scale { get; }

    /// <summary>Learns the map from the numbers that are not NaN; without any it is the identity.</summary>
    /// <param name="values">Numbers, NaN for missing.</param>
    /// <exception cref="ArgumentException">A number is infinite.</exception>
    public static Standardizer Fit(ReadOnlySpan<double> values)
    {
        (double least, double most, int count) = Range(values);
        if (count == 0)
        {
            return Identity;
        }

        if (least == most)
        {
            return new Standardizer(least, 1);
        }

        // 2^shift brings the largest magnitude near 1; multiplying by a power of two loses no digit.
        int shift = -Math.ILogB(Math.Max(Math.Abs(least), Math.Abs(most)));
        double mean = 0;
        int seen = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                mean += (Math.ScaleB(value, shift) - mean) / ++seen;
            }
        }

        double squares = 0;
        foreach (double value in values)
        {
            double difference = double.IsNaN(value) ? 0 : Math.ScaleB(value, shift) - mean;
            squares += difference * difference;
        }

        double scale = Math.ScaleB(Math.Sqrt(squares / count), -shift);
        return new Standardizer(Math.ScaleB(mean, -shift), scale > 0 && double.IsFinite(1 / scale) ? scale : 1);
    }

    /// <summary>(x − mean) / scale.</summary>
    /// <param name="value">x, in the units of the column.</param>
    public double Apply(double value)
    {
        double z = (value - Mean) / Scale;
        return double.IsFinite(z) || !double.IsFinite(value) ? z : (value / Scale) - (Mean / Scale);
    }

    /// <summary>mean + scale · z.</summary>
    /// <param name="standardized">z.</param>
    public double Invert(double standardized) => Mean + (Scale * standardized);

    /// <summary>scale² · v: a variance of z as a variance of x.</summary>
    /// <param name="variance">v, of z.</param>
    public double InvertVariance(double variance) => Scale * Scale * variance;

    private static (double Least, double Most, int Count) Range(ReadOnlySpan<double> values)
    {
        (double least, double most, int count) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        foreach (double value in values)
        {
            if (double.IsInfinity(value))
            {
                throw new ArgumentException("Every number must be finite, or NaN when missing.", nameof(values));
            }

            if (!double.IsNaN(value))
            {
                (least, most, count) = (Math.Min(least, value), Math.Max(most, value), count + 1);
            }
        }

        return (least, most, count);
    }
}
