using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Solvers.Optimisation;

/// <summary>Finds where a function of one variable is zero.</summary>
public static class ScalarRoot
{
    /// <summary>Finds a root between two points at which the function has different signs, by Brent's method.</summary>
    /// <param name="function">f, continuous on the interval.</param>
    /// <param name="lower">One end, finite.</param>
    /// <param name="upper">The other end, finite.</param>
    /// <param name="tolerance">The accuracy of the root, in the units of the variable; 0 for rounding.</param>
    /// <returns>x with |x − root| ≤ tolerance + 4 ε |x|.</returns>
    /// <exception cref="ArgumentException">The function has the same sign at both ends, or is NaN at one.</exception>
    [Paper("brent1973algorithms")]
    public static double Brent(Func<double, double> function, double lower, double upper, double tolerance = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.NonNegative(tolerance);
        double a = Guard.Finite(lower);
        double b = Guard.Finite(upper);
        double fa = function(a);
        double fb = function(b);
        if (fa == 0 || fb == 0)
        {
            return fa == 0 ? a : b;
        }

        if (!(fa < 0 && fb > 0) && !(fa > 0 && fb < 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The function must differ in sign at the ends, but it was {fa:G6} at {a:G6} and {fb:G6} at {b:G6}."),
                nameof(function));
        }

        double c = a;
        double fc = fa;
        double step = b - a;
        double before = step;
        for (int iteration = 0; iteration < 2000; iteration++)
        {
            if (Math.Abs(fc) < Math.Abs(fb))
            {
                (a, b, c) = (b, c, b);
                (fa, fb, fc) = (fb, fc, fb);
            }

            double least = (2 * 2.220446049250313e-16 * Math.Abs(b)) + (0.5 * tolerance);
            double half = 0.5 * (c - b);
            if (Math.Abs(half) <= least || fb == 0)
            {
                break;
            }

            (step, before) = Next(a, fa, b, fb, c, fc, half, least, step, before);
            (a, fa) = (b, fb);
            b += Math.Abs(step) > least ? step : double.CopySign(least, half);
            fb = function(b);
            if ((fb > 0) == (fc > 0))
            {
                (c, fc) = (a, fa);
                step = before = b - a;
            }
        }

        return b;
    }

    // Inverse quadratic interpolation where it shrinks the bracket fast enough, bisection elsewhere.
    private static (double Step, double Before) Next(
        double a, double fa, double b, double fb, double c, double fc,
        double half, double least, double step, double before)
    {
        if (Math.Abs(before) < least || Math.Abs(fa) <= Math.Abs(fb))
        {
            return (half, half);
        }

        double s = fb / fa;
        double p;
        double q;
        if (a == c)
        {
            p = 2 * half * s;
            q = 1 - s;
        }
        else
        {
            double t = fa / fc;
            double r = fb / fc;
            p = s * ((2 * half * t * (t - r)) - ((b - a) * (r - 1)));
            q = (t - 1) * (r - 1) * (s - 1);
        }

        (p, q) = p > 0 ? (p, -q) : (-p, q);
        bool good = 2 * p < Math.Min((3 * half * q) - Math.Abs(least * q), Math.Abs(before * q));
        return good ? (p / q, step) : (half, half);
    }
}
