using Gramian.Kernels;
using Gramian.Models.SupportVectors;
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

    /// <summary>
    /// What the columns of <see cref="DecisionValues"/> speak of. One column for two classes is positive where it
    /// speaks for the first label, whatever this says.
    /// </summary>
    MulticlassScheme DecisionScheme => MulticlassScheme.OneVersusRest;

    /// <summary>
    /// The numbers that decide: one column for two classes, or one for each class, or one for each pair of classes in
    /// the order (1, 2), (1, 3), …, (2, 3), …, positive for the first of the pair.
    /// </summary>
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
