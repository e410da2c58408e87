using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.SupportVectors;

/// <summary>
/// Represents a regression by support vectors as a model file holds it. Immutable, and safe to share.
/// </summary>
/// <remarks>
/// It knows no uncertainty of its own. With the scale σ of Laplace noise the variance is that noise's, 2σ²; without it
/// the variance is NaN, which is written as a missing cell.
/// </remarks>
public sealed class SupportVectorRegressionModel : IKernelRegressor
{
    /// <summary>Makes the model from its state.</summary>
    /// <param name="expansion">The machine as a function, with at least one support vector.</param>
    /// <param name="noiseScale">σ, of the targets that the machine sees; null when it is not known.</param>
    /// <exception cref="ArgumentException">There are several functions, or there is no support vector.</exception>
    public SupportVectorRegressionModel(SupportVectorExpansion expansion, double? noiseScale)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        Guard.Length(expansion.Offsets.Count, 1, nameof(expansion));
        KeptPoints = expansion.Vectors ?? throw new ArgumentException(
            "A regression by support vectors needs a dense support vector, but there is none.", nameof(expansion));
        Expansion = expansion;
        NoiseScale = noiseScale is null ? null : Guard.NonNegative(noiseScale.Value, nameof(noiseScale));
    }

    /// <summary>The machine as a function of a query.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>σ of the noise exp(−|z|/σ)/(2σ), of the targets that the machine sees; null for none.</summary>
    public double? NoiseScale { get; }

    /// <inheritdoc/>
    public required Certificate Certificate { get; init; }

    /// <inheritdoc/>
    public ModelKind Kind => ModelKind.SupportVectorRegression;

    /// <inheritdoc/>
    public Kernel Kernel => Expansion.Kernel;

    /// <inheritdoc/>
    public Points KeptPoints { get; }

    /// <inheritdoc/>
    public double? NoiseLevel => 2 * NoiseScale * NoiseScale;

    /// <inheritdoc/>
    public int InputDimension => Expansion.Dimension;

    /// <inheritdoc/>
    public int TargetCount => 1;

    /// <inheritdoc/>
    public Prediction Predict(Points queries, ComputeOptions? options = null)
    {
        Matrix<double> values = Expansion.Evaluate(queries, options);
        var variances = new Matrix<double>(values.Rows, 1);
        for (int i = 0; i < variances.Rows; i++)
        {
            variances[i, 0] = NoiseLevel ?? double.NaN;
        }

        return new Prediction(values, variances);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Kind.Title()}, {Expansion.Count} support vectors, ")
        + (NoiseScale is null ? "noise not known" : "Laplace noise");
}
