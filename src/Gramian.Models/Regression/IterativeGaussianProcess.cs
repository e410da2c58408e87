using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Optimisation;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents Gaussian process regression by products with the kernel matrix alone, which is never written out.
/// </summary>
/// <remarks>
/// The posterior is that of <see cref="GaussianProcess"/> up to stated tolerances. Systems are solved by conjugate
/// gradients, preconditioned by randomly pivoted Cholesky of rank r. The log determinant and its gradient are those of
/// the preconditioner, exactly, plus a stochastic estimate of the rest with probes that stay the same during the
/// search, so that only what the preconditioner misses has any spread. The prior mean is zero. Memory is about 24 n r
/// and 64 n per probe, in bytes; an evaluation takes some tens of products with the matrix, Θ(n²) kernel values each.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top become the initial noise variance.</param>
[Paper("gardner2018gpytorch")]
[Paper("wenger2022preconditioning")]
[Paper("diaz2023robust")]
public sealed record IterativeGaussianProcess(Kernel Kernel) : ProcessRecipe(Kernel, "gp-iterative")
{
    // The factor and its orthonormal basis stay below 256 MB each.
    private const double FactorNumbers = 32e6;

    /// <summary>The relative residual of the solves of the search; in [1e-15, 1e-4], 1e-4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double TrainingTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-4, nameof(TrainingTolerance));
    } = 1e-4;

    /// <summary>The relative residual of the weights of the mean; in [1e-15, 1e-4], 1e-8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double MeanTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-4, nameof(MeanTolerance));
    } = 1e-8;

    /// <summary>
    /// The relative residual of the solve behind each predictive variance; in [1e-15, 1e-2], 1e-5 by default. The error
    /// of a variance is quadratic in it, and never makes the variance too small by more than rounding.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double VarianceTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-15, 1e-2, nameof(VarianceTolerance));
    } = 1e-5;

    /// <summary>The most iterations of a solve; 1000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 1000;

    /// <summary>
    /// r, the rank of the preconditioner; null (the default) takes 5 √n, from 100 to 1000, and at most n or what 256 MB
    /// hold.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Rank
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(Rank));
    }

    /// <summary>The number of probes of the log determinant; 16 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Probes { get; init => field = Guard.AtLeast(value, 1, nameof(Probes)); } = 16;

    /// <summary>The number of Lanczos steps from each probe; 30 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int LanczosSteps { get; init => field = Guard.AtLeast(value, 1, nameof(LanczosSteps)); } = 30;

    /// <summary>The optimiser and its limits, on all rows.</summary>
    public Lbfgsb Optimizer { get; init; } = new() { IterationLimit = 30, RelativeTolerance = 1e-6 };

    internal StochasticLanczos Determinant => new() { Probes = Probes, Steps = LanczosSteps, Seed = Seed };

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="targets">The training targets, [n]; copied.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The lengths disagree, there is no row, a target is not finite, or the noise variance is zero.
    /// </exception>
    public FittedIterativeProcess Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <inheritdoc/>
    public override FittedIterativeProcess Fit(
        Points inputs, MatrixView<double> targets, ComputeOptions? options = null) =>
        IterativeFit.Run(this, inputs, targets, options);

    internal int RankFor(int rows)
    {
        double automatic = Math.Min(Math.Clamp(5 * Math.Sqrt(rows), 100, 1000), Math.Max(1, FactorNumbers / rows));
        return Math.Min(Rank ?? (int)automatic, rows);
    }

    internal PivotedCholesky Factorisation(int rows) => new() { RankLimit = RankFor(rows) };

    internal ConjugateGradient Solver(double tolerance, double noiseVariance, IPreconditioning preconditioning) => new()
    {
        Shift = noiseVariance,
        RelativeTolerance = tolerance,
        IterationLimit = IterationLimit,
        Preconditioning = preconditioning,
    };
}
