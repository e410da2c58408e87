using Gramian.Kernels;
using Gramian.Models.Landmarks;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents Gaussian process regression through M inducing points by the collapsed variational bound (SGPR).
/// </summary>
/// <remarks>
/// The bound log N(y | 0, Q + σ²I) − tr(K − Q) / 2σ², Q = K_fu K_uu⁻¹ K_uf, never exceeds the log marginal likelihood
/// and equals it when the inducing points are the inputs, so that it may be maximised over hyperparameters and inducing
/// points alike. The prior mean is zero: centre the targets, or wrap the recipe in
/// <see cref="StandardizedRegression"/>. An evaluation of the bound takes about 2 n M² multiplications and additions,
/// its gradient about as many again; memory is at most 256 MiB + 40 M² bytes beside the data.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top become the initial noise variance.</param>
[Paper("titsias2009variational")]
public sealed record SparseGaussianProcess(Kernel Kernel) : ProcessRecipe(Kernel, "sgpr")
{
    /// <summary>M, the number of inducing points that are wanted; at most n. 512 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int InducingCount { get; init => field = Guard.AtLeast(value, 1, nameof(InducingCount)); } = 512;

    /// <summary>
    /// How the inducing points, or the start of their search, are chosen at the kernel of the start; by default by
    /// random pivots, which take the inputs that the others do not explain. <see cref="GivenLandmarks"/> hands on
    /// points.
    /// </summary>
    public ILandmarkRule InducingRule { get; init; } = new PivotedLandmarks();

    /// <summary>
    /// Whether the inducing points move with the hyperparameters; they stay where they are by default. The kernel must
    /// have a gradient in its inputs for that.
    /// </summary>
    public bool MovesInducingPoints { get; init; }

    /// <summary>The optimiser and its limits, on all rows.</summary>
    public Lbfgsb Optimizer { get; init; } = new() { IterationLimit = 100, RelativeTolerance = 1e-7 };

    /// <summary>What may be added to the diagonal of K_uu when it is not numerically positive definite.</summary>
    public JitterPolicy Jitter { get; init; } = JitterPolicy.Default;

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="targets">The training targets, [n].</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The lengths disagree, there is no row, a target is not finite, the noise variance is zero, or the inducing
    /// points have another dimension.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// Inducing points are to move, but the kernel has no gradient in its inputs.
    /// </exception>
    /// <exception cref="Solvers.SolverException">No permitted jitter made K_uu positive definite.</exception>
    public FittedSparseProcess Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <inheritdoc/>
    public override FittedSparseProcess Fit(
        Points inputs, MatrixView<double> targets, ComputeOptions? options = null) =>
        CollapsedFit.Run(this, inputs, targets, options);
}
