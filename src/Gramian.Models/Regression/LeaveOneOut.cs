using Gramian.Numerics;
using Gramian.Numerics.Functions;

namespace Gramian.Models.Regression;

/// <summary>Represents leave-one-out predictions in closed form: row i predicted from all others. Immutable.</summary>
/// <remarks>
/// With the projected inverse P: μᵢ = yᵢ − αᵢ / Pᵢᵢ and σᵢ² = 1 / Pᵢᵢ, which includes the noise of row i. Coefficients
/// of the mean are refitted without row i; hyperparameters are not.
/// </remarks>
[Paper("rasmussen2006gaussian", Where = "eqs. 5.10-5.12")]
public sealed class LeaveOneOut
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private readonly Matrix<double> targets;   // [n, q]

    internal LeaveOneOut(Matrix<double> targets, Prediction prediction)
    {
        (this.targets, Prediction) = (targets, prediction);
        for (int o = 0; o < targets.Columns; o++)
        {
            LogDensity += LogDensities(o).Sum();
        }
    }

    /// <summary>The prediction of each row from the others, for an observation and for the latent function.</summary>
    public Prediction Prediction { get; }

    /// <summary>Σᵢ log N(yᵢ; μᵢ, σᵢ²), summed over the targets.</summary>
    public double LogDensity { get; }

    /// <summary>yᵢ − μᵢ, [n].</summary>
    /// <param name="target">The target, from 0.</param>
    public double[] Residuals(int target = 0) => Map(target, (y, mean, _) => y - mean);

    /// <summary>(yᵢ − μᵢ) / σᵢ, [n]: standard normal when the model is right.</summary>
    /// <param name="target">The target, from 0.</param>
    public double[] StandardizedResiduals(int target = 0) =>
        Map(target, (y, mean, variance) => (y - mean) / Math.Sqrt(variance));

    /// <summary>log N(yᵢ; μᵢ, σᵢ²), [n].</summary>
    /// <param name="target">The target, from 0.</param>
    public double[] LogDensities(int target = 0) => Map(target, (y, mean, variance) =>
        -HalfLogTwoPi - (0.5 * Math.Log(variance)) - (0.5 * (y - mean) * (y - mean) / variance));

    /// <summary>Φ((yᵢ − μᵢ) / σᵢ), [n]: uniform on [0, 1] when the model is right (the LOO-PIT).</summary>
    /// <param name="target">The target, from 0.</param>
    public double[] Probabilities(int target = 0) =>
        Array.ConvertAll(StandardizedResiduals(target), SpecialFunctions.NormalCdf);

    internal static LeaveOneOut Make(ExactPosterior posterior, ComputeOptions? options)
    {
        options?.CancellationToken.ThrowIfCancellationRequested();
        RegressionData data = posterior.Data;
        (int n, int q) = (data.Count, data.TargetCount);
        double[] inverse = posterior.ProjectedInverseDiagonal(options);
        var means = new Matrix<double>(n, q);
        var variances = new Matrix<double>(n, q);
        var latent = new Matrix<double>(n, q);
        for (int i = 0; i < n; i++)
        {
            // 1 / [K_y⁻¹]ᵢᵢ ≤ [K_y]ᵢᵢ, so an element of P that vanishes beside the inverse's means: only row i knows β.
            double full = inverse[i] + SquaredLength(posterior, i);
            if (!(inverse[i] > 1e-12 * full))
            {
                throw new InvalidOperationException(
                    $"Row {i} cannot be left out: without it a coefficient of the mean is not determined.");
            }

            double variance = 1 / inverse[i];
            double noise = posterior.NoiseVariance + (data.RowNoise is null ? 0 : data.RowNoise[i]);
            variances.Row(i).Fill(variance);
            latent.Row(i).Fill(Math.Max(variance - noise, 0));
            for (int o = 0; o < q; o++)
            {
                means[i, o] = data.Targets[i, o] - (posterior.Weights[i, o] * variance);
            }
        }

        return new LeaveOneOut(data.Targets, new Prediction(means, variances, latent));
    }

    private static double SquaredLength(ExactPosterior posterior, int row) =>
        Numerics.Dense.VectorOps.SumOfSquares<double>(posterior.ProjectedBasis.Row(row));

    private double[] Map(int target, Func<double, double, double, double> function)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, targets.Columns);
        var result = new double[targets.Rows];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = function(
                targets[i, target], Prediction.Means[i, target], Prediction.Variances[i, target]);
        }

        return result;
    }
}
