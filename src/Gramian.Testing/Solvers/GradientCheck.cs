using System.Globalization;
using System.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Solvers.Optimisation;
using Xunit;

namespace Gramian.Testing.Solvers;

/// <summary>Checks gradients and Hessian products against differences, complex steps and dual numbers.</summary>
public static class GradientCheck
{
    /// <summary>Fails unless the gradient of an objective agrees with extrapolated central differences.</summary>
    /// <param name="objective">The function and its gradient.</param>
    /// <param name="point">x, [n].</param>
    /// <param name="tolerance">The largest difference, relative to the largest element of the gradient.</param>
    /// <param name="step">The first step, relative to max(|xᵢ|, 1).</param>
    public static void Gradient(Objective objective, double[] point, double tolerance = 1e-7, double step = 1e-2)
    {
        var analytic = new double[point.Length];
        objective(point, analytic);
        Agree(analytic, Differences(x => objective(x, new double[x.Length]), point, step), tolerance, "The gradient");
    }

    /// <summary>Fails unless H(x) v agrees with central differences of the gradient along v.</summary>
    /// <param name="objective">The function and its gradient, which is trusted.</param>
    /// <param name="hessian">The products to check.</param>
    /// <param name="point">x, [n].</param>
    /// <param name="vector">v, [n].</param>
    /// <param name="tolerance">The largest difference, relative to the largest element of the product.</param>
    /// <param name="step">The first step along v.</param>
    public static void Hessian(
        Objective objective,
        HessianProduct hessian,
        double[] point,
        double[] vector,
        double tolerance = 1e-7,
        double step = 1e-2)
    {
        var product = new double[point.Length];
        hessian(point, vector, product);
        var expected = new double[point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            expected[i] = Extrapolate(
                t =>
                {
                    var gradient = new double[point.Length];
                    objective([.. point.Zip(vector, (x, v) => x + (t * v))], gradient);
                    return gradient[i];
                },
                step);
        }

        Agree(product, expected, tolerance, "The Hessian product");
    }

    /// <summary>The gradient by central differences, extrapolated to a step of 0 (Ridders).</summary>
    /// <param name="function">The function.</param>
    /// <param name="point">x, [n].</param>
    /// <param name="step">The first step, relative to max(|xᵢ|, 1).</param>
    public static double[] Differences(Func<double[], double> function, double[] point, double step = 1e-2)
    {
        var gradient = new double[point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            double At(double t)
            {
                var moved = (double[])point.Clone();
                moved[i] += t;
                return function(moved);
            }

            gradient[i] = Extrapolate(At, step * Math.Max(1, Math.Abs(point[i])));
        }

        return gradient;
    }

    /// <summary>
    /// The gradient as Im f(x + ih eᵢ) / h, exact to rounding for analytic formulas without |·| or max.
    /// </summary>
    /// <param name="function">The formula in complex arithmetic.</param>
    /// <param name="point">x, [n].</param>
    public static double[] ComplexStep(Func<Complex[], Complex> function, double[] point)
    {
        // Squares of the step vanish below the rounding of 1, and nothing is subtracted.
        const double Step = 1e-30;
        var gradient = new double[point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            Complex[] moved = [.. point.Select((x, j) => new Complex(x, i == j ? Step : 0))];
            gradient[i] = function(moved).Imaginary / Step;
        }

        return gradient;
    }

    /// <summary>The gradient by dual numbers, exact to rounding.</summary>
    /// <param name="function">The formula on dual numbers.</param>
    /// <param name="point">x, [n].</param>
    public static double[] DualNumbers(Func<Dual<ScalarDouble>[], Dual<ScalarDouble>> function, double[] point)
    {
        var gradient = new double[point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            Dual<ScalarDouble>[] moved = [.. point.Select((x, j) => new Dual<ScalarDouble>(x, i == j ? 1.0 : 0.0))];
            gradient[i] = function(moved).Derivative.Value;
        }

        return gradient;
    }

    // The tableau of Ridders: steps shrink by 1.4, each column removes one more even order of the error.
    private static double Extrapolate(Func<double, double> function, double step)
    {
        const double Shrink = 1.4;
        const int Rows = 10;
        var tableau = new double[Rows, Rows];
        double best = double.NaN;
        double error = double.PositiveInfinity;
        for (int i = 0; i < Rows; i++, step /= Shrink)
        {
            tableau[i, 0] = (function(step) - function(-step)) / (2 * step);
            double factor = 1;
            for (int j = 1; j <= i; j++)
            {
                factor *= Shrink * Shrink;
                tableau[i, j] = ((factor * tableau[i, j - 1]) - tableau[i - 1, j - 1]) / (factor - 1);
                double change = Math.Max(
                    Math.Abs(tableau[i, j] - tableau[i, j - 1]), Math.Abs(tableau[i, j] - tableau[i - 1, j - 1]));
                if (change < error)
                {
                    (error, best) = (change, tableau[i, j]);
                }
            }
        }

        return best;
    }

    private static void Agree(double[] actual, double[] expected, double tolerance, string what)
    {
        double scale = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= tolerance * Math.Max(scale, 1e-300), string.Create(
                CultureInfo.InvariantCulture,
                $"{what} is {actual[i]:R} in element {i}, but differences give {expected[i]:R}."));
        }
    }
}
