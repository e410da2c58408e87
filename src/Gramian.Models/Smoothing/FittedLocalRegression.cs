using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Solvers;

namespace Gramian.Models.Smoothing;

/// <summary>Represents a fitted kernel regression. Immutable, and safe to share between threads.</summary>
/// <remarks>
/// A prediction is Σⱼ lⱼ yⱼ. Its variance is Σⱼ lⱼ² eⱼ², with e the leave-one-out residuals, which need not have one
/// spread; the noise at a query is their weighted mean square nearby. Both measure the scatter, not the bias.
/// </remarks>
public sealed class FittedLocalRegression : IRegressor
{
    // A fit that follows a point closer than this is repeated without it, for 1 − l has lost its digits.
    private const double Followed = 1e-4;
    private const int Band = 16;
    private readonly Points scaled;
    private readonly Matrix<double> targets;
    private readonly Matrix<double> squares;

    internal FittedLocalRegression(
        LocalOrder order, Bandwidth bandwidth, Points inputs, Matrix<double> targets, int evaluations,
        ComputeOptions? options)
    {
        (Order, Bandwidth, Inputs, this.targets) = (order, bandwidth, inputs, targets);
        scaled = bandwidth.Scale(inputs);
        int n = inputs.Count;
        LeaveOneOutResiduals = new Matrix<double>(n, targets.Columns);
        squares = new Matrix<double>(n, targets.Columns);
        var leverages = new double[n];
        WorkerTeam.Run((n + Band - 1) / Band, block => LeaveOut(block, leverages), options);
        EffectiveParameters = leverages.Sum();
        Certificate = new Certificate
        {
            Method = $"{(order == LocalOrder.Linear ? "local linear" : "local constant")} fits, leave-one-out",
            Iterations = evaluations,
            AchievedResidual = 0,
            Converged = true,
        };
    }

    /// <summary>What is fitted around each query.</summary>
    public LocalOrder Order { get; }

    /// <summary>The bandwidth.</summary>
    public Bandwidth Bandwidth { get; }

    /// <summary>The training inputs, [n, d].</summary>
    public Points Inputs { get; }

    /// <summary>The residuals yᵢ − ŷ₋ᵢ(xᵢ) of fits without each row, (yᵢ − ŷᵢ)/(1 − lᵢᵢ), [n, q]; 0 for one row.
    /// </summary>
    public Matrix<double> LeaveOneOutResiduals { get; }

    /// <summary>Σᵢ lᵢᵢ: how many parameters the fit is worth.</summary>
    public double EffectiveParameters { get; }

    /// <inheritdoc/>
    public int InputDimension => Inputs.Dimension;

    /// <inheritdoc/>
    public int TargetCount => targets.Columns;

    /// <inheritdoc/>
    public Certificate Certificate { get; }

    /// <inheritdoc/>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        Points inBandwidths = Bandwidth.Scale(queries);
        (int m, int q) = (queries.Count, TargetCount);
        var means = new Matrix<double>(m, q);
        var variances = new Matrix<double>(m, q);
        var latent = new Matrix<double>(m, q);
        WorkerTeam.Run((m + Band - 1) / Band, block =>
        {
            (double[] kernel, double[] fit) = (new double[scaled.Count], new double[scaled.Count]);
            for (int i = block * Band; i < Math.Min(m, (block + 1) * Band); i++)
            {
                LocalWeights.Fill(inBandwidths.Values.Row(i), scaled, -1, Order, kernel, fit);
                for (int o = 0; o < q; o++)
                {
                    double noise = 0;
                    for (int j = 0; j < fit.Length; j++)
                    {
                        means[i, o] += fit[j] * targets[j, o];
                        latent[i, o] += fit[j] * fit[j] * squares[j, o];
                        noise += kernel[j] * squares[j, o];
                    }

                    variances[i, o] = latent[i, o] + noise;
                }
            }
        }, options);
        return new Prediction(means, variances, latent);
    }

    private void LeaveOut(int block, double[] leverages)
    {
        int n = scaled.Count;
        (double[] kernel, double[] fit) = (new double[n], new double[n]);
        for (int i = block * Band; i < Math.Min(n, (block + 1) * Band); i++)
        {
            LocalWeights.Fill(scaled.Values.Row(i), scaled, -1, Order, kernel, fit);
            leverages[i] = fit[i];
            double left = 1 - fit[i];
            bool again = !(left > Followed);
            if (again)
            {
                LocalWeights.Fill(scaled.Values.Row(i), scaled, i, Order, kernel, fit);
            }

            for (int o = 0; o < targets.Columns && n > 1; o++)
            {
                double residual = targets[i, o];
                for (int j = 0; j < n; j++)
                {
                    residual -= fit[j] * targets[j, o];
                }

                residual = again ? residual : residual / left;
                (LeaveOneOutResiduals[i, o], squares[i, o]) = (residual, residual * residual);
            }
        }
    }
}
