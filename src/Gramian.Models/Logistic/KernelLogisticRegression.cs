using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Models.Landmarks;
using Gramian.Models.Losses;
using Gramian.Numerics;

namespace Gramian.Models.Logistic;

/// <summary>Represents kernel logistic regression, or another loss of kernel scores: the recipe. Immutable.</summary>
/// <remarks>
/// f = argmin (1/N) Σ wᵢ ℓ(f(xᵢ) + b, yᵢ) + (λ/2) ‖f‖², N = Σ wᵢ: one function for two classes, whose scores are f/2
/// and −f/2, and one for each of more, with their norms summed. The intercepts b are not penalised. Up to
/// <see cref="ExactRows"/> rows Newton's equations are factorised, in n³/3 operations a step for two classes and about
/// k n³ for k; more rows are fitted on centres by preconditioned conjugate gradients, on a path of falling λ.
/// With cross-entropy, Nλ = 1 is the mode of a Gaussian-process classifier of the same kernel.
/// </remarks>
/// <param name="Kernel">k; its lengthscales are not fitted.</param>
[Paper("zhu2005kernel")]
[Paper("marteau2019globally")]
public sealed record KernelLogisticRegression(Kernel Kernel) : IClassificationRecipe
{
    /// <inheritdoc/>
    public string Name { get; init; } = "logistic";

    /// <summary>ℓ; cross-entropy by default.</summary>
    public ClassLoss Loss { get; init; } = new CrossEntropy();

    /// <summary>Whether each function has an intercept; true by default.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>
    /// λ, which the sum of the weights multiplies; null (the default) takes the Nλ of least cross-validated loss on at
    /// most <see cref="SelectionRows"/> rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Ridge
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(Ridge));
    }

    /// <summary>The most rows on which λ is chosen, drawn with <see cref="Seed"/>; 400 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 4.</exception>
    public int SelectionRows { get; init => field = Guard.AtLeast(value, 4, nameof(SelectionRows)); } = 400;

    /// <summary>What rows of a label count; 1 for labels that are not named, zero leaves them out.</summary>
    public ImmutableDictionary<double, double> ClassWeights { get; init; } = ImmutableDictionary<double, double>.Empty;

    /// <summary>The most rows on which the functions may stand one by one; 2 000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 0.</exception>
    public int ExactRows { get; init => field = Guard.AtLeast(value, 0, nameof(ExactRows)); } = 2000;

    /// <summary>The number of centres beyond that, cut to n; null for √n ln n, between 100 and 2 000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? CentreCount
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(CentreCount));
    }

    /// <summary>How the centres are chosen; rows alike by default.</summary>
    public ILandmarkRule Landmarks { get; init; } = new UniformLandmarks();

    /// <summary>
    /// How far the objective, per unit of weight, may be from its minimum, in [1e-24, 1e-1]; 1e-8 by default. Of a loss
    /// that is not convex, the squared gradient over 2λ.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Tolerance { get; init => field = Guard.InRange(value, 1e-24, 1e-1, nameof(Tolerance)); } = 1e-8;

    /// <summary>The most steps of Newton's method; at least 1, 200 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 200;

    /// <summary>The seed of drawn rows, folds and centres; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="start">
    /// A fit of the same rows with another λ or loss to start from; null to start from zero.
    /// </param>
    /// <param name="options">Threads, memory, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, there is one class only, or the start is of other rows.
    /// </exception>
    /// <exception cref="Solvers.SolverException">A matrix has no factor, even with the largest jitter.</exception>
    public FittedKernelLogistic Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        FittedKernelLogistic? start = null,
        ComputeOptions? options = null)
    {
        LabelledRows rows = LabelledRows.Of(inputs, labels, weights, ClassWeights);
        options ??= ComputeOptions.Default;
        options.CancellationToken.ThrowIfCancellationRequested();
        using var fit = new LogisticFit(this, rows, start, options);
        (double ridge, IReadOnlyList<LogisticPathPoint> path) = Ridge is double given
            ? (given, [])
            : LogisticSelection.Choose(this, fit.Kernel, rows, options);
        return fit.Run(ridge, path);
    }

    /// <summary>The centres of n rows when none are asked for.</summary>
    internal static int UsualCentres(int rows) =>
        (int)Math.Clamp(Math.Ceiling(Math.Sqrt(rows) * Math.Log(Math.Max(rows, 2))), 100, 2000);

    IClassifier IClassificationRecipe.Fit(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights, ComputeOptions? options) =>
        Fit(inputs, labels, weights, start: null, options);

    /// <summary>Fits the recipe for several λ, each from the one before; <see cref="Ridge"/> is not read.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the results, and not to be changed.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones.</param>
    /// <param name="ridges">The λ, positive; best in falling order.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="options">Threads, memory, progress, cancellation; null for the default.</param>
    /// <returns>A model for each λ, in the order given.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, a λ is not positive, or there is one class only.
    /// </exception>
    /// <exception cref="Solvers.SolverException">A matrix has no factor, even with the largest jitter.</exception>
    public IReadOnlyList<FittedKernelLogistic> FitPath(
        Points inputs,
        ReadOnlySpan<double> labels,
        IReadOnlyList<double> ridges,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ridges);
        for (int i = 0; i < ridges.Count; i++)
        {
            Guard.Positive(ridges[i], $"ridges[{i}]");
        }

        LabelledRows rows = LabelledRows.Of(inputs, labels, weights, ClassWeights);
        using var fit = new LogisticFit(this, rows, start: null, options ?? ComputeOptions.Default);
        var models = new List<FittedKernelLogistic>();
        foreach (double ridge in ridges)
        {
            models.Add(fit.Run(ridge, []));
        }

        return models;
    }
}
