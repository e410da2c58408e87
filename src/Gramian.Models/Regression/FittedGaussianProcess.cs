using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Regression;

/// <summary>Represents an exact Gaussian process posterior. Immutable, and safe to share between threads.</summary>
/// <remarks>
/// Holds the factor, 8 n² bytes. A mean alone takes Θ(n) kernel values per query, a variance Θ(n²) operations.
/// Predictive variances include the uncertainty of the coefficients of a fitted mean.
/// </remarks>
[Paper("rasmussen2006gaussian", Where = "eqs. 2.25, 2.26, 2.41, 2.42, 5.10-5.12")]
public sealed class FittedGaussianProcess : IKernelRegressor
{
    private readonly ExactPosterior posterior;
    private LeaveOneOut? leaveOneOut;

    internal FittedGaussianProcess(ExactPosterior posterior, GaussianProcess recipe)
    {
        this.posterior = posterior;
        Recipe = recipe;
    }

    /// <summary>The recipe that was fitted; its kernel is the one before the fit.</summary>
    public GaussianProcess Recipe { get; }

    /// <summary>The kernel at the fitted hyperparameters, without white terms.</summary>
    public Kernel Kernel => posterior.Kernel;

    /// <summary>σ²ₙ, in squared units of the targets; known row noise is not in it.</summary>
    public double NoiseVariance => posterior.NoiseVariance;

    /// <summary>The training inputs, n points of d columns.</summary>
    public Points Inputs => posterior.Data.Inputs;

    /// <summary>The training targets, [n, q]; not to be changed.</summary>
    public Matrix<double> Targets => posterior.Data.Targets;

    /// <summary>
    /// The weights α of the representer form m(x) = Σᵢ αᵢ k(x, xᵢ) + h(x)ᵀβ, [n, q]; not to be changed.
    /// </summary>
    public Matrix<double> Weights => posterior.Weights;

    internal ExactPosterior Posterior => posterior;

    /// <inheritdoc/>
    public int InputDimension => Inputs.Dimension;

    /// <inheritdoc/>
    public int TargetCount => posterior.Data.TargetCount;

    /// <summary>
    /// log p(y | inputs, hyperparameters), summed over the targets; with a fitted mean, the restricted likelihood: the
    /// density of n − p orthonormal contrasts that are free of the mean.
    /// </summary>
    public double LogMarginalLikelihood { get; internal init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <summary>How the best run of the hyperparameter search ended; null when nothing was searched.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    /// <summary>The hyperparameters that the search left on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    ModelKind IKernelRegressor.Kind => ModelKind.GaussianProcess;

    Points IKernelRegressor.KeptPoints => Inputs;

    double? IKernelRegressor.NoiseLevel => NoiseVariance;

    OptimizationResult? IKernelRegressor.Search => Optimization;

    double? IKernelRegressor.LogEvidence => LogMarginalLikelihood;

    /// <summary>
    /// The fitted mean of a target in the units of the inputs: nothing, the intercept, or it and d slopes.
    /// </summary>
    /// <param name="target">The target, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public double[] MeanCoefficients(int target = 0)
    {
        RequireTarget(target);
        return posterior.Data.Basis.InOriginalUnits(posterior.Coefficients.View.ColumnToArray(target));
    }

    /// <inheritdoc/>
    /// <exception cref="SolverException">A variance came out below zero by more than rounding.</exception>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        RequireDimension(queries);
        return posterior.Predict(queries, options);
    }

    /// <summary>Predicts the joint distribution of the latent function at the queries: 8 m² bytes more.</summary>
    /// <param name="queries">The m queries, of d columns.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns than the inputs.</exception>
    /// <exception cref="SolverException">A variance came out below zero by more than rounding.</exception>
    public JointPrediction PredictJoint(Points queries, ComputeOptions? options = null)
    {
        RequireDimension(queries);
        (Matrix<double> means, Matrix<double> covariance) = posterior.PredictJoint(queries, options);
        return new JointPrediction(means, covariance, NoiseVariance);
    }

    /// <summary>Draws joint samples of the latent function at the queries.</summary>
    /// <param name="queries">The m queries, of d columns.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="target">The target, from 0.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>One sample per row, [count, m].</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns than the inputs.</exception>
    public Matrix<double> Sample(
        Points queries, int count, RandomStream random, int target = 0, ComputeOptions? options = null) =>
        PredictJoint(queries, options).Sample(count, random, target, options);

    /// <summary>The leave-one-out predictions in closed form, at the fitted hyperparameters; computed once.</summary>
    /// <remarks>Takes a second n × n buffer while it is computed, and n³ operations.</remarks>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="InvalidOperationException">A row alone determines a coefficient of the mean.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; a later call starts anew.</exception>
    public LeaveOneOut LeaveOneOut(ComputeOptions? options = null)
    {
        // Two threads may both compute it, to the same bits; one result is kept.
        if (Volatile.Read(ref leaveOneOut) is LeaveOneOut known)
        {
            return known;
        }

        LeaveOneOut made = Regression.LeaveOneOut.Make(posterior, options);
        return Interlocked.CompareExchange(ref leaveOneOut, made, null) ?? made;
    }

    /// <summary>The gradient of the posterior mean of a target with respect to the query, [d].</summary>
    /// <remarks>
    /// Exact, in Θ(n d) time, when the kernel is differentiable. Otherwise (Matérn-1/2, Laplacian, categories) by
    /// extrapolated differences: about ten digits where the mean is smooth; at a training input, where such a kernel
    /// has a kink, the mean of the slopes of both sides.
    /// </remarks>
    /// <param name="query">One query, [d].</param>
    /// <param name="target">The target, from 0.</param>
    /// <exception cref="ArgumentException">The query has another length than d, or is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public double[] MeanGradient(ReadOnlySpan<double> query, int target = 0)
    {
        Guard.Length(query.Length, InputDimension, nameof(query));
        Guard.AllFinite(query, nameof(query));
        RequireTarget(target);
        return Kernel.IsDifferentiable
            ? posterior.MeanGradient(query, target)
            : MeanSlopes.Compute(posterior, query, target);
    }

    /// <summary>
    /// Conditions on new rows at the same hyperparameters by appending to the factor: Θ(n²k + k³) operations.
    /// </summary>
    /// <param name="inputs">The k new inputs, of d columns.</param>
    /// <param name="targets">The new targets, [k, q].</param>
    /// <param name="rowNoise">Known noise variances of the new rows; null for none.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>A model of n + k rows, equal to a fit at these hyperparameters; this one is unchanged.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or a value is not finite.</exception>
    /// <exception cref="SolverException">The enlarged system is not positive definite.</exception>
    public FittedGaussianProcess Condition(
        Points inputs,
        MatrixView<double> targets,
        IReadOnlyList<double>? rowNoise = null,
        ComputeOptions? options = null)
    {
        RequireDimension(inputs);
        RegressionData.CheckTargets(inputs, targets);
        Guard.Length(targets.Columns, TargetCount, nameof(targets));
        return Conditioning.Append(this, posterior, inputs, targets, rowNoise, options);
    }

    /// <summary>Conditions on new rows of a single target.</summary>
    /// <inheritdoc cref="Condition(Points, MatrixView{double}, IReadOnlyList{double}?, ComputeOptions?)"/>
    public FittedGaussianProcess Condition(
        Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Condition(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), null, options);

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Gaussian process on {Inputs.Count} rows x {InputDimension} inputs: {Kernel}, noise variance "
        + $"{NoiseVariance:G4}, log marginal likelihood {LogMarginalLikelihood:F3}");

    private void RequireDimension(Points queries) => QueryGuard.Columns(queries, InputDimension);

    private void RequireTarget(int target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, TargetCount);
    }
}
