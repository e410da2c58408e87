using Gramian.Numerics;

namespace Gramian.Models.Files;

/// <summary>Numbers that may be unknown: NaN and infinities stand as null in the file and are read as NaN.</summary>
internal static class GramNumbers
{
    private const double Largest = 1e100;

    public static double? OrNull(double value) => double.IsFinite(value) ? value : null;

    public static double OrNaN(double? value) => value ?? double.NaN;

    /// <summary>A count that must not be negative.</summary>
    public static int Count(int value, string name) => Guard.AtLeast(value, 0, name);

    /// <summary>Throws unless every element is finite.</summary>
    public static double[] Finite(double[] values, string name)
    {
        Guard.AllFinite<double>(values, name);
        return values;
    }

    /// <summary>Throws unless every element is finite and small enough that sums of products cannot overflow.</summary>
    public static double[] Bounded(double[] values, string name)
    {
        foreach (double value in Finite(values, name))
        {
            Guard.InRange(value, -Largest, Largest, name);
        }

        return values;
    }
}
