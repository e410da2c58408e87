using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.SupportVectors;

/// <summary>
/// Represents the support of one class as a model file holds it: label 0 inside, label 1 outside. Immutable, and safe
/// to share.
/// </summary>
public sealed class OneClassModel : IKernelClassifier
{
    private static readonly double[] Places = [0, 1];

    /// <summary>Makes the model from its state.</summary>
    /// <param name="expansion">The machine as a function, positive inside, with at least one support vector.</param>
    /// <exception cref="ArgumentException">There are several functions, or there is no support vector.</exception>
    public OneClassModel(SupportVectorExpansion expansion)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        Guard.Length(expansion.Offsets.Count, 1, nameof(expansion));
        Expansion = expansion.Vectors is not null ? expansion : throw new ArgumentException(
            "A support of one class needs a dense support vector, but there is none.", nameof(expansion));
    }

    /// <summary>The machine as a function of a query.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.OneClassSupport;

    /// <inheritdoc/>
    public Kernel Kernel => Expansion.Kernel;

    /// <inheritdoc/>
    public Points? KeptPoints => Expansion.Vectors;

    /// <inheritdoc/>
    public string Settings =>
        string.Create(CultureInfo.InvariantCulture, $"{Expansion.Count} support vectors of one class");

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    /// <summary>0 for inside, 1 for outside.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => Places;

    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null) =>
        Array.ConvertAll(DecisionValues(queries, options).View.ColumnToArray(0), value => value > 0 ? 0.0 : 1.0);

    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options);

    /// <summary>None: how likely a row is says nothing of how likely its class is.</summary>
    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) => null;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Title()}, {Settings}";
}
