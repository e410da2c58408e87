using System.Collections.Immutable;
using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Discriminants;

/// <summary>Represents Fisher's discriminants in the space of a kernel, for two and more classes: the recipe.</summary>
/// <remarks>
/// The directions v that maximise vᵀS_B v under vᵀ(S_W + λI)v = 1, S_B and S_W being the scatter of the class means and
/// that within the classes, over the sum of the weights: at most k − 1 of them, from one factorisation of n³/3
/// operations and 16 n² bytes. In their coordinates within-class scatter and ridge together are the identity, so that
/// the nearest class mean, less twice the logarithm of its prior, is the decision of normal laws of that common spread.
/// Immutable.
/// </remarks>
/// <param name="Kernel">k; its lengthscales are not fitted.</param>
[Paper("mika1999fisher")]
[Paper("baudat2000generalized")]
public sealed record KernelFisherDiscriminant(Kernel Kernel) : IClassificationRecipe
{
    /// <inheritdoc/>
    public string Name { get; init; } = "fisher";

    /// <summary>
    /// λ, which the sum of the weights multiplies; null (the default) takes the Nλ of least leave-one-out error of the
    /// ridge regression on targets of ±1, whose directions are the same, on at most <see cref="SelectionRows"/> rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Ridge
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(Ridge));
    }

    /// <summary>The most rows on which λ is chosen, drawn with <see cref="Seed"/>; 500 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int SelectionRows { get; init => field = Guard.AtLeast(value, 2, nameof(SelectionRows)); } = 500;

    /// <summary>The priors of the classes; their shares of the weights by default.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.FromWeights;

    /// <summary>What rows of a label count; 1 for labels that are not named, zero leaves them out.</summary>
    public ImmutableDictionary<double, double> ClassWeights { get; init; } = ImmutableDictionary<double, double>.Empty;

    /// <summary>The seed of the rows on which λ is chosen; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="options">Threads, memory, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, or there is one class only.
    /// </exception>
    /// <exception cref="Solvers.SolverException">A matrix has no factor, even with the largest jitter.</exception>
    /// <exception cref="InsufficientMemoryException">It would take more than the memory allowed.</exception>
    public FittedFisherDiscriminant Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null)
    {
        LabelledRows rows = LabelledRows.Of(inputs, labels, weights, ClassWeights);
        options ??= ComputeOptions.Default;
        options.CancellationToken.ThrowIfCancellationRequested();
        if (options.MemoryLimit is long limit && 16L * rows.Count * rows.Count > limit)
        {
            throw new InsufficientMemoryException(string.Create(CultureInfo.InvariantCulture,
                $"{rows.Count} rows need {16e-6 * rows.Count * rows.Count:F0} MB beside the data, more than the "
                + $"{limit / 1e6:F0} MB allowed. Use fewer rows or allow more memory."));
        }

        Kernel kernel = Kernel.SplitNoise(out double? white).Resolve(inputs.Dimension);
        double ridge = Ridge ?? (white > 0 ? white.Value / rows.Total : Choose(kernel, rows, options));
        return FisherFit.Run(kernel, rows, ridge, Priors, options);
    }

    IClassifier IClassificationRecipe.Fit(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights, ComputeOptions? options) =>
        Fit(inputs, labels, weights, options);

    private double Choose(Kernel kernel, LabelledRows rows, ComputeOptions options)
    {
        int[] drawn = RowSubset.Draw(rows.Count, SelectionRows, new RandomStream(Seed, task: 8));
        LabelledRows some = rows.Select(drawn);
        using Matrix<double> targets = KernelRidgeClassifier.Targets(some);
        double[]? roots = some.IsUniform ? null : Array.ConvertAll(some.Weights, Math.Sqrt);

        // The constant stands for the intercept that makes the two problems one.
        RidgePath path = RidgePath.Compute(kernel + new Constant(1), some.Inputs, targets, roots, options);
        return path.BestRidge() * some.Count / rows.Total;
    }
}
