using Gramian.Kernels;
using Gramian.Models.Calibration;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.TableClasses;

/// <summary>
/// Represents a classifier of a model file whose probabilities were learnt anew, from rows that did not help to decide.
/// Immutable, and safe to share.
/// </summary>
public sealed class CalibratedClassModel : IKernelClassifier
{
    private readonly FittedCalibratedClassifier fitted;

    internal CalibratedClassModel(IKernelClassifier inner, FittedCalibratedClassifier fitted, CalibrationMethod method)
    {
        (Inner, this.fitted, Method) = (inner, fitted, method);
    }

    /// <summary>What decides, with its own probabilities.</summary>
    public IKernelClassifier Inner { get; }

    /// <summary>How decision values become probabilities.</summary>
    public CalibrationMethod Method { get; }

    /// <summary>The scaling of each column of the decision values; none when there is a temperature.</summary>
    public IReadOnlyList<IScoreScaling> Scalings => fitted.Scalings;

    /// <summary>The temperature; null when columns are scaled one by one.</summary>
    public TemperatureScaling? Temperature => fitted.Temperature;

    /// <inheritdoc/>
    public ModelKind Kind => Inner.Kind;

    /// <inheritdoc/>
    public Kernel Kernel => Inner.Kernel;

    /// <inheritdoc/>
    public Certificate Certificate => Inner.Certificate;

    /// <inheritdoc/>
    public Points? KeptPoints => Inner.KeptPoints;

    /// <inheritdoc/>
    public string Settings => Inner.Settings;

    /// <inheritdoc/>
    public OptimizationResult? Search => Inner.Search;

    /// <inheritdoc/>
    public IReadOnlyList<string> AtBounds => Inner.AtBounds;

    /// <inheritdoc/>
    public int InputDimension => Inner.InputDimension;

    /// <inheritdoc/>
    public IReadOnlyList<double> Labels => Inner.Labels;

    /// <inheritdoc/>
    public MulticlassScheme DecisionScheme => Inner.DecisionScheme;

    /// <summary>The scaling as a sentence, such as "temperature 1.3".</summary>
    public string Description => Method switch
    {
        CalibrationMethod.Temperature =>
            FormattableString.Invariant($"temperature {Temperature!.Temperature:G4}, from out-of-fold predictions"),
        CalibrationMethod.Isotonic => "isotonic steps, from out-of-fold decision values",
        _ => "Platt's sigmoid, from out-of-fold decision values",
    };

    /// <inheritdoc/>
    public double[] Predict(Points queries, ComputeOptions? options = null) => fitted.Predict(queries, options);

    /// <inheritdoc/>
    public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null) =>
        Inner.DecisionValues(queries, options);

    /// <inheritdoc/>
    public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) =>
        fitted.Probabilities(queries, options);
}
