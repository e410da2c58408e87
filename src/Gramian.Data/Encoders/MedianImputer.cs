using Gramian.Numerics;

namespace Gramian.Data.Encoders;

/// <summary>Represents how missing numbers of a column are replaced by the median of the training rows.</summary>
/// <remarks>
/// When cells were missing in training, <see cref="Indicator"/> asks for a feature that is 1 where a cell was missing
/// and 0 elsewhere, so that a model can learn from the absence itself.
/// </remarks>
public sealed record MedianImputer
{
    /// <summary>Makes the imputer from its state.</summary>
    /// <param name="median">The replacement; finite.</param>
    /// <param name="indicator">Whether absence is a feature.</param>
    /// <exception cref="ArgumentOutOfRangeException">The median is not finite.</exception>
    public MedianImputer(double median, bool indicator)
    {
        Median = Guard.Finite(median);
        Indicator = indicator;
    }

    /// <summary>The replacement of a missing number, in the units of the column.</summary>
    public double Median { get; }

    /// <summary>Whether absence is a feature of its own.</summary>
    public bool Indicator { get; }

    /// <summary>Learns the median of the numbers that are not NaN (0 without any) and whether some were.</summary>
    /// <param name="values">Numbers, NaN for missing; not changed.</param>
    public static MedianImputer Fit(ReadOnlySpan<double> values)
    {
        double[] present = new double[values.Length];
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                present[count++] = value;
            }
        }

        Array.Sort(present, 0, count);
        double median = count == 0 ? 0
            : count % 2 == 1 ? present[count / 2]
            : (present[(count / 2) - 1] / 2) + (present[count / 2] / 2);    // halves first: the sum could overflow
        return new MedianImputer(median, count < values.Length);
    }

    /// <summary>The number, or the median when it is NaN.</summary>
    /// <param name="value">The number, NaN for missing.</param>
    public double Apply(double value) => double.IsNaN(value) ? Median : value;
}
