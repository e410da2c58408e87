using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;

namespace Gramian.Models.Discriminants;

/// <summary>
/// Represents classification by the mean similarity to the rows of each class: the recipe. Immutable.
/// </summary>
/// <remarks>
/// sₖ(x) = Σ wᵢ k(x, xᵢ)/Σ wᵢ over the rows of class k. The class of largest πₖ sₖ is chosen, π being the priors; where
/// the kernel has no negative values sₖ is a density but for a factor common to all classes, and
/// p(k) = πₖ sₖ / Σ πⱼ sⱼ. Nothing is solved: fitting takes no time, a query O(n d).
/// </remarks>
/// <param name="Kernel">k; its lengthscales are not fitted.</param>
[Paper("scholkopf2002learning", Where = "section 1.2")]
public sealed record AverageSimilarityClassifier(Kernel Kernel) : IClassificationRecipe
{
    /// <inheritdoc/>
    public string Name { get; init; } = "similarity";

    /// <summary>The priors π; equal by default, so that the largest mean decides.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.Equal;

    /// <summary>What rows of a label count; 1 for labels that are not named, zero leaves them out.</summary>
    public ImmutableDictionary<double, double> ClassWeights { get; init; } = ImmutableDictionary<double, double>.Empty;

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="options">Cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, or there is one class only.
    /// </exception>
    public FittedAverageSimilarity Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null)
    {
        LabelledRows rows = LabelledRows.Of(inputs, labels, weights, ClassWeights);
        options?.CancellationToken.ThrowIfCancellationRequested();
        Kernel kernel = Kernel.Resolve(inputs.Dimension);
        var classes = new SimilarityClass[rows.Labels.Length];
        for (int c = 0; c < classes.Length; c++)
        {
            int[] own = [.. Enumerable.Range(0, rows.Count).Where(i => rows.Classes[i] == c)];
            double prior = Priors == ClassPriors.Equal ? 1.0 / classes.Length : rows.ClassTotals[c] / rows.Total;
            classes[c] = new SimilarityClass(
                rows.Inputs.Select(own), Array.ConvertAll(own, i => rows.Weights[i] / rows.ClassTotals[c]), prior);
        }

        return new FittedAverageSimilarity(kernel, rows.Labels, classes, IsPositive(kernel, rows.Inputs));
    }

    IClassifier IClassificationRecipe.Fit(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights, ComputeOptions? options) =>
        Fit(inputs, labels, weights, options);

    // Whether logarithms of the kernel exist, as seen on pairs of at most 200 rows; where that was wrong, the sums of
    // a query refuse it.
    private static bool IsPositive(Kernel kernel, Points inputs)
    {
        Points some = inputs.Select([.. Enumerable.Range(0, Math.Min(inputs.Count, 200))]);
        using Matrix<double> gram = kernel.GramMatrix(some);
        for (int i = 0; i < gram.Rows; i++)
        {
            foreach (double value in gram.Row(i))
            {
                if (value < 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
