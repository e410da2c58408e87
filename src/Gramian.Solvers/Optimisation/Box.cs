using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>The set of points between bounds, each of which may be infinite.</summary>
internal sealed class Box
{
    public Box(int size, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        Lower = Bounds(size, lower, double.NegativeInfinity, nameof(lower));
        Upper = Bounds(size, upper, double.PositiveInfinity, nameof(upper));
        for (int i = 0; i < size; i++)
        {
            if (!(Lower[i] <= Upper[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The bounds of variable {i} must satisfy lower <= upper; they were {Lower[i]} and {Upper[i]}."),
                    nameof(lower));
            }
        }
    }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public double Clamp(int i, double value) => Math.Min(Math.Max(value, Lower[i]), Upper[i]);

    public void Project(Span<double> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = Clamp(i, point[i]);
        }
    }

    /// <summary>max |P(x − g) − x|: zero exactly at a stationary point of the bounded problem.</summary>
    public double ProjectedGradientNorm(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        double norm = 0;
        for (int i = 0; i < point.Length; i++)
        {
            double move = Math.Abs(Clamp(i, point[i] - gradient[i]) - point[i]);
            norm = double.IsNaN(move) ? double.NaN : Math.Max(norm, move);
        }

        return norm;
    }

    private static double[] Bounds(int size, ReadOnlySpan<double> given, double missing, string name)
    {
        if (given.IsEmpty)
        {
            var none = new double[size];
            Array.Fill(none, missing);
            return none;
        }

        Guard.Length(given.Length, size, name);
        return given.ToArray();
    }
}
