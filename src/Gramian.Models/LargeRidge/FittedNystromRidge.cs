using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.LargeRidge;

/// <summary>
/// Represents a fitted ridge regression on centres, f(x) = Σⱼ αⱼ k(x, zⱼ). Immutable, and safe to share.
/// </summary>
/// <remarks>
/// Ridge regression knows no variance. The mean squared residual over (1 − p/n)², with p the degrees of freedom, stands
/// for the variance of a new observation, the same at every query; <see cref="LeaveOneOut"/> has the residuals one by
/// one.
/// </remarks>
[Paper("rudi2017falkon")]
public sealed class FittedNystromRidge : IKernelRegressor
{
    internal FittedNystromRidge(
        Kernel kernel, Points centres, Matrix<double> weights, double ridge, int trainingRows)
    {
        (Kernel, Centres, Weights, Ridge, TrainingRows) = (kernel, centres, weights, ridge, trainingRows);
    }

    /// <summary>The kernel.</summary>
    public Kernel Kernel { get; }

    /// <summary>The m centres.</summary>
    public Points Centres { get; }

    /// <summary>The weights α, [m, q]; not to be changed.</summary>
    public Matrix<double> Weights { get; }

    /// <summary>λ, which n multiplies.</summary>
    public double Ridge { get; }

    /// <summary>n, the number of rows that it was fitted to.</summary>
    public int TrainingRows { get; }

    /// <summary>How the system was solved, and why so.</summary>
    public required NystromPlan Plan { get; init; }

    /// <summary>What was fitted to held-out rows; null when nothing was.</summary>
    public HoldOutResult? Tuning { get; init; }

    /// <summary>
    /// p = tr K(KᵀK + nλR)⁻¹Kᵀ, the effective number of parameters: of the preconditioner when the solver iterates, and
    /// for more than 256 centres estimated from 32 probes.
    /// </summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>The variance that stands for that of a new observation, for each target, in squared units.</summary>
    public required IReadOnlyList<double> ErrorVariances { get; init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    ModelKind IKernelRegressor.Kind => ModelKind.NystromRidge;

    Points IKernelRegressor.KeptPoints => Centres;

    OptimizationResult? IKernelRegressor.Search => Tuning?.Search;

    /// <inheritdoc/>
    public int InputDimension => Centres.Dimension;

    /// <inheritdoc/>
    public int TargetCount => Weights.Columns;

    /// <inheritdoc/>
    public Prediction Predict(Points queries, ComputeOptions? options = null) =>
        ExpansionPrediction.Make(Kernel, Centres, Weights, ErrorVariances, queries, options);

    /// <summary>Predicts every training row from all others in closed form, centres, kernel and nλ kept.</summary>
    /// <remarks>
    /// The residual is (yᵢ − f(xᵢ)) / (1 − hᵢ) with hᵢ = kᵢᵀ(KᵀK + nλR)⁻¹kᵢ: two sweeps of n m² operations. A row that
    /// is a centre stays a centre; only its observation is left out.
    /// </remarks>
    /// <param name="inputs">The n inputs that the model was fitted to.</param>
    /// <param name="targets">The targets that it was fitted to, [n, q].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes are not those of the training data.</exception>
    /// <exception cref="SolverException">The normal equations have no factor, even with jitter.</exception>
    public LeaveOneOut LeaveOneOut(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Guard.Length(inputs.Count, TrainingRows, nameof(inputs));
        Guard.Length(inputs.Dimension, InputDimension, nameof(inputs));
        Guard.Length(targets.Columns, TargetCount, nameof(targets));
        RegressionData.CheckTargets(inputs, targets);
        return NystromLeaveOneOut.Make(this, inputs, targets, roots: null, options ?? ComputeOptions.Default);
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Kernel ridge regression on {Centres.Count} centres for {TrainingRows} rows x {InputDimension} inputs: "
        + $"{Kernel}, ridge {Ridge:G4}, {DegreesOfFreedom:F1} degrees of freedom");
}
