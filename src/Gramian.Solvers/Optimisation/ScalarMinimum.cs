using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Finds where a function of one variable is least.</summary>
public static class ScalarMinimum
{
    private const double Golden = 0.3819660112501051;

    /// <summary>
    /// Finds a local minimum in an interval by Brent's method: parabolas, guarded by golden sections.
    /// </summary>
    /// <param name="function">f; NaN counts as +∞.</param>
    /// <param name="lower">The lower end, finite.</param>
    /// <param name="upper">The upper end, finite and not below the lower one.</param>
    /// <param name="tolerance">The relative accuracy of x, at least 1.5·10⁻⁸ to be of use; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end or the tolerance is outside its range.</exception>
    [Paper("brent1973algorithms")]
    public static (double Point, double Value) Brent(
        Func<double, double> function, double lower, double upper, double tolerance = 1.5e-8) =>
        Search(function, lower, upper, tolerance, parabolas: true);

    /// <summary>Finds a local minimum in an interval by golden sections alone.</summary>
    /// <param name="function">f; NaN counts as +∞.</param>
    /// <param name="lower">The lower end, finite.</param>
    /// <param name="upper">The upper end, finite and not below the lower one.</param>
    /// <param name="tolerance">The relative accuracy of x, at least 1.5·10⁻⁸ to be of use; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end or the tolerance is outside its range.</exception>
    [Paper("brent1973algorithms")]
    public static (double Point, double Value) GoldenSection(
        Func<double, double> function, double lower, double upper, double tolerance = 1.5e-8) =>
        Search(function, lower, upper, tolerance, parabolas: false);

    private static (double Point, double Value) Search(
        Func<double, double> function, double lower, double upper, double tolerance, bool parabolas)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.Positive(tolerance);
        (double a, double b) = (Guard.Finite(lower), Guard.InRange(upper, lower, double.MaxValue));
        double x = a + (Golden * (b - a));
        (double w, double v) = (x, x);
        double fx = Value(function, x);
        (double fw, double fv) = (fx, fx);
        double step = 0;
        double before = 0;
        for (int iteration = 0; iteration < 500; iteration++)
        {
            double middle = 0.5 * (a + b);
            double least = (tolerance * Math.Abs(x)) + (1e-12 * tolerance);
            if (Math.Abs(x - middle) <= (2 * least) - (0.5 * (b - a)))
            {
                break;
            }

            double? parabola = parabolas && Math.Abs(before) > least
                ? Parabola(x, w, v, fx, fw, fv, a, b, before)
                : null;
            if (parabola is { } move)
            {
                (before, step) = (step, move);
                bool atEnd = x + move - a < 2 * least || b - (x + move) < 2 * least;
                step = atEnd ? double.CopySign(least, middle - x) : step;
            }
            else
            {
                before = x < middle ? b - x : a - x;
                step = Golden * before;
            }

            double u = x + (Math.Abs(step) >= least ? step : double.CopySign(least, step));
            double fu = Value(function, u);
            if (fu <= fx)
            {
                (a, b) = u < x ? (a, x) : (x, b);
                (v, w, x) = (w, x, u);
                (fv, fw, fx) = (fw, fx, fu);
                continue;
            }

            (a, b) = u < x ? (u, b) : (a, u);
            if (fu <= fw || w == x)
            {
                (v, w, fv, fw) = (w, u, fw, fu);
            }
            else if (fu <= fv || v == x || v == w)
            {
                (v, fv) = (u, fu);
            }
        }

        return (x, fx);
    }

    // The step to the vertex of the parabola through three points, if it is inside and shrinks fast enough.
    private static double? Parabola(
        double x, double w, double v, double fx, double fw, double fv, double a, double b, double before)
    {
        double r = (x - w) * (fx - fv);
        double q = (x - v) * (fx - fw);
        double p = ((x - v) * q) - ((x - w) * r);
        q = 2 * (q - r);
        double step = -p / q;
        return Math.Abs(step) < 0.5 * Math.Abs(before) && x + step > a && x + step < b ? step : null;
    }

    private static double Value(Func<double, double> function, double x)
    {
        double value = function(x);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
