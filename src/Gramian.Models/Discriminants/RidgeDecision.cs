using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.LargeRidge;
using Gramian.Models.Regression;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Discriminants;

/// <summary>Fits the functions of a ridge classification, and gathers what the model says of itself.</summary>
internal static class RidgeDecision
{
    public static FittedKernelRidgeClassifier Exactly(
        KernelRidgeClassifier recipe,
        LabelledRows rows,
        Kernel kernel,
        double? ridge,
        Matrix<double> targets,
        double[]? roots,
        ComputeOptions options)
    {
        // The path speaks of n where the model speaks of N = Σ w.
        double unit = rows.Total / rows.Count;
        RidgePath path = RidgePath.Compute(kernel, rows.Inputs, targets, roots, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        double chosen = ridge is double given ? given * unit : path.BestRidge();
        Matrix<double> coefficients = path.Weights(chosen);
        Matrix<double> left = Left(targets, path.LeaveOneOutResiduals(chosen));
        var certificate = new Certificate
        {
            Method = "symmetric eigendecomposition",
            AchievedResidual = Residual(kernel, rows, targets, coefficients, chosen * rows.Count, options),
            ConditionEstimate = path.Condition(chosen),
            Library = Certificate.LibraryOf(options),
            Converged = true,
        };
        return new FittedKernelRidgeClassifier(Expand(kernel, rows.Inputs, coefficients), rows.Labels)
        {
            Ridge = chosen / unit,
            Path = [.. path.Points().Select(point => point with { Ridge = point.Ridge / unit })],
            Certificate = certificate,
            LeaveOneOut = left,
            TrainingRows = rows.Rows,
            Scalings = recipe.WithProbabilities ? RidgeScaling.Fit(left, rows) : null,
        };
    }

    public static FittedKernelRidgeClassifier OnCentres(
        KernelRidgeClassifier recipe,
        LabelledRows rows,
        Kernel kernel,
        double? ridge,
        Matrix<double> targets,
        double[]? roots,
        ComputeOptions options)
    {
        double unit = rows.Total / rows.Count;
        var regression = new NystromRidge(kernel)
        {
            CentreCount = recipe.CentreCount,
            Ridge = ridge * unit,
            Seed = recipe.Seed,
        };
        FittedNystromRidge fitted = NystromFit.Run(regression, rows.Inputs, targets, roots, options);

        // Only probabilities need the values that every row is left out of: two sweeps of n m² operations.
        Matrix<double>? left = recipe.WithProbabilities
            ? NystromLeaveOneOut.Make(fitted, rows.Inputs, targets, roots, options).Prediction.Means
            : null;
        return new FittedKernelRidgeClassifier(Expand(kernel, fitted.Centres, fitted.Weights), rows.Labels)
        {
            Ridge = fitted.Ridge / unit,
            Path = [],
            Certificate = fitted.Certificate,
            LeaveOneOut = left,
            TrainingRows = rows.Rows,
            Scalings = left is null ? null : RidgeScaling.Fit(left, rows),
        };
    }

    private static SupportVectorExpansion Expand(Kernel kernel, Points points, Matrix<double> coefficients) =>
        new(kernel, points, coefficients, new double[coefficients.Columns], points.Dimension);

    /// <summary>The values of rows that were left out: targets less residuals, in place of these.</summary>
    public static Matrix<double> Left(Matrix<double> targets, Matrix<double> residuals)
    {
        for (int i = 0; i < targets.Rows; i++)
        {
            for (int o = 0; o < targets.Columns; o++)
            {
                residuals[i, o] = targets[i, o] - residuals[i, o];
            }
        }

        return residuals;
    }

    // The largest over the functions of ‖W(Y − Kα) − Nλα‖ / ‖WY‖.
    private static double Residual(
        Kernel kernel,
        LabelledRows rows,
        Matrix<double> targets,
        Matrix<double> coefficients,
        double weight,
        ComputeOptions options)
    {
        using var product = new Matrix<double>(rows.Count, targets.Columns);
        kernel.Gram(rows.Inputs).Apply(coefficients, product, options);
        double worst = 0;
        for (int o = 0; o < targets.Columns; o++)
        {
            (double residual, double right) = (0, 0);
            for (int i = 0; i < rows.Count; i++)
            {
                double w = rows.Weights[i];
                double r = (w * (targets[i, o] - product[i, o])) - (weight * coefficients[i, o]);
                residual += r * r;
                right += w * w * targets[i, o] * targets[i, o];
            }

            worst = Math.Max(worst, Math.Sqrt(residual / right));
        }

        return worst;
    }
}
