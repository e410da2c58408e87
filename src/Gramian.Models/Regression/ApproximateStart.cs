using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents where an approximate process starts: from an exact search on few rows when there are many.
/// </summary>
internal sealed class ApproximateStart
{
    /// <summary>The kernel of the recipe, resolved, without white terms.</summary>
    public required Kernel Family { get; init; }

    /// <summary>The kernel at the start.</summary>
    public required Kernel Kernel { get; init; }

    /// <summary>σ²ₙ at the start, positive.</summary>
    public required double NoiseVariance { get; init; }

    /// <summary>The free hyperparameters; null when nothing is to be searched.</summary>
    public HyperparameterSpace? Space { get; init; }

    /// <summary>The start in <see cref="Space"/>; empty without one.</summary>
    public double[] Point { get; init; } = [];

    /// <exception cref="ArgumentException">The noise variance is zero.</exception>
    public static ApproximateStart Find(ProcessRecipe recipe, RegressionData data, ComputeOptions? options)
    {
        (Kernel family, Hyperparameter noise) = GaussianProcessFit.Prepare(recipe, data);
        options?.CancellationToken.ThrowIfCancellationRequested();
        if (!(noise.Value > 0))
        {
            throw new ArgumentException(
                $"'NoiseVariance' must be positive for a recipe '{recipe.Name}', but it was {noise.Value}; an exact "
                + "Gaussian process takes zero.", nameof(recipe));
        }

        if (!recipe.Optimize)
        {
            return new ApproximateStart { Family = family, Kernel = family, NoiseVariance = noise.Value };
        }

        var space = new HyperparameterSpace([.. family.Hyperparameters.Select(recipe.ApplyRule), noise]);
        double[]? found = space.Count > 0 && data.Count > 2 * recipe.StartRows
            ? GaussianProcessFit.SearchOnDrawnRows(recipe.StartRecipe(), data, family, space, options)
            : null;
        double[] point = found ?? space.Start.ToArray();
        (Kernel kernel, double variance) = space.At(family, point);
        return new ApproximateStart
        {
            Family = family,
            Kernel = kernel,
            NoiseVariance = variance,
            Space = space,
            Point = point,
        };
    }
}
