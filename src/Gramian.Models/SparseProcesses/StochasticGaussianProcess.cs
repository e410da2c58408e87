using Gramian.Kernels;
using Gramian.Models.Landmarks;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents Gaussian process regression through M inducing points, learnt from batches of rows (SVGP).
/// </summary>
/// <remarks>
/// q(u) is a free normal distribution. On every batch it takes a natural step and the hyperparameters a step of Adam,
/// so that a step costs M² b + M³ operations however many rows there are. At the end one step of length 1 over all rows
/// makes q the best there is at these hyperparameters, which is what <see cref="SparseGaussianProcess"/> has in closed
/// form: bound and posterior are then the same. The prior mean is zero: centre the targets, or wrap the recipe in
/// <see cref="StandardizedRegression"/>. There is one target.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top become the initial noise variance.</param>
[Paper("hensman2013big")]
[Paper("salimbeni2018natural")]
public sealed record StochasticGaussianProcess(Kernel Kernel) : ProcessRecipe(Kernel, "svgp")
{
    /// <summary>M, the number of inducing points that are wanted; at most n. 512 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int InducingCount { get; init => field = Guard.AtLeast(value, 1, nameof(InducingCount)); } = 512;

    /// <summary>How the inducing points are chosen at the kernel of the start; by default by random pivots.</summary>
    public ILandmarkRule InducingRule { get; init; } = new PivotedLandmarks();

    /// <summary>b, the rows of a batch; at most n. 1024 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchRows { get; init => field = Guard.AtLeast(value, 1, nameof(BatchRows)); } = 1024;

    /// <summary>How often every row is visited while hyperparameters are learnt; 20 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Epochs { get; init => field = Guard.AtLeast(value, 0, nameof(Epochs)); } = 20;

    /// <summary>γ, the length of a natural step on a batch; in (0, 1], 0.2 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double NaturalStep
    {
        get;
        init => field = Guard.InRange(value, 1e-6, 1, nameof(NaturalStep));
    } = 0.2;

    /// <summary>
    /// What moves the hyperparameters; its learning rate is in logarithms, its limits of iterations play no part.
    /// </summary>
    public FirstOrderMethod Optimizer { get; init; } = new Adam { LearningRate = 1e-2 };

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
    /// <exception cref="Solvers.SolverException">No permitted jitter made K_uu positive definite.</exception>
    public FittedSparseProcess Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <inheritdoc/>
    public override FittedSparseProcess Fit(
        Points inputs, MatrixView<double> targets, ComputeOptions? options = null) =>
        StochasticFit.Run(this, inputs, targets, options);
}
