using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Regression;

/// <summary>Represents a fitted kernel ridge regression, f(x) = Σᵢ αᵢ k(x, xᵢ). Immutable, and safe to share.</summary>
/// <remarks>
/// Ridge regression knows no variance; the mean squared leave-one-out residual of the training rows stands for the
/// variance of a new observation, the same at every query.
/// </remarks>
[Paper("saunders1998ridge")]
public sealed class FittedKernelRidge : IKernelRegressor
{
    // Queries go through in blocks, so that prediction needs n × 256 numbers whatever the number of queries.
    private const int BlockRows = 256;
    private readonly double[] errorVariances;   // [q]

    internal FittedKernelRidge(RidgePath path, double ridge, ComputeOptions? options)
    {
        (Kernel, Inputs, Targets, Ridge) = (path.Kernel, path.Inputs, path.Targets, ridge);
        Weights = path.Weights(ridge);
        Path = path.Points();
        Selected = path.At(ridge);
        Matrix<double> residuals = path.LeaveOneOutResiduals(ridge);
        (int n, int q) = (residuals.Rows, residuals.Columns);
        errorVariances = new double[q];
        var means = new Matrix<double>(n, q);
        var variances = new Matrix<double>(n, q);
        for (int i = 0; i < n; i++)
        {
            for (int o = 0; o < q; o++)
            {
                errorVariances[o] += residuals[i, o] * residuals[i, o] / n;
                means[i, o] = Targets[i, o] - residuals[i, o];
            }
        }

        for (int i = 0; i < n; i++)
        {
            errorVariances.CopyTo(variances.Row(i));
        }

        LeaveOneOut = new LeaveOneOut(Targets, new Prediction(means, variances));
        Certificate = new Certificate
        {
            Method = "symmetric eigendecomposition",
            AchievedResidual = BackwardError(path, options),
            ConditionEstimate = path.Condition(ridge),
            Converged = true,
        };
    }

    /// <summary>A model of one target, restored from a file: the parts are checked by the caller.</summary>
    internal FittedKernelRidge(
        Kernel kernel,
        Points inputs,
        Matrix<double> targets,
        double ridge,
        Matrix<double> weights,
        IReadOnlyList<RidgePoint> path,
        RidgePoint selected,
        LeaveOneOut leaveOneOut,
        double errorVariance,
        Certificate certificate)
    {
        (Kernel, Inputs, Targets, Ridge, Weights) = (kernel, inputs, targets, ridge, weights);
        (Path, Selected, LeaveOneOut, Certificate) = (path, selected, leaveOneOut, certificate);
        errorVariances = [errorVariance];
    }

    /// <summary>The variance that stands for that of a new observation of the first target, in squared units.</summary>
    public double ErrorVariance => errorVariances[0];

    /// <summary>The kernel.</summary>
    public Kernel Kernel { get; }

    /// <summary>λ, which n multiplies.</summary>
    public double Ridge { get; }

    /// <summary>The training inputs.</summary>
    public Points Inputs { get; }

    /// <summary>The training targets, [n, q]; not to be changed.</summary>
    public Matrix<double> Targets { get; }

    /// <summary>The dual weights α, [n, q]; not to be changed.</summary>
    public Matrix<double> Weights { get; }

    /// <summary>The whole path: degrees of freedom, leave-one-out error and GCV by λ.</summary>
    public IReadOnlyList<RidgePoint> Path { get; }

    /// <summary>What the chosen λ achieves.</summary>
    public RidgePoint Selected { get; }

    /// <summary>The closed-form leave-one-out predictions.</summary>
    public LeaveOneOut LeaveOneOut { get; }

    ModelKind IKernelRegressor.Kind => ModelKind.KernelRidge;

    Points IKernelRegressor.KeptPoints => Inputs;

    /// <inheritdoc/>
    public int InputDimension => Inputs.Dimension;

    /// <inheritdoc/>
    public int TargetCount => Targets.Columns;

    /// <inheritdoc/>
    public Certificate Certificate { get; }

    /// <inheritdoc/>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);

        int m = queries.Count;
        var means = new Matrix<double>(m, TargetCount);
        var variances = new Matrix<double>(m, TargetCount);
        var cross = Matrix<double>.Uninitialized(Math.Min(BlockRows, m), Inputs.Count);
        for (int first = 0; first < m; first += BlockRows)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, m - first);
            MatrixView<double> block = cross.View.Slice(0, 0, count, Inputs.Count);
            Kernel.FillCross(ExactPosterior.Slice(queries, first, count), Inputs, block, options);
            MatrixView<double> part = means.View.Slice(first, 0, count, TargetCount);
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, block, Weights, 0, part, options);
        }

        for (int i = 0; i < m; i++)
        {
            errorVariances.CopyTo(variances.Row(i));
        }

        return new Prediction(means, variances);
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Kernel ridge regression on {Inputs.Count} rows x {InputDimension} inputs: {Kernel}, ridge {Ridge:G4}, "
        + $"{Selected.DegreesOfFreedom:F1} degrees of freedom");

    private double BackwardError(RidgePath path, ComputeOptions? options)
    {
        int n = Inputs.Count;
        var product = new Matrix<double>(n, TargetCount);
        Kernel.Gram(Inputs).Apply(Weights, product, options);
        double norm = path.Eigenvalues[^1] + (n * Ridge);
        double worst = 0;
        for (int o = 0; o < TargetCount; o++)
        {
            (double residual, double weights, double right) = (0, 0, 0);
            for (int i = 0; i < n; i++)
            {
                double r = product[i, o] + (n * Ridge * Weights[i, o]) - Targets[i, o];
                residual += r * r;
                weights += Weights[i, o] * Weights[i, o];
                right += Targets[i, o] * Targets[i, o];
            }

            double scale = (norm * Math.Sqrt(weights)) + Math.Sqrt(right);
            worst = Math.Max(worst, scale > 0 ? Math.Sqrt(residual) / scale : 0);
        }

        return worst;
    }
}
