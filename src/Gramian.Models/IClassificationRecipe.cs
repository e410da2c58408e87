using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Represents a classification that has not seen data: what to fit and how. Immutable.</summary>
public interface IClassificationRecipe
{
    /// <summary>A short name for tables and messages, such as "svm" or "logistic".</summary>
    string Name { get; }

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="labels">The label of each row, [n]; at least two different ones. Their order means nothing.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1. Zero leaves a row out.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, a weight is negative, or there is one class only.
    /// </exception>
    IClassifier Fit(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights = default,
        ComputeOptions? options = null);
}
