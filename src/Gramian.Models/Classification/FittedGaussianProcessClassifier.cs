using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Threading;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>Represents a fitted classification by Gaussian processes. Immutable, and safe to share.</summary>
/// <remarks>
/// Holds n² numbers for two classes and k n² for k, and all training rows. The predicted label is always the most
/// probable one.
/// </remarks>
public sealed class FittedGaussianProcessClassifier : IClassifier
{
    private readonly double[] labels;
    private readonly IReadOnlyList<BinaryPosterior> machines;   // one, or one for each class
    private readonly SoftmaxPosterior? joint;
    private readonly NormalSoftmax? softmax;

    internal FittedGaussianProcessClassifier(
        GaussianProcessClassifier recipe,
        LabelLink link,
        double[] labels,
        IReadOnlyList<BinaryPosterior> machines,
        SoftmaxPosterior? joint)
    {
        (Recipe, Link, this.labels, this.machines, this.joint) = (recipe, link, labels, machines, joint);
        softmax = joint is null ? null : new NormalSoftmax(labels.Length);
        Kernels = joint is null ? [.. machines.Select(machine => machine.Kernel)] : [joint.Kernel];
    }

    /// <summary>The recipe that was fitted.</summary>
    public GaussianProcessClassifier Recipe { get; }

    /// <summary>The link of two classes.</summary>
    public LabelLink Link { get; }

    /// <summary>
    /// The kernels at the fitted hyperparameters: one, or one for each class when each was told from the others by
    /// itself.
    /// </summary>
    public IReadOnlyList<Kernel> Kernels { get; }

    /// <summary>
    /// The approximate log p(labels), summed over classes that were told from the others by themselves.
    /// </summary>
    public required double LogEvidence { get; init; }

    /// <summary>How well the mode, or the fixed point, was found; the worst over the classes.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>How the searches of hyperparameters ended, in the order of the kernels; empty without one.</summary>
    public IReadOnlyList<OptimizationResult> Optimizations { get; internal init; } = [];

    /// <summary>The hyperparameters that a search left on a bound, such as "lengthscale[3] (upper)".</summary>
    public IReadOnlyList<string> AtBounds { get; internal init; } = [];

    /// <summary>The training inputs of positive weight.</summary>
    public Points Inputs => joint?.Inputs ?? machines[0].Inputs;

    /// <inheritdoc/>
    public int InputDimension => Inputs.Dimension;

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
        QueryGuard.Columns(queries, InputDimension);
        if (joint is not null)
        {
            int k = labels.Length;
            (Matrix<double> jointMeans, Matrix<double> covariances) = joint.Predict(queries, options);
            var diagonals = new Matrix<double>(queries.Count, k);
            for (int i = 0; i < queries.Count; i++)
            {
                for (int c = 0; c < k; c++)
                {
                    diagonals[i, c] = covariances[i, (c * k) + c];
                }
            }

            covariances.Dispose();
            return new LatentPrediction(jointMeans, diagonals);
        }

        var means = new Matrix<double>(queries.Count, machines.Count);
        var variances = new Matrix<double>(queries.Count, machines.Count);
        for (int f = 0; f < machines.Count; f++)
        {
            (double[] mean, double[] variance) = machines[f].Predict(queries, options);
            for (int i = 0; i < mean.Length; i++)
            {
                (means[i, f], variances[i, f]) = (mean[i], variance[i]);
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
        QueryGuard.Columns(queries, InputDimension);
        if (joint is not null)
        {
            (Matrix<double> jointMeans, Matrix<double> covariances) = joint.Predict(queries, options);
            var shares = new Matrix<double>(queries.Count, labels.Length);
            WorkerTeam.Run(
                queries.Count,
                i => softmax!.Expect(jointMeans.Row(i), covariances.Row(i), shares.Row(i)),
                options);
            jointMeans.Dispose();
            covariances.Dispose();
            return shares;
        }

        LatentPrediction latent = Latent(queries, options);
        var probabilities = new Matrix<double>(queries.Count, labels.Length);
        for (int i = 0; i < queries.Count; i++)
        {
            FillRow(latent.Means.Row(i), latent.Variances.Row(i), probabilities.Row(i));
        }

        return probabilities;
    }

    /// <summary>A short description.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Gaussian process classifier on {Inputs.Count} rows x {InputDimension} inputs, {labels.Length} classes: "
        + $"{Kernels[0]}, log evidence {LogEvidence:F3}");

    private void FillRow(ReadOnlySpan<double> means, ReadOnlySpan<double> variances, Span<double> row)
    {
        if (means.Length == 1)
        {
            row[0] = BinaryLink.Probability(Link, means[0], variances[0]);
            row[1] = BinaryLink.Probability(Link, -means[0], variances[0]);
            return;
        }

        double sum = 0;
        for (int c = 0; c < row.Length; c++)
        {
            row[c] = Math.Max(BinaryLink.Probability(Link, means[c], variances[c]), 2.2250738585072014e-308);
            sum += row[c];
        }

        foreach (ref double p in row)
        {
            p /= sum;
        }
    }
}
