using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents a fitted classification by regression of Dirichlet targets. Immutable, and safe to share. The predicted
/// label is always the most probable one.
/// </summary>
public sealed class FittedDirichletClassifier : IClassifier
{
    private readonly double[] labels;

    internal FittedDirichletClassifier(
        DirichletClassifier recipe, double[] labels, Points kept, ILatentPosterior[] posteriors, double[] centres)
    {
        (Recipe, this.labels, KeptPoints) = (recipe, labels, kept);
        (Posteriors, Centres) = (posteriors, centres);
    }

    /// <summary>The recipe that was fitted.</summary>
    public DirichletClassifier Recipe { get; }

    /// <summary>The kernel at the fitted hyperparameters.</summary>
    public required Kernel Kernel { get; init; }

    /// <summary>αₑ, as given or chosen.</summary>
    public required double Concentration { get; init; }

    /// <summary>
    /// The log marginal likelihood of the transformed labels, summed over the classes; null with inducing points. It
    /// is not comparable with that of other classifiers, nor between concentrations.
    /// </summary>
    public required double? LogEvidence { get; init; }

    /// <summary>
    /// The mean log loss of rows that are left out in turn at the fitted hyperparameters, in closed form; null with
    /// inducing points.
    /// </summary>
    public double? LeaveOneOutLogLoss { get; internal init; }

    /// <summary>How the systems were solved, and how well.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>How the search of hyperparameters ended; null when nothing was searched.</summary>
    public OptimizationResult? Optimization { get; internal init; }

    /// <summary>The hyperparameters that the search left on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    /// <summary>The points that carry the posterior: the training inputs, or the inducing points.</summary>
    public Points KeptPoints { get; }

    /// <summary>The posterior of each latent function, less its prior mean.</summary>
    internal ILatentPosterior[] Posteriors { get; }

    /// <summary>The prior mean of each latent function.</summary>
    internal double[] Centres { get; }

    /// <inheritdoc/>
    public int InputDimension => KeptPoints.Dimension;

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
    /// The latent means, a column for each class; with two classes one column, that of the first less that of the
    /// second.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null)
    {
        Matrix<double> means = Latent(queries, options).Means;
        if (labels.Length > 2)
        {
            return means;
        }

        var differences = new Matrix<double>(means.Rows, 1);
        for (int i = 0; i < means.Rows; i++)
        {
            differences[i, 0] = means[i, 0] - means[i, 1];
        }

        means.Dispose();
        return differences;
    }

    /// <summary>The posterior of the latent functions, a column for each class.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    /// <exception cref="SolverException">A variance came out below zero by more than rounding.</exception>
    public LatentPrediction Latent(Points queries, ComputeOptions? options = null)
    {
        QueryGuard.Columns(queries, InputDimension);
        var means = new Matrix<double>(queries.Count, labels.Length);
        var variances = new Matrix<double>(queries.Count, labels.Length);
        for (int c = 0; c < labels.Length; c++)
        {
            (double[] mean, double[] variance) = Posteriors[c].Predict(queries, options);
            for (int i = 0; i < mean.Length; i++)
            {
                (means[i, c], variances[i, c]) = (mean[i] + Centres[c], variance[i]);
            }
        }

        return new LatentPrediction(means, variances);
    }

    /// <summary>
    /// The probability of each class: the softmax averaged over the latent posterior, exact to 10⁻¹² with two classes.
    /// </summary>
    /// <inheritdoc/>
    public Matrix<double> Probabilities(Points queries, ComputeOptions? options = null) =>
        NormalSoftmax.Average(Latent(queries, options), options);

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Dirichlet classifier on {KeptPoints.Count} points x {InputDimension} inputs, {labels.Length} classes: "
        + $"{Kernel}, concentration {Concentration:G4}");
}
