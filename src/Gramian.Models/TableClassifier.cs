using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Selection;
using Gramian.Models.TableClasses;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models;

/// <summary>
/// Represents a classification fitted to a table, with everything that is needed to use it. Immutable; thread-safe.
/// </summary>
[HouseExemption("conformance", "Is fitted to a table; the recipes behind it have suites.")]
public sealed class TableClassifier : TableModel
{
    internal TableClassifier(FittedTablePipeline pipeline, IKernelClassifier classifier, ModelCard card)
        : base(pipeline, card) => Classifier = classifier;

    /// <summary>The model on standardised points, whose labels are places in <see cref="Classes"/>.</summary>
    public IKernelClassifier Classifier { get; }

    /// <summary>The classes, in order.</summary>
    public TargetClasses Classes => Pipeline.Classes!;

    /// <summary>The validation of the fit; null when the model was loaded, or could not be validated.</summary>
    public ClassValidation? Validation { get; internal init; }

    /// <inheritdoc/>
    public override ModelKind Kind => Classifier.Kind;

    /// <inheritdoc/>
    public override Kernel Kernel => Classifier.Kernel;

    /// <inheritdoc/>
    public override string? Caution => Validation?.Caution;

    /// <summary>Plans, tunes, fits and validates a classification.</summary>
    /// <param name="table">The training rows.</param>
    /// <param name="target">The name of the column of classes: categories, or numbers that stand for classes.</param>
    /// <param name="options">What to fit and how; null for the defaults.</param>
    /// <param name="compute">Threads, memory, progress, cancellation; null for the default.</param>
    /// <exception cref="DataException">The table or the target cannot be used.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="FormatException">The text of the kernel cannot be read.</exception>
    /// <exception cref="Planning.PlanException">The fit would not fit into the budget.</exception>
    /// <exception cref="Solvers.SolverException">A system could not be solved.</exception>
    public static TableClassifier Fit(
        Table table, string target, FitOptions? options = null, ComputeOptions? compute = null) =>
        ClassifierFit.Run(table, target, Checked(table, target, options), compute);

    /// <summary>Validates without fitting a model to all rows: everything is learnt anew inside each fold.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="target">The name of the column of classes.</param>
    /// <param name="options">What to fit and how; its folds, at least 2, and its seed make the division.</param>
    /// <param name="compute">Threads, memory, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options ask for no folds.</exception>
    /// <exception cref="DataException">The table or the target cannot be used.</exception>
    /// <exception cref="Planning.PlanException">A fit would exceed the budget.</exception>
    /// <exception cref="Solvers.SolverException">A system could not be solved.</exception>
    public static ClassValidation CrossValidate(
        Table table, string target, FitOptions options, ComputeOptions? compute = null)
    {
        CheckFolds(table, target, options);
        return ClassifierFit.CrossValidate(table, target, options, compute);
    }

    /// <summary>Predicts the class of every row.</summary>
    /// <param name="table">A table with the input columns.</param>
    /// <param name="compute">Threads and cancellation; null for the default.</param>
    /// <exception cref="DataException">A column is absent or of another type, or a cell cannot be used.</exception>
    public TableClassPrediction Predict(Table table, ComputeOptions? compute = null)
    {
        Points points = Pipeline.Encode(table, out EncodingNotes notes);
        return new TableClassPrediction(Predict(points, compute), table, notes);
    }

    /// <summary>Measures predictions against the class of every row.</summary>
    /// <param name="table">A table with the input columns and the target.</param>
    /// <param name="seed">The seed of the bootstrap that gives the intervals.</param>
    /// <param name="compute">Threads and cancellation; null for the default.</param>
    /// <exception cref="DataException">
    /// A column is absent or of another type, a cell cannot be used, or a class is not known.
    /// </exception>
    public ClassificationReport Evaluate(Table table, ulong seed = 0, ComputeOptions? compute = null)
    {
        int[] observed = Pipeline.Labels(table);
        return ClassificationReport.Make(Predict(table, compute).Prediction, observed, new RandomStream(seed));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Pipeline.Target} ({Classes.Count} classes) from {Pipeline.Columns.Count} columns: {Kind.Title()}";

    internal ClassPrediction Predict(Points points, ComputeOptions? compute) =>
        Predict(Classes, Classifier, points, compute);

    // With probabilities the label is the most probable one, so that the two never disagree, and costs nothing more.
    internal static ClassPrediction Predict(
        TargetClasses classes, IKernelClassifier classifier, Points points, ComputeOptions? compute)
    {
        Matrix<double>? probabilities = classifier.Probabilities(points, compute);
        return ClassPrediction.Of(
            classes, classifier.Labels, probabilities is null ? classifier.Predict(points, compute) : null,
            probabilities);
    }
}
