using System.Globalization;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Svg;

/// <summary>Chooses round positions on an axis: 1, 2 or 5 times a power of ten.</summary>
public static class Ticks
{
    /// <summary>Returns evenly spaced round numbers inside [low, high], at most <paramref name="target"/> + 1 of
    /// them.</summary>
    /// <param name="low">The lower end; finite.</param>
    /// <param name="high">The upper end; finite, greater than <paramref name="low"/>.</param>
    /// <param name="target">About how many ticks are wanted; at least 1.</param>
    /// <returns>Ascending; empty when the ends are not finite or not ordered, or lie within rounding of each
    /// other.</returns>
    public static double[] Linear(double low, double high, int target)
    {
        double span = high - low;
        if (!(span > 0) || !double.IsFinite(span) || target < 1)
        {
            return [];
        }

        (int mantissa, int exponent) = Step(span / target);
        if (Multiple(1, mantissa, exponent) < 4 * double.Epsilon)
        {
            return [];
        }

        double step = Multiple(1, mantissa, exponent);
        double first = Math.Ceiling(low / step - 1e-9), last = Math.Floor(high / step + 1e-9);
        if (!(Math.Abs(first) < 1e14) || !(Math.Abs(last) < 1e14))
        {
            return [];
        }

        var ticks = new List<double>();
        for (double k = first; k <= last; k++)
        {
            double tick = Multiple(k, mantissa, exponent);
            if (tick >= low && tick <= high)
            {
                ticks.Add(tick);
            }
        }

        return [.. ticks];
    }

    /// <summary>Returns powers of ten inside [low, high], with 2 and 5 between them on short ranges.</summary>
    /// <param name="low">The lower end; positive.</param>
    /// <param name="high">The upper end; greater than <paramref name="low"/>.</param>
    /// <param name="target">About how many ticks are wanted; at least 1.</param>
    /// <returns>Ascending; empty when the ends are not positive, finite and ordered.</returns>
    public static double[] Logarithmic(double low, double high, int target)
    {
        if (!(low > 0) || !(high > low) || !double.IsFinite(high) || target < 1)
        {
            return [];
        }

        int first = (int)Math.Floor(Math.Log10(low)), last = (int)Math.Ceiling(Math.Log10(high));
        int stride = Math.Max(1, (int)Math.Ceiling((last - first) / (double)target));
        int[] mantissas = last - first <= 3 ? [1, 2, 5] : [1];
        var ticks = new List<double>();
        for (int exponent = first; exponent <= last; exponent++)
        {
            foreach (int mantissa in mantissas)
            {
                double tick = Multiple(1, mantissa, exponent);
                if ((exponent % stride == 0) && tick >= low && tick <= high)
                {
                    ticks.Add(tick);
                }
            }
        }

        return [.. ticks];
    }

    /// <summary>Writes ticks of a linear axis with as many decimals as their spacing needs.</summary>
    public static string[] Labels(IReadOnlyList<double> ticks)
    {
        if (ticks.Count == 0)
        {
            return [];
        }

        double largest = ticks.Max(Math.Abs);
        double step = ticks.Count > 1 ? ticks[1] - ticks[0] : largest > 0 ? largest : 1;
        int top = largest > 0 ? (int)Math.Floor(Math.Log10(largest)) : 0;
        int last = (int)Math.Floor(Math.Log10(step) + 1e-9);
        if (top is < 6 and >= -4)
        {
            return [.. ticks.Select(tick => NumberText.Fixed(tick, Math.Clamp(-last, 0, 12)))];
        }

        string format = "F" + Math.Clamp(top - last, 0, 14).ToString(CultureInfo.InvariantCulture);
        return [.. ticks.Select(tick => tick == 0
            ? "0"
            : NumberText.WithPower((tick / Math.Pow(10, top)).ToString(format, CultureInfo.InvariantCulture), top))];
    }

    /// <summary>Writes ticks of a logarithmic axis: plain between 0.001 and 10 000, as powers elsewhere.</summary>
    public static string[] LogarithmicLabels(IReadOnlyList<double> ticks)
    {
        bool plain = ticks.Count == 0 || (ticks[0] >= 1e-3 && ticks[^1] <= 1e4);
        return [.. ticks.Select(tick => plain ? NumberText.Human(tick, 3) : Power(tick))];
    }

    private static string Power(double tick)
    {
        int exponent = (int)Math.Floor(Math.Log10(tick) + 1e-9);
        double mantissa = Math.Round(tick / Math.Pow(10, exponent));
        return NumberText.WithPower(mantissa.ToString(CultureInfo.InvariantCulture), exponent);
    }

    private static (int Mantissa, int Exponent) Step(double raw)
    {
        int exponent = (int)Math.Floor(Math.Log10(raw));
        double fraction = raw / Math.Pow(10, exponent);
        return fraction <= 1 + 1e-9 ? (1, exponent)
            : fraction <= 2 + 1e-9 ? (2, exponent)
            : fraction <= 5 + 1e-9 ? (5, exponent) : (1, exponent + 1);
    }

    // Dividing by a positive power keeps 0.3 the double nearest to 0.3, which multiplying by 0.1 would not.
    private static double Multiple(double k, int mantissa, int exponent) =>
        exponent >= 0 ? k * mantissa * Math.Pow(10, exponent) : k * mantissa / Math.Pow(10, -exponent);
}
