using Gramian.Kernels;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models;

/// <summary>Represents a fitted regression by a kernel, of one of the kinds that a model file holds.</summary>
public interface IKernelRegressor : IRegressor
{
    /// <summary>Which kind it is.</summary>
    ModelKind Kind { get; }

    /// <summary>The kernel at the fitted hyperparameters, without white terms.</summary>
    Kernel Kernel { get; }

    /// <summary>The points that the model keeps: all training inputs, inducing points or centres, [m, d].</summary>
    Points KeptPoints { get; }

    /// <summary>
    /// The variance of the noise, in squared units of the targets; null when only the variance of errors is known.
    /// </summary>
    double? NoiseLevel => null;

    /// <summary>How the search of hyperparameters ended; null when nothing was searched by gradients.</summary>
    OptimizationResult? Search => null;

    /// <summary>The hyperparameters that the search left on a bound, such as "lengthscale[3] (upper)".</summary>
    IReadOnlyList<string> AtBounds => [];

    /// <summary>
    /// The log marginal likelihood, an estimate or a lower bound of it, summed over targets; null when none is known.
    /// </summary>
    double? LogEvidence => null;
}
