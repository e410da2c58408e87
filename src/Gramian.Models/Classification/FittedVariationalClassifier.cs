using System.Globalization;
using Gramian.Kernels;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents a fitted classification whose latent functions M inducing points carry. Immutable, and safe to share. The
/// predicted label is always the most probable one.
/// </summary>
public sealed class FittedVariationalClassifier : IClassifier
{
    private readonly double[] labels;
    private readonly InducedPosterior[] machines;

    internal FittedVariationalClassifier(VariationalClassifier recipe, double[] labels, InducedPosterior[] machines) =>
        (Recipe, this.labels, this.machines) = (recipe, labels, machines);

    /// <summary>The recipe that was fitted.</summary>
    public VariationalClassifier Recipe { get; }

    /// <summary>The kernel at the fitted hyperparameters.</summary>
    public Kernel Kernel => machines[0].Kernel;

    /// <summary>Z, the inducing points.</summary>
    public Points InducingPoints => machines[0].InducingPoints;

    /// <summary>The lower bound of log p(labels).</summary>
    public required double Bound { get; init; }

    /// <summary>How close q came to its optimum.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>How the hyperparameters were learnt; null when they were not.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    /// <summary>The hyperparameters that ended on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    /// <summary>The posterior of each latent function.</summary>
    internal IReadOnlyList<InducedPosterior> Machines => machines;

    /// <inheritdoc/>
    public int InputDimension => InducingPoints.Dimension;

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => labels;

    /// <summary>Predicts the most probable label of each query; the first of equals.</summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null)
    {
        using Matrix<double> probabilities = Probabilities(queries, options);
        return MostProbable.Labels(labels, probabilities);
    }

    /// <summary>
    /// The latent means: one column, positive for the first label, with two classes; else one for each class.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Latent(queries, options).Means;

    /// <summary>The posterior of the latent functions, with the columns of <see cref="DecisionValues"/>.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    /// <exception cref="SolverException">A variance came out below zero by more than rounding.</exception>
    public LatentPrediction Latent(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension, "inducing points");
        var means = new Matrix<double>(queries.Count, machines.Length);
        var variances = new Matrix<double>(queries.Count, machines.Length);
        for (int f = 0; f < machines.Length; f++)
        {
            Prediction prediction = machines[f].Predict(queries, options);
            for (int i = 0; i < queries.Count; i++)
            {
                (means[i, f], variances[i, f]) = (prediction.Mean[i], prediction.LatentVariance![i]);
            }
        }

        return new LatentPrediction(means, variances);
    }

    /// <summary>
    /// The probability of each class: the link averaged over the latent posterior, exact to 10⁻¹² with two classes.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> Probabilities(Points queries, ComputeOptions? options = null)
    {
        LatentPrediction latent = Latent(queries, options);
        if (machines.Length > 1)
        {
            return NormalSoftmax.Average(latent, options);
        }

        var probabilities = new Matrix<double>(queries.Count, 2);
        for (int i = 0; i < queries.Count; i++)
        {
            (double mean, double variance) = (latent.Means[i, 0], latent.Variances[i, 0]);
            probabilities[i, 0] = BinaryLink.Probability(Recipe.Link, mean, variance);
            probabilities[i, 1] = BinaryLink.Probability(Recipe.Link, -mean, variance);
        }

        return probabilities;
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Variational classifier of {InducingPoints.Count} inducing points x {InputDimension} inputs, "
        + $"{labels.Length} classes: {Kernel}, bound {Bound:F3}");
}
