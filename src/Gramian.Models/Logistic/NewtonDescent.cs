using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Logistic;

/// <summary>
/// Minimises Σ w ℓ(F) + (μ/2) ‖f‖² by Newton's method with a line search, on a path of falling μ where that helps.
/// </summary>
/// <remarks>
/// It stops on ‖∇‖²/(2μ), the norm being that of the space of functions. For a convex loss that is the gap to the dual
/// value at the point −G/μ, and so a bound of what is left to gain.
/// </remarks>
internal sealed class NewtonDescent(LogisticSystem system, RowLosses losses, ComputeOptions options)
{
    private const double SufficientDecrease = 1e-4;
    private const double SmallestShare = 1e-10;
    private const double PathFactor = 0.03;
    private const double PathTolerance = 1e-2;
    private const int PathSteps = 4;
    private readonly Matrix<double> slopes = new(losses.Rows.Count, losses.Columns);
    private readonly Matrix<double> curvature = new(losses.Rows.Count, losses.Columns);

    /// <summary>Σ w ℓ + (μ/2) ‖f‖² at the end.</summary>
    public double Objective { get; private set; }

    /// <summary>The steps so far, those on the path included.</summary>
    public int Iterations { get; private set; }

    /// <summary>Descends from where the system is.</summary>
    /// <param name="weight">μ = Nλ.</param>
    /// <param name="tolerance">The gap, over the sum of the weights, to reach.</param>
    /// <param name="limit">The most steps.</param>
    /// <param name="graduated">Whether to come down a path of larger μ first.</param>
    public Certificate Minimize(double weight, double tolerance, int limit, bool graduated)
    {
        double first = 0.25 * losses.Rows.Total * Math.Max(system.MeanDiagonal, 1e-300);
        for (double mu = first; graduated && mu * PathFactor > weight; mu *= PathFactor)
        {
            Descend(mu, Math.Max(PathTolerance, tolerance), Math.Min(PathSteps, limit - Iterations));
        }

        return Descend(weight, tolerance, limit - Iterations);
    }

    private Certificate Descend(double weight, double tolerance, int limit)
    {
        double total = losses.Rows.Total;
        double value = losses.Evaluate(system.Scores, slopes, curvature, options);
        for (int step = 0; ; step++)
        {
            Objective = value + (0.5 * weight * system.SquaredNorm);
            double[] sums = system.HasIntercept ? Sums(slopes) : new double[losses.Columns];
            (Matrix<double> Gradient, Matrix<double> Measured) gradient =
                system.Gradient(slopes, weight, options);
            double gap = Gap(gradient, sums, weight);
            double share = Math.Max(gap / total, sums.Max(Math.Abs) / total);
            options.Progress?.Report(new ComputeProgress("kernel logistic regression", double.NaN,
                string.Create(CultureInfo.InvariantCulture, $"gap {share:G3}")));
            if (share <= tolerance)
            {
                return Report(gap, share, tolerance, remedy: null);
            }

            if (step >= limit)
            {
                return Report(gap, share, tolerance, "Allow more iterations, or use a larger ridge.");
            }

            LogisticStep newton = system.Step(
                curvature, weight, gradient, sums, Math.Clamp(Math.Sqrt(share), 1e-8, 1e-2), options);
            double? next = Go(newton, weight);
            gradient.Gradient.Dispose();
            Iterations++;
            if (next is null)
            {
                return Report(gap, share, tolerance,
                    "No step lowers the objective in floating point: use a larger ridge, or ask for less.");
            }

            value = losses.Evaluate(system.Scores, slopes, curvature, options);
        }
    }

    // Halves the step until the objective falls as promised; null when it does not.
    private double? Go(LogisticStep step, double weight)
    {
        double norm = system.SquaredNorm;
        double noise = 1e-13 * Math.Max(Math.Abs(Objective), 1e-3 * losses.Rows.Total);
        if (!(step.Slope < 0))
        {
            return null;
        }

        using Matrix<double> trial = Matrix<double>.Uninitialized(slopes.Rows, slopes.Columns);
        for (double share = 1; share >= SmallestShare; share *= 0.5)
        {
            system.Scores.View.CopyTo(trial);
            for (int i = 0; i < trial.Rows; i++)
            {
                VectorOps.Axpy(share, step.Scores.Row(i), trial.Row(i));
            }

            double loss = losses.Evaluate(trial, gradient: null, curvature: null, options);
            double value = loss + (0.5 * weight
                * (norm + (2 * share * step.Cross) + (share * share * step.Square)));

            // Where the promised decrease is below rounding, the value cannot judge it.
            double slack = -step.Slope < 1e3 * noise ? noise : 0;
            if (value <= Objective + (SufficientDecrease * share * step.Slope) + slack)
            {
                system.Advance(step, share);
                return loss;
            }
        }

        return null;
    }

    private double Gap(
        (Matrix<double> Gradient, Matrix<double> Measured) gradient, double[] sums, double weight)
    {
        double square = 0;
        for (int i = 0; i < gradient.Gradient.Rows; i++)
        {
            square += VectorOps.Dot<double>(gradient.Gradient.Row(i), gradient.Measured.Row(i));
        }

        double gap = Math.Max(square, 0) / (2 * weight);
        for (int c = 0; c < sums.Length; c++)
        {
            gap += Math.Abs(sums[c] * system.Intercepts[c]);
        }

        return gap;
    }

    private static double[] Sums(Matrix<double> matrix)
    {
        var sums = new double[matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            VectorOps.Axpy(1.0, matrix.Row(i), sums);
        }

        return sums;
    }

    private Certificate Report(double gap, double share, double tolerance, string? remedy) => new()
    {
        Method = $"Newton's method, {system.Method}; residual: squared gradient over twice the ridge, per weight",
        Iterations = Iterations,
        RequestedTolerance = tolerance,
        AchievedResidual = share,
        DualityGap = losses.Loss.IsConvex ? gap : double.NaN,
        Library = Certificate.LibraryOf(options),
        Converged = remedy is null,
        Remedy = remedy,
    };
}
