using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Atlas.GpUci;

/// <summary>
/// The kernels that are tried on the training rows of each split; the evidence decides. They are the same for
/// every set.
/// </summary>
internal static class Candidates
{
    /// <summary>The library's default, and a smooth kernel beside a rough one of short range.</summary>
    public static IReadOnlyList<string> Expressions { get; } =
    [
        "matern52(lengthscale=ard) + 0.1 * linear",
        "rbf(lengthscale=ard) + 0.3 * matern12(lengthscale=0.3)",
    ];

    /// <summary>Fits every candidate and returns the one with the highest log marginal likelihood.</summary>
    public static FittedGaussianProcess Best(Split split, ulong seed, ComputeOptions options)
    {
        FittedGaussianProcess? best = null;
        foreach (string expression in Expressions)
        {
            var fitted = Fit(expression, split, seed, options);
            if (best == null || fitted.LogMarginalLikelihood > best.LogMarginalLikelihood) best = fitted;
        }

        return best!;
    }

    /// <summary>Fits one candidate by type-II likelihood; the mean is zero, so evidences compare.</summary>
    public static FittedGaussianProcess Fit(string expression, Split split, ulong seed, ComputeOptions options)
    {
        int dimension = split.Inputs.Dimension;
        var recipe = new GaussianProcess(Kernel.Parse(expression).Resolve(dimension, Math.Sqrt(dimension)))
        {
            NoiseVariance = 0.1,
            Restarts = 0,
            Seed = seed,
            Rules = ImmutableDictionary<string, HyperparameterRule>.Empty
                .Add("lengthscale", new HyperparameterRule { Lower = 1e-3, Upper = 1e4 })
                .Add("variance", new HyperparameterRule { Lower = 1e-6, Upper = 1e4 })
                .Add(GaussianProcess.NoiseName, new HyperparameterRule { Lower = 1e-6, Upper = 10 }),
        };
        return recipe.Fit(split.Inputs, split.Targets, options);
    }
}
