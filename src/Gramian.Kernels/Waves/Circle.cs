using Gramian.Numerics;

namespace Gramian.Kernels.Waves;

// Angles on circles: x becomes (cos θ, sin θ), θ = 2πx/p, for which distances and inner products are trigonometry:
// ‖u − u′‖² = 4 sin²(δ/2), u·u′ = cos δ and (s, −c)·(c′, s′) = sin δ, with δ = θ − θ′.
internal static class Circle
{
    public static Matrix<double> Points(Points points, Func<int, double> reciprocalPeriod)
    {
        var circles = Matrix<double>.Uninitialized(points.Count, 2 * points.Dimension);
        for (int i = 0; i < points.Count; i++)
        {
            Fill(points.Values.Row(i), reciprocalPeriod, circles.Row(i));
        }

        return circles;
    }

    public static void Fill(ReadOnlySpan<double> point, Func<int, double> reciprocalPeriod, Span<double> circles)
    {
        for (int k = 0; k < point.Length; k++)
        {
            (double sine, double cosine) = Math.SinCos(Angle(point[k], reciprocalPeriod(k)));
            (circles[2 * k], circles[(2 * k) + 1]) = (cosine, sine);
        }
    }

    // Whole turns are taken off before multiplying by π, where they can still be taken off exactly.
    public static double Angle(double x, double reciprocalPeriod)
    {
        double turns = x * reciprocalPeriod;
        return 2 * Math.PI * (turns - Math.Round(turns));
    }

    /// <summary>For each coordinate of the circles one factor, twice.</summary>
    public static double[] Twice(ReadOnlySpan<double> factors)
    {
        double[] twice = new double[2 * factors.Length];
        for (int k = 0; k < twice.Length; k++)
        {
            twice[k] = factors[k / 2];
        }

        return twice;
    }
}
