using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Discriminants;

/// <summary>
/// Represents fitted kernel Fisher discriminants: a projection, and the classification by it. Immutable.
/// </summary>
/// <remarks>Safe to share between threads.</remarks>
[Paper("baudat2000generalized")]
public sealed class FittedFisherDiscriminant : IClassifier
{
    private readonly double[] priors;

    internal FittedFisherDiscriminant(
        SupportVectorExpansion expansion, double[] labels, Matrix<double> means, double[] ratios, double[] priors,
        double ridge, Certificate certificate)
    {
        (Expansion, Labels, ClassMeans, Ratios) = (expansion, labels, means, ratios);
        (this.priors, Ridge, Certificate) = (priors, ridge, certificate);
    }

    /// <summary>
    /// The discriminants as functions on the training rows; the offsets put the mean of all rows at 0.
    /// </summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>The labels, ascending; of two the larger first.</summary>
    public IReadOnlyList<double> Labels { get; }

    /// <summary>
    /// The mean of each class in the coordinates of the discriminants, [k, r]; r is at most k − 1. Not to be changed.
    /// </summary>
    public Matrix<double> ClassMeans { get; }

    /// <summary>vᵀS_B v of each discriminant under vᵀ(S_W + λI)v = 1, the largest first, [r].</summary>
    public IReadOnlyList<double> Ratios { get; }

    /// <summary>How probable each class is held to be beforehand, [k].</summary>
    public IReadOnlyList<double> Priors => priors;

    /// <summary>λ, which the sum of the weights multiplies.</summary>
    public double Ridge { get; }

    /// <summary>How well the system was solved.</summary>
    public Certificate Certificate { get; }

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    /// <summary>The coordinates of each query on the discriminants.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The coordinates, [m, r].</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public Matrix<double> Project(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        return Expansion.Evaluate(queries, options);
    }

    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> values = DecisionValues(queries, options);
        return ClassDecision.Decide(Labels, values);
    }

    /// <summary>
    /// For each class ln π + z̄·z − ½‖z̄‖², z being the coordinates and z̄ the mean of the class; of two the first less
    /// the second.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> coordinates = Project(queries, options);
        int classes = Labels.Count;
        var values = new Matrix<double>(coordinates.Rows, classes == 2 ? 1 : classes);
        var row = new double[classes];
        for (int i = 0; i < values.Rows; i++)
        {
            for (int c = 0; c < classes; c++)
            {
                double square = 0;
                for (int j = 0; j < coordinates.Columns; j++)
                {
                    // The square of z is common to all classes; without it nothing is lost far from all of them.
                    double mean = ClassMeans[c, j];
                    square += mean * (mean - (2 * coordinates[i, j]));
                }

                row[c] = Math.Log(priors[c]) - (0.5 * square);
            }

            if (classes == 2)
            {
                values[i, 0] = row[0] - row[1];
            }
            else
            {
                row.CopyTo(values.Row(i));
            }
        }

        return values;
    }

    /// <summary>The probabilities of normal laws about the class means, with the common spread S_W + λI.</summary>
    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> values = DecisionValues(queries, options);
        var probabilities = new Matrix<double>(values.Rows, Labels.Count);
        var link = new Losses.CrossEntropy();
        var scores = new double[Labels.Count];
        for (int i = 0; i < values.Rows; i++)
        {
            Logistic.RowLosses.Spread(values.Row(i), scores);
            link.TryProbabilities(scores, probabilities.Row(i));
        }

        return probabilities;
    }

    /// <summary>A short description.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"Kernel Fisher discriminants of {Labels.Count} classes on {Expansion.Count} rows: {Expansion.Kernel}, ")
        + FormattableString.Invariant($"ridge {Ridge:G4}");
}
