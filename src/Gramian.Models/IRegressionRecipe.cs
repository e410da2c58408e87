using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Represents a regression that has not seen data: what to fit and how. Immutable.</summary>
public interface IRegressionRecipe
{
    /// <summary>A short name for tables and messages, such as "gp" or "krr".</summary>
    string Name { get; }

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="targets">The training targets, [n, q], row i belonging to input i; copied.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes disagree, there is no row, or a target is not finite.</exception>
    /// <exception cref="Solvers.SolverException">The training system could not be solved.</exception>
    IRegressor Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null);

    /// <summary>The recipe for a subset of the rows; it differs only when the recipe speaks of single rows.</summary>
    /// <param name="rows">The rows that remain, in order.</param>
    IRegressionRecipe ForRows(ReadOnlySpan<int> rows) => this;
}
