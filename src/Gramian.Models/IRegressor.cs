using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models;

/// <summary>Represents a fitted regression: immutable, and safe to share between threads.</summary>
public interface IRegressor
{
    /// <summary>The number of columns, d, that a query must have.</summary>
    int InputDimension { get; }

    /// <summary>The number of targets, q, that are predicted for each query.</summary>
    int TargetCount { get; }

    /// <summary>How the training system was solved, and how well.</summary>
    Certificate Certificate { get; }

    /// <summary>Predicts every target at each query.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>Means, and the variances that the model knows, each [m, q].</returns>
    /// <exception cref="ArgumentException">
    /// The queries have another number of columns than the training inputs.
    /// </exception>
    Prediction Predict(Points queries, ComputeOptions? options = null);
}
