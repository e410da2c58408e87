using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models;

/// <summary>
/// Represents a model fitted to a table, of numbers or of classes, with everything that is needed to use it. Immutable;
/// thread-safe.
/// </summary>
/// <remarks>It is what a .gram file holds; see <see cref="Files.GramFile"/>.</remarks>
public abstract class TableModel
{
    private protected TableModel(FittedTablePipeline pipeline, ModelCard card) => (Pipeline, Card) = (pipeline, card);

    /// <summary>How tables become points and targets.</summary>
    public FittedTablePipeline Pipeline { get; }

    /// <summary>Where the model comes from and how good it is.</summary>
    public ModelCard Card { get; }

    /// <summary>How the fit went; null when the model was loaded.</summary>
    public FitHistory? History { get; internal init; }

    /// <summary>Which of the models it is.</summary>
    public abstract ModelKind Kind { get; }

    /// <summary>The fitted kernel on standardised points.</summary>
    public abstract Kernel Kernel { get; }

    /// <summary>A sentence of caution about the validation; null when there is none.</summary>
    public abstract string? Caution { get; }

    /// <summary>What it predicts.</summary>
    public ModelTask Task => Kind.Task();

    /// <summary>Plans, fits and validates a model of the task that the target and the options decide.</summary>
    /// <param name="table">The training rows.</param>
    /// <param name="target">The name of the column to predict.</param>
    /// <param name="options">What to fit and how; null for the defaults.</param>
    /// <param name="compute">Threads, memory, progress, cancellation; null for the default.</param>
    /// <returns>A <see cref="TrainedModel"/> for numbers, a <see cref="TableClassifier"/> for classes.</returns>
    /// <exception cref="DataException">The table or the target cannot be used.</exception>
    /// <exception cref="FormatException">The text of the kernel cannot be read.</exception>
    /// <exception cref="Planning.PlanException">The fit would not fit into the budget.</exception>
    /// <exception cref="SolverException">A system could not be solved.</exception>
    public static TableModel FitTo(
        Table table, string target, FitOptions? options = null, ComputeOptions? compute = null)
    {
        options = Checked(table, target, options);
        return TargetTask.Of(table, target, options).Task == ModelTask.Classification
            ? TableClassifier.Fit(table, target, options, compute)
            : TrainedModel.Fit(table, target, options, compute);
    }

    private protected static FitOptions Checked(Table table, string target, FitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(target);
        return options ?? new FitOptions();
    }

    private protected static void CheckFolds(Table table, string target, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Checked(table, target, options);
        Guard.AtLeast(options.Folds, 2, nameof(options));
    }
}
