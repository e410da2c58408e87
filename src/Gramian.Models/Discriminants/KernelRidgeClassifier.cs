using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Models.LargeRidge;
using Gramian.Numerics;

namespace Gramian.Models.Discriminants;

/// <summary>
/// Represents classification by kernel ridge regression on targets of ±1: the recipe, before it has seen data.
/// </summary>
/// <remarks>
/// One function for two classes, one against the rest for each of more, all with one λ:
/// f = argmin Σ wᵢ (yᵢ − f(xᵢ))² + Nλ‖f‖², N = Σ wᵢ. Up to <see cref="ExactRows"/> rows one eigendecomposition gives
/// every λ with its leave-one-out error; more rows are fitted on centres. Squared error is also a proper score: f
/// estimates p(+1) − p(−1), but is not kept inside ±1. Immutable.
/// </remarks>
/// <param name="Kernel">k; its lengthscales are not fitted.</param>
[Paper("rifkin2003regularized")]
[Paper("saunders1998ridge")]
public sealed record KernelRidgeClassifier(Kernel Kernel) : IClassificationRecipe
{
    /// <inheritdoc/>
    public string Name { get; init; } = "ridge";

    /// <summary>
    /// The variance c of the constant that is added to k, so that an intercept b costs λ b²/c; 1 by default, 0 for no
    /// intercept.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double InterceptVariance
    {
        get;
        init => field = Guard.NonNegative(value, nameof(InterceptVariance));
    } = 1;

    /// <summary>
    /// λ, which the sum of the weights multiplies; null (the default) for the least leave-one-out error.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Ridge
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(Ridge));
    }

    /// <summary>What rows of a label count; 1 for labels that are not named, zero leaves them out.</summary>
    public ImmutableDictionary<double, double> ClassWeights { get; init; } = ImmutableDictionary<double, double>.Empty;

    /// <summary>
    /// Whether the leave-one-out decision values are scaled to probabilities; false by default.
    /// </summary>
    public bool WithProbabilities { get; init; }

    /// <summary>The most rows with a full kernel matrix; 3 000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int ExactRows { get; init => field = Guard.AtLeast(value, 0, nameof(ExactRows)); } = 3000;

    /// <summary>The number of centres beyond that; null for the rule of <see cref="NystromRidge"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? CentreCount
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(CentreCount));
    }

    /// <summary>The seed of drawn centres and rows; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="options">Threads, memory, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, or there is one class only.
    /// </exception>
    /// <exception cref="Solvers.SolverException">
    /// The kernel matrix has a negative eigenvalue beyond rounding, or no factor.
    /// </exception>
    public FittedKernelRidgeClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null)
    {
        LabelledRows rows = LabelledRows.Of(inputs, labels, weights, ClassWeights);
        Kernel resolved = Kernel.SplitNoise(out double? white).Resolve(inputs.Dimension);
        Kernel kernel = InterceptVariance > 0 ? resolved + new Constant(InterceptVariance) : resolved;
        double? ridge = Ridge ?? (white > 0 ? white / rows.Total : null);
        using Matrix<double> targets = Targets(rows);
        double[]? roots = rows.IsUniform ? null : Array.ConvertAll(rows.Weights, Math.Sqrt);
        options ??= ComputeOptions.Default;
        options.CancellationToken.ThrowIfCancellationRequested();
        return rows.Count <= ExactRows
            ? RidgeDecision.Exactly(this, rows, kernel, ridge, targets, roots, options)
            : RidgeDecision.OnCentres(this, rows, kernel, ridge, targets, roots, options);
    }

    IClassifier IClassificationRecipe.Fit(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights, ComputeOptions? options) =>
        Fit(inputs, labels, weights, options);

    internal static Matrix<double> Targets(LabelledRows rows)
    {
        int columns = rows.Labels.Length == 2 ? 1 : rows.Labels.Length;
        var targets = new Matrix<double>(rows.Count, columns);
        for (int i = 0; i < rows.Count; i++)
        {
            for (int c = 0; c < columns; c++)
            {
                targets[i, c] = rows.Classes[i] == c ? 1 : -1;
            }
        }

        return targets;
    }
}
