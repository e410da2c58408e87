using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Selection;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models;

/// <summary>
/// Represents a regression fitted to a table, with everything that is needed to use it. Immutable; thread-safe.
/// </summary>
/// <remarks>It is what a .gram file holds; see <see cref="Files.GramFile"/>.</remarks>
[HouseExemption("conformance", "Is fitted to a table; the recipes behind it have suites.")]
public sealed class TrainedModel : TableModel
{
    internal TrainedModel(FittedTablePipeline pipeline, IKernelRegressor regressor, ModelCard card)
        : base(pipeline, card) => Regressor = regressor;

    /// <summary>The model on standardised points and targets.</summary>
    public IKernelRegressor Regressor { get; }

    /// <summary>The validation of the fit; null when the model was loaded.</summary>
    public Validation? Validation { get; internal init; }

    /// <inheritdoc/>
    public override ModelKind Kind => Regressor.Kind;

    /// <inheritdoc/>
    public override Kernel Kernel => Regressor.Kernel;

    /// <inheritdoc/>
    public override string? Caution => Validation?.Caution;

    /// <summary>Plans, fits and validates a model.</summary>
    /// <param name="table">The training rows.</param>
    /// <param name="target">The name of the column to predict.</param>
    /// <param name="options">What to fit and how; null for the defaults.</param>
    /// <param name="compute">Threads, memory, progress, cancellation; null for the default.</param>
    /// <exception cref="DataException">The table or the target cannot be used.</exception>
    /// <exception cref="FormatException">The text of the kernel cannot be read.</exception>
    /// <exception cref="Planning.PlanException">The fit would not fit into the memory allowed.</exception>
    /// <exception cref="Solvers.SolverException">A system could not be solved.</exception>
    public static TrainedModel Fit(
        Table table, string target, FitOptions? options = null, ComputeOptions? compute = null) =>
        TableFit.Run(table, target, Checked(table, target, options), compute);

    /// <summary>Validates without fitting a model to all rows: everything is learnt anew inside each fold.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="target">The name of the column to predict.</param>
    /// <param name="options">What to fit and how; its folds, at least 2, and its seed make the division.</param>
    /// <param name="compute">Threads, memory, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options ask for no folds.</exception>
    /// <exception cref="DataException">The table or the target cannot be used.</exception>
    /// <exception cref="Planning.PlanException">A fit would exceed the budget.</exception>
    /// <exception cref="Solvers.SolverException">A system could not be solved.</exception>
    public static Validation CrossValidate(
        Table table, string target, FitOptions options, ComputeOptions? compute = null)
    {
        CheckFolds(table, target, options);
        return TableFit.CrossValidate(table, target, options, compute);
    }

    /// <summary>Predicts the target of every row.</summary>
    /// <param name="table">A table with the input columns.</param>
    /// <param name="compute">Threads and cancellation; null for the default.</param>
    /// <exception cref="DataException">A column is absent or of another type, or a cell cannot be used.</exception>
    public TablePrediction Predict(Table table, ComputeOptions? compute = null)
    {
        Points points = Pipeline.Encode(table, out EncodingNotes notes);
        return new TablePrediction(InTargetUnit(Regressor.Predict(points, compute)), table, notes);
    }

    /// <summary>Measures predictions against the target of every row.</summary>
    /// <param name="table">A table with the input columns and the target.</param>
    /// <param name="seed">The seed of the bootstrap that gives the intervals.</param>
    /// <param name="compute">Threads and cancellation; null for the default.</param>
    /// <exception cref="DataException">A column is absent or of another type, or a cell cannot be used.</exception>
    public MetricReport Evaluate(Table table, ulong seed = 0, ComputeOptions? compute = null)
    {
        double[] observed = Pipeline.RawTargets(table);
        return MetricReport.Make(Predict(table, compute).Prediction, observed, new RandomStream(seed));
    }

    /// <summary>Predicts every training row from all others, in closed form, at the fitted hyperparameters.</summary>
    /// <param name="compute">Threads and cancellation; null for the default.</param>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows, or the model has no closed form: only "gp" and "krr" have one here.
    /// </exception>
    public Validation LeaveOneOut(ComputeOptions? compute = null) =>
        TableFit.ValidateByLeaveOneOut(Pipeline, Regressor, Card.Seed, compute);

    /// <inheritdoc/>
    public override string ToString() => $"{Pipeline.Target} from {Pipeline.Columns.Count} columns: {Regressor}";

    internal Prediction InTargetUnit(Prediction prediction) => TableFit.InTargetUnit(Pipeline, prediction);
}
