using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Regression;

/// <summary>Represents exact Gaussian process regression: the recipe, before it has seen data. Immutable.</summary>
/// <remarks>
/// y = m(x) + f(x) + ε, f ~ GP(0, k), ε ~ N(0, σ²ₙ + rᵢ): the posterior is exact. Hyperparameters maximise the log
/// marginal likelihood (type II), plus log priors where there are any, by L-BFGS-B on log parameters from several
/// starts. A mean is fitted by generalised least squares with a flat prior on its coefficients, so the likelihood is
/// then the restricted one. Several targets share the kernel, the noise and one factorisation. Fitting takes 8 n² bytes
/// and, for each evaluation of the likelihood and its gradient, about n³ multiplications and additions.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top become the initial noise variance.</param>
[Paper("rasmussen2006gaussian", Where = "algorithm 2.1, eqs. 2.41-2.45, 5.8-5.13")]
public sealed record GaussianProcess(Kernel Kernel) : ProcessRecipe(Kernel, "gp")
{
    /// <summary>The name under which rules for the noise variance are looked up.</summary>
    public const string NoiseName = "noise_variance";

    /// <summary>
    /// Known noise variances rᵢ of the rows, added to σ²ₙ, in squared units of the targets; null for none.
    /// </summary>
    public ImmutableArray<double>? RowNoise { get; init; }

    /// <summary>The prior mean; <see cref="MeanFunction.Zero"/> by default.</summary>
    public MeanFunction Mean { get; init; } = MeanFunction.Zero;

    /// <summary>The optimiser and its limits.</summary>
    public Lbfgsb Optimizer { get; init; } = new() { IterationLimit = 200, RelativeTolerance = 1e-9 };

    /// <summary>What may be added to the diagonal of a system that is not numerically positive definite.</summary>
    public JitterPolicy Jitter { get; init; } = JitterPolicy.Default;

    /// <summary>
    /// Makes the recipe for standardised inputs and targets: ARD Matérn-5/2 plus linear, type-II likelihood.
    /// </summary>
    /// <param name="dimension">The number of input columns, d; lengthscales start at √d.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is less than 1.</exception>
    public static GaussianProcess Default(int dimension)
    {
        double start = Math.Sqrt(Guard.AtLeast(dimension, 1));
        Kernel kernel = new Matern52(Lengthscales.Ard).Resolve(dimension, start) + (0.1 * new Linear());
        return new GaussianProcess(kernel)
        {
            Mean = MeanFunction.Constant,
            NoiseVariance = 0.1,
            Rules = ImmutableDictionary<string, HyperparameterRule>.Empty
                .Add("lengthscale", new HyperparameterRule { Lower = 1e-2, Upper = 1e3 })
                .Add("variance", new HyperparameterRule { Lower = 1e-6, Upper = 1e3 }),
        };
    }

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="targets">The training targets, [n]; copied.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The lengths disagree, there is no row, or a target is not finite.
    /// </exception>
    /// <exception cref="Solvers.SolverException">No permitted jitter made the system positive definite.</exception>
    public FittedGaussianProcess Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <inheritdoc/>
    public override FittedGaussianProcess Fit(
        Points inputs, MatrixView<double> targets, ComputeOptions? options = null) =>
        GaussianProcessFit.Run(this, inputs, targets, options);

    /// <inheritdoc/>
    public override IRegressionRecipe ForRows(ReadOnlySpan<int> rows)
    {
        if (RowNoise is not { } noise)
        {
            return this;
        }

        ImmutableArray<double>.Builder selected = ImmutableArray.CreateBuilder<double>(rows.Length);
        foreach (int row in rows)
        {
            selected.Add(noise[row]);
        }

        return this with { RowNoise = selected.MoveToImmutable() };
    }
}
