using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Regression;

/// <summary>Checks an exact solution against the kernel matrix itself, computed anew.</summary>
internal static class ExactCertificate
{
    // Above this the last digits of a posterior variance are rounding: 1e16 digits less the 1e4 that one wants to keep.
    private const double WorryingCondition = 1e12;

    public static Certificate Make(
        RegressionData data, ExactSystem system, Kernel kernel, double noiseVariance, ComputeOptions? options)
    {
        double condition = CholeskyFactor.ConditionEstimate(system.Buffer, system.NormOne);
        return new Certificate
        {
            Method = "Cholesky",
            AchievedResidual = BackwardError(data, system, kernel, noiseVariance, options),
            Jitter = system.Jitter,
            JitterRelative = system.RelativeJitter,
            ConditionEstimate = condition,
            Library = Certificate.LibraryOf(options),
            Converged = true,
            Remedy = system.Jitter > 0 || condition > WorryingCondition
                ? "The system is ill-conditioned: raise the noise variance, or remove duplicate rows."
                : null,
        };
    }

    // max over targets of ‖K_y α + Hβ − y‖ / (‖K_y‖₁ ‖α‖ + ‖y‖).
    private static double BackwardError(
        RegressionData data, ExactSystem system, Kernel kernel, double noiseVariance, ComputeOptions? options)
    {
        (int n, int q, int p) = (data.Count, data.TargetCount, data.Basis.Count);
        var product = new Matrix<double>(n, q);
        kernel.Gram(data.Inputs).Apply(system.Weights, product, options);
        double worst = 0;
        for (int o = 0; o < q; o++)
        {
            (double residual, double weights, double right) = (0, 0, 0);
            for (int i = 0; i < n; i++)
            {
                double alpha = system.Weights[i, o];
                double diagonal = noiseVariance + system.Jitter + (data.RowNoise is null ? 0 : data.RowNoise[i]);
                double y = data.Targets[i, o];
                double r = product[i, o] + (diagonal * alpha) - y;
                for (int k = 0; k < p; k++)
                {
                    r += data.BasisColumns[i, k] * system.Coefficients[k, o];
                }

                residual += r * r;
                weights += alpha * alpha;
                right += y * y;
            }

            double scale = (system.NormOne * Math.Sqrt(weights)) + Math.Sqrt(right);
            worst = Math.Max(worst, scale > 0 ? Math.Sqrt(residual) / scale : 0);
        }

        return worst;
    }
}
