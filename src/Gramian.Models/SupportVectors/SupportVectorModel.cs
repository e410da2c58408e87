using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.SupportVectors;

/// <summary>
/// Represents a classification by support vectors as a model file holds it: one machine for each pair of the classes
/// 0 … k − 1, with the lower class as the positive one. Immutable, and safe to share.
/// </summary>
public sealed class SupportVectorModel : IKernelClassifier
{
    private readonly double[] labels;

    /// <summary>Makes the model from its state.</summary>
    /// <param name="expansion">The machines of the pairs (0, 1), (0, 2), …, (1, 2), … as functions.</param>
    /// <param name="supportCounts">The number of support vectors of each class, [k].</param>
    /// <param name="scalings">The scaling of each machine's decision values to probabilities; none when there are no
    /// probabilities.</param>
    /// <exception cref="ArgumentException">The numbers of classes, machines and support vectors disagree.</exception>
    public SupportVectorModel(
        SupportVectorExpansion expansion, IReadOnlyList<int> supportCounts, IReadOnlyList<PlattScaling> scalings)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        ArgumentNullException.ThrowIfNull(supportCounts);
        ArgumentNullException.ThrowIfNull(scalings);
        int k = supportCounts.Count;
        Guard.AtLeast(k, 2, nameof(supportCounts));
        Guard.Length(expansion.Offsets.Count, k * (k - 1) / 2, nameof(expansion));
        Guard.Length(scalings.Count, scalings.Count == 0 ? 0 : expansion.Offsets.Count, nameof(scalings));
        Guard.Length(expansion.Count, supportCounts.Sum(), nameof(supportCounts));
        (Expansion, SupportCounts, Scalings) = (expansion, [.. supportCounts], [.. scalings]);
        labels = [.. Enumerable.Range(0, k).Select(place => (double)place)];
    }

    /// <summary>The machines as functions of a query.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>The number of support vectors of each class, [k].</summary>
    public IReadOnlyList<int> SupportCounts { get; }

    /// <summary>The scaling of each machine's decision values to probabilities; none when there are none.</summary>
    public IReadOnlyList<PlattScaling> Scalings { get; }

    /// <summary>C; null when it is not known, as in a machine of another program.</summary>
    public required double? Cost { get; init; }

    /// <summary>The number of training rows.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>How many support vectors are at their bound in some machine, so inside a margin or beyond.</summary>
    public required int BoundedCount { get; init; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <summary>What tuning tried, by lengthscale and cost; not kept in files, so empty when loaded.</summary>
    public IReadOnlyList<SupportVectorTrial> Trials { get; init; } = [];

    /// <summary>Which of <see cref="Trials"/> was chosen; −1 when there is none.</summary>
    public int ChosenTrial { get; init; } = -1;

    /// <inheritdoc/>
    public IReadOnlyList<string> AtBounds { get; init; } = [];

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.SupportVectors;

    /// <inheritdoc/>
    public Kernel Kernel => Expansion.Kernel;

    /// <inheritdoc/>
    public Points? KeptPoints => Expansion.Vectors;

    /// <inheritdoc/>
    public string Settings => Cost is null
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Expansion.Count} support vectors, {(Scalings.Count == 0 ? "without" : "with")} probabilities")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"C = {Cost}; {Expansion.Count} of {TrainingRows} rows are support vectors, {BoundedCount} of them "
            + $"at the bound");

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => labels;

    /// <inheritdoc/>
    public MulticlassScheme DecisionScheme => MulticlassScheme.OneVersusOne;

    /// <summary>Predicts the most probable label of each query; the one of most votes without probabilities.</summary>
    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null) =>
        ClassVote.Decide(MulticlassScheme.OneVersusOne, labels, DecisionValues(queries, options), Known);

    /// <summary>A column for each pair of classes.</summary>
    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options);

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) => Known is null
        ? null
        : ClassVote.Probabilities(labels.Length, DecisionValues(queries, options), Scalings);

    private IReadOnlyList<PlattScaling>? Known => Scalings.Count == 0 ? null : Scalings;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Title()}, {Settings}";
}
