using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents the posterior of a Gaussian process that M inducing points carry. Immutable, and safe to share.
/// </summary>
/// <remarks>
/// Holds M d + M (M + q) numbers and no training row but those that are inducing points. A mean takes Θ(M) kernel
/// values per query, a variance Θ(M²) operations.
/// </remarks>
[Paper("titsias2009variational")]
[Paper("hensman2013big")]
public sealed class FittedSparseProcess : IKernelRegressor
{
    internal FittedSparseProcess(InducedPosterior posterior) => Posterior = posterior;

    /// <summary>How the posterior was found.</summary>
    public required SparseMethod Method { get; init; }

    /// <summary>The kernel at the fitted hyperparameters, without white terms.</summary>
    public Kernel Kernel => Posterior.Kernel;

    /// <summary>σ²ₙ, in squared units of the targets.</summary>
    public double NoiseVariance => Posterior.NoiseVariance;

    /// <summary>Z, the M inducing points.</summary>
    public Points InducingPoints => Posterior.InducingPoints;

    /// <summary>The lower bound of the log marginal likelihood, summed over the targets.</summary>
    public required double Bound { get; init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <summary>How the search of hyperparameters ended; null when nothing was searched.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    /// <summary>The hyperparameters that the search left on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    ModelKind IKernelRegressor.Kind => Method == SparseMethod.Collapsed
        ? ModelKind.SparseGaussianProcess
        : ModelKind.StochasticGaussianProcess;

    Points IKernelRegressor.KeptPoints => InducingPoints;

    double? IKernelRegressor.NoiseLevel => NoiseVariance;

    OptimizationResult? IKernelRegressor.Search => Optimization;

    double? IKernelRegressor.LogEvidence => Bound;

    /// <inheritdoc/>
    public int InputDimension => InducingPoints.Dimension;

    /// <inheritdoc/>
    public int TargetCount => Posterior.Mean.Columns;

    internal InducedPosterior Posterior { get; }

    /// <inheritdoc/>
    /// <exception cref="SolverException">A variance came out below zero by more than rounding.</exception>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension, "inducing points");

        return Posterior.Predict(queries, options);
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Gaussian process of {InducingPoints.Count} inducing points x {InputDimension} inputs: {Kernel}, noise "
        + $"variance {NoiseVariance:G4}, bound {Bound:F3}");
}
