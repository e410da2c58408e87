using System.CommandLine;
using System.Globalization;
using Gramian.Cli.Shell;
using Gramian.Kernels;
using Gramian.Models;
using Gramian.Models.Calibration;
using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Cli.Arguments;

/// <summary>The options that say what is fitted and how; the verbs that fit have them.</summary>
internal sealed class FitFlags
{
    private const int MostFolds = 1000;
    private const int MostRestarts = 1000;
    private const int MostCentres = 100_000;
    private const string Cholesky = "cholesky";
    private const string ConjugateGradients = "cg";
    private const string NormalEquations = "normal-equations";
    private const string Falkon = "falkon";
    private const string Sketch = "sketch";
    private const string Propagation = "ep";
    private const string Laplace = "laplace";
    private const string Variational = "variational";

    private readonly Option<string?> task = Flags.Choice(
        "--task", "Whether the target is a number or a class. Default: auto, by the target.",
        "auto", "regression", "classification");

    private readonly Option<string[]?> columns = Flags.Parsed<string[]?>(
        "--columns", "COL,…", "The input columns. Default: all but the target.", NameList.Parse);

    private readonly Option<string?> missing = Flags.Choice(
        "--missing", "Missing inputs: median replaces and marks them, error refuses them. Default: median.",
        "median", "error");

    private readonly Option<int?> restarts = Flags.Whole<int>(
        "--restarts", 0, MostRestarts, "Further starts of the hyperparameter search. Default: 3.");

    private readonly Option<ulong?> seed = Flags.Whole<ulong>(
        "--seed", 0, ulong.MaxValue, "The seed of everything random. Default: 0.");

    private readonly Option<BudgetText?> budget = Flags.Parsed<BudgetText?>(
        "--budget", "SIZE|TIME",
        "Choose a model that is predicted to stay within this memory (4GB) or time (10min); refuse one that is not.",
        BudgetText.Parse);

    private readonly Option<string?> solver = Flags.Choice(
        "--solver", "How the system is solved. Default: auto, by predicted cost.",
        "auto", Cholesky, ConjugateGradients, NormalEquations, Falkon, Sketch, Propagation, Laplace, Variational);

    private readonly Option<int?> centres = Flags.Whole<int>(
        "--centres", 1, MostCentres,
        "Inducing points of sgpr, svgp, dirichlet and variational gpc, or centres of nystrom, logistic and krc. "
        + "Default: by predicted cost.");

    private readonly Option<ClassWeighting?> classWeight = Flags.Parsed<ClassWeighting?>(
        "--class-weight", "balanced|CLASS=W,…",
        "How much a row of each class counts; balanced: each class as much as any other. Default: 1.", ParseWeights);

    private readonly Option<string?> calibrate = Flags.Choice(
        "--calibrate",
        "Learn probabilities of classes from fits that leave out a fold each, six fits in all. Default: none.",
        "none", "platt", "isotonic", "temperature");

    /// <summary>The number of folds.</summary>
    public Option<int?> Folds { get; } = Flags.Whole<int>(
        "--folds", 2, MostFolds, "Refit everything inside each of K folds to validate.");

    /// <summary>The options, in the order in which help shows them.</summary>
    public IEnumerable<Option> All =>
        [task, columns, missing, classWeight, calibrate, solver, centres, Folds, restarts, seed, budget];

    /// <summary>
    /// Makes an option for a kernel expression, which is read at once so that a slip is a matter of usage.
    /// </summary>
    public static string CheckedKernel(string text)
    {
        if (text == FitOptions.AutomaticKernel)
        {
            return text;
        }

        try
        {
            _ = Kernel.Parse(text);
            return text;
        }
        catch (FormatException wrong)
        {
            throw RefusedException.Usage(wrong.Message);
        }
        catch (ArgumentException wrong)
        {
            throw RefusedException.Usage(Failure.WithoutParameter(wrong));
        }
    }

    /// <summary>What the person chose.</summary>
    public FitOptions Options(Session session)
    {
        var options = new FitOptions
        {
            Task = session.Value(task) switch
            {
                "regression" => ModelTask.Regression,
                "classification" => ModelTask.Classification,
                _ => null,
            },
            Columns = session.Value(columns),
            Missing = session.Value(missing) == "error" ? MissingValues.Refuse : MissingValues.Impute,
            Seed = session.Value(seed) ?? 0,
            Folds = session.Value(Folds) ?? 0,
            Centres = session.Value(centres),
            ClassWeights = session.Value(classWeight),
            Calibration = session.Value(calibrate) switch
            {
                "platt" => CalibrationMethod.Platt,
                "isotonic" => CalibrationMethod.Isotonic,
                "temperature" => CalibrationMethod.Temperature,
                _ => null,
            },
            Solver = session.Value(solver) switch
            {
                Cholesky => FitSolver.Cholesky,
                ConjugateGradients => FitSolver.ConjugateGradients,
                NormalEquations => FitSolver.NormalEquations,
                Falkon => FitSolver.Falkon,
                Sketch => FitSolver.Sketch,
                Propagation => FitSolver.ExpectationPropagation,
                Laplace => FitSolver.Laplace,
                Variational => FitSolver.Variational,
                _ => FitSolver.Automatic,
            },
        };
        options = session.Value(restarts) is int starts ? options with { Restarts = starts } : options;
        return session.Value(budget)?.Seconds is double seconds ? options with { TimeLimitSeconds = seconds } : options;
    }

    private static ClassWeighting ParseWeights(string text)
    {
        const string Requirement = "must be balanced, or a list of class=weight with weights above 0";
        if (text == "balanced")
        {
            return ClassWeighting.Balanced;
        }

        try
        {
            return new ClassWeighting(NameList.ParsePairs(text).ToDictionary(
                pair => pair.Key, pair => double.Parse(
                    pair.Value, NumberStyles.Float, CultureInfo.InvariantCulture), StringComparer.Ordinal));
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw new FormatException(Requirement);
        }
    }

    /// <summary>The compute options of a fit: those of the run, within the budget.</summary>
    public ComputeOptions Compute(Session session, ComputeOptions compute) =>
        session.Value(budget)?.Bytes is long bytes ? compute with { MemoryLimit = bytes } : compute;
}
