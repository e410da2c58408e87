using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Represents a fitted classification: immutable, and safe to share between threads.</summary>
public interface IClassifier
{
    /// <summary>The number of columns, d, that a query must have.</summary>
    int InputDimension { get; }

    /// <summary>The numbers that stand for the classes, in the order of the columns of probabilities.</summary>
    IReadOnlyList<double> Labels { get; }

    /// <summary>Predicts the label of each query.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>A label of <see cref="Labels"/> for each query, [m].</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    double[] Predict(Points queries, ComputeOptions? options = null);

    /// <summary>The numbers whose signs decide; what the columns are belongs to the model.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null);

    /// <summary>The probability of each class at each query, [m, k]; null when the model knows none.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null);
}
