using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Models.Losses;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Atlas.LdrLosses;

/// <summary>What the family of losses is to be at λ = 1 and as λ → 0, on the first division without noise.</summary>
internal static class SpecialCases
{
    private const double Ridge = 1e-2;
    private const double Margin = 1;

    /// <summary>The λ of the hinge's approximations, the largest first.</summary>
    public static IReadOnlyList<double> Temperatures { get; } = [0.5, 0.2, 0.1, 0.05];

    /// <summary>
    /// How far the scores of test rows by cross-entropy and by LDR-KL at λ = 1 are apart, and how far the certificates
    /// let them be: without intercepts ‖f − f*‖² ≤ 2 gap/ridge, and an RBF kernel has k(x, x) = 1.
    /// </summary>
    public static (double Distance, double Allowed) Entropy(NoisySet set, ComputeOptions options)
    {
        Division division = set.Divide(0);
        double allowed = 0;
        Matrix<double> Scores(ClassLoss loss)
        {
            KernelLogisticRegression recipe = Recipe(division, loss) with { Intercept = false };
            FittedKernelLogistic model = recipe.Fit(division.Inputs[0], Truth(division), options: options);
            allowed += model.Certificate.Converged
                ? Math.Sqrt(2 * model.Certificate.AchievedResidual / Ridge)
                : double.PositiveInfinity;
            return model.DecisionValues(division.Inputs[2], options);
        }

        using Matrix<double> one = Scores(new CrossEntropy()), other = Scores(new LdrKlLoss());
        return (Distance(one, other), allowed);
    }

    /// <summary>
    /// For every λ, how far the fit's objective by the exact hinge maxₖ δₖ is above a lower bound of the least one.
    /// LDR-KL lies at most λ ln K below the hinge and never above it, so its own minimum is such a bound.
    /// </summary>
    public static double[] HingeExcesses(NoisySet set, ComputeOptions options)
    {
        Division division = set.Divide(0);
        double[] truth = Truth(division);
        var hinges = new double[Temperatures.Count];
        double bound = double.NegativeInfinity;
        for (int t = 0; t < hinges.Length; t++)
        {
            FittedKernelLogistic model = Recipe(division, new LdrKlLoss(Temperatures[t], Margin))
                .Fit(division.Inputs[0], truth, options: options);
            bound = Math.Max(bound, model.Objective - (model.Certificate.DualityGap / truth.Length));
            hinges[t] = Hinge(model, division.Inputs[0], truth, options) + (0.5 * Ridge * SquaredNorm(model, options));
        }

        return Array.ConvertAll(hinges, hinge => hinge - bound);
    }

    private static KernelLogisticRegression Recipe(Division division, ClassLoss loss) =>
        Trial.Recipe(Rbf.FromGamma(GammaRule.Median(division.Inputs[0])), loss, 0) with
        {
            Ridge = Ridge,
            Tolerance = 1e-16,
            IterationLimit = 200,
        };

    private static double[] Truth(Division division) => division.Labels(0, Noise.All[0]);

    private static double Hinge(
        FittedKernelLogistic model, Points inputs, double[] labels, ComputeOptions options)
    {
        using Matrix<double> scores = model.DecisionValues(inputs, options);
        double[] known = [.. model.Labels];
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            int label = Array.IndexOf(known, labels[i]);
            double worst = 0;
            for (int c = 0; c < known.Length; c++)
            {
                worst = c == label ? worst : Math.Max(worst, scores[i, c] - scores[i, label] + Margin);
            }

            sum += worst / labels.Length;
        }

        return sum;
    }

    // Σ β f(s) over the points that the functions stand on, without their intercepts.
    private static double SquaredNorm(FittedKernelLogistic model, ComputeOptions options)
    {
        SupportVectorExpansion expansion = model.Expansion;
        using Matrix<double> values = expansion.Evaluate(expansion.Vectors!, options);
        double sum = 0;
        for (int i = 0; i < values.Rows; i++)
        {
            for (int c = 0; c < values.Columns; c++)
            {
                sum += expansion.Weights[i, c] * (values[i, c] + expansion.Offsets[c]);
            }
        }

        return sum;
    }

    private static double Distance(Matrix<double> one, Matrix<double> other)
    {
        double far = 0;
        for (int i = 0; i < one.Rows; i++)
        {
            for (int c = 0; c < one.Columns; c++)
            {
                far = Math.Max(far, Math.Abs(one[i, c] - other[i, c]));
            }
        }

        return far;
    }
}
