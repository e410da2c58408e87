using System.Diagnostics;
using System.Reflection;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Grids;
using Gramian.Models.Planning;
using Gramian.Models.Regression;
using Gramian.Models.Selection;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models;

/// <summary>Carries a table through encoding, planning, fitting and validating.</summary>
internal static class TableFit
{
    private const ulong BootstrapTask = 2;
    private const ulong HoldOutTask = 3;
    private const int HeldShare = 10;
    private const int MostHeldRows = 10_000;
    private const int LeastRowsToHold = 20;

    public static TrainedModel Run(Table table, string target, FitOptions options, ComputeOptions? compute)
    {
        long start = Stopwatch.GetTimestamp();
        FittedTablePipeline pipeline = options.Pipeline(target).Fit(table);
        RefuseConstant(table, pipeline);
        Plan plan = FitPlan.Make(pipeline.Encode(table, out EncodingNotes notes), options, compute).OrThrow();
        options = Settled(options, plan);
        int[] held = HeldOut(table, plan, options);
        Table training = table;
        if (held.Length > 0)
        {
            // What is held out must not have been seen by the encodings either.
            training = table.SelectRows(Others(table.Rows, held));
            pipeline = options.Pipeline(target).Fit(training);
            RefuseConstant(training, pipeline);
        }

        Points points = pipeline.Encode(training, out notes);
        IKernelRegressor regressor = FitRecipe.Fit(
            plan, points, pipeline.Targets(training), pipeline.TargetScaling.Scale, options, compute,
            out KernelSearchResult? search);
        double fitSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        start = Stopwatch.GetTimestamp();
        Validation? validation = held.Length > 0
            ? ValidateHeldOut(table, held, pipeline, regressor, options, compute)
            : Validate(table, target, pipeline, regressor, options, compute);
        double validateSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ModelCard card = MakeCard(table, training.Rows, regressor, options, plan, search, validation);
        return new TrainedModel(pipeline, regressor, card)
        {
            History = new FitHistory(plan, search, notes, fitSeconds, validateSeconds),
            Validation = validation,
        };
    }

    public static Validation CrossValidate(Table table, string target, FitOptions options, ComputeOptions? compute)
    {
        FittedTablePipeline pipeline = options.Pipeline(target).Fit(table);
        RefuseConstant(table, pipeline);
        Plan plan = FitPlan.Make(pipeline.Encode(table, out _), options, compute).OrThrow();
        return ValidateByFolds(table, target, Settled(options, plan), compute);
    }

    /// <summary>Whether a model predicts its training rows from all others in closed form.</summary>
    public static bool HasClosedForm(ModelKind kind) =>
        kind is ModelKind.GaussianProcess or ModelKind.KernelRidge or ModelKind.GridProcess;

    public static Validation ValidateByLeaveOneOut(
        FittedTablePipeline pipeline, IKernelRegressor regressor, ulong seed, ComputeOptions? compute)
    {
        (LeaveOneOut left, Matrix<double> targets) = regressor switch
        {
            FittedGaussianProcess process => (process.LeaveOneOut(compute), process.Targets),
            FittedKernelRidge ridge => (ridge.LeaveOneOut, ridge.Targets),
            FittedGridProcess grid => (grid.LeaveOneOut(), grid.RowTargets),
            _ => throw new InvalidOperationException("The model has no closed-form leave-one-out predictions."),
        };
        Prediction prediction = InTargetUnit(pipeline, left.Prediction);
        double[] observed = Array.ConvertAll(targets.View.ColumnToArray(0), pipeline.TargetScaling.Invert);
        var report = MetricReport.Make(prediction, observed, new RandomStream(seed, BootstrapTask));
        return new Validation("leave-one-out", [.. Enumerable.Range(0, observed.Length)], prediction, observed, report);
    }

    public static Prediction InTargetUnit(FittedTablePipeline pipeline, Prediction prediction) =>
        prediction.Rescale([pipeline.TargetScaling.Scale], [pipeline.TargetScaling.Mean]);

    private static Validation? Validate(
        Table table, string target, FittedTablePipeline pipeline, IKernelRegressor regressor, FitOptions options,
        ComputeOptions? compute)
    {
        if (options.Folds > 0)
        {
            return ValidateByFolds(table, target, options, compute);
        }

        return table.Rows < 2 || !HasClosedForm(regressor.Kind)
            ? null
            : ValidateByLeaveOneOut(pipeline, regressor, options.Seed, compute);
    }

    // Everything, the encodings too, is learnt anew from the training rows of each fold.
    private static Validation ValidateByFolds(Table table, string target, FitOptions options, ComputeOptions? compute)
    {
        if (table.Rows < options.Folds)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the table has {table.Rows} rows, too few for {options.Folds} folds"), table.Source);
        }

        var folds = CrossValidation.OfFolds(table.Rows, options.Folds, options.Seed);
        Prediction prediction = folds.Predict((train, test, inner) =>
        {
            Table part = table.SelectRows(train);
            FittedTablePipeline pipeline = options.Pipeline(target).Fit(part);
            Points points = pipeline.Encode(part, out _);
            Plan plan = FitPlan.Make(points, options with { Folds = 0 }, inner).OrThrow();
            IKernelRegressor regressor = FitRecipe.Fit(
                plan, points, pipeline.Targets(part), pipeline.TargetScaling.Scale, options, inner, out _);
            return InTargetUnit(pipeline, regressor.Predict(pipeline.Encode(table.SelectRows(test), out _), inner));
        }, compute);
        double[] observed = folds.InTestOrder(((NumberColumn)table[target]).Values);
        return new Validation(
            FormattableString.Invariant($"{options.Folds}-fold"), folds.TestRows, prediction, observed,
            MetricReport.Make(prediction, observed, new RandomStream(options.Seed, BootstrapTask)));
    }

    // Folds have fewer rows than the table, and must not be planned to another model for it.
    private static FitOptions Settled(FitOptions options, Plan plan) =>
        options with { Model = plan.Kind, Centres = plan.Centres > 0 ? plan.Centres : null };

    // Models without leave-one-out predictions in closed form keep a tenth of the rows, at most 10 000, out of the fit.
    private static int[] HeldOut(Table table, Plan plan, FitOptions options)
    {
        if (HasClosedForm(plan.Kind) || options.Folds > 0 || table.Rows < LeastRowsToHold)
        {
            return [];
        }

        int count = Math.Min(table.Rows / HeldShare, MostHeldRows);
        int[] held = new RandomStream(options.Seed, HoldOutTask).Permutation(table.Rows)[..count];
        Array.Sort(held);
        return held;
    }

    private static int[] Others(int rows, int[] held)
    {
        var isHeld = new bool[rows];
        foreach (int row in held)
        {
            isHeld[row] = true;
        }

        return [.. Enumerable.Range(0, rows).Where(row => !isHeld[row])];
    }

    private static Validation ValidateHeldOut(
        Table table, int[] held, FittedTablePipeline pipeline, IKernelRegressor regressor, FitOptions options,
        ComputeOptions? compute)
    {
        Table test = table.SelectRows(held);
        Prediction prediction = InTargetUnit(
            pipeline, regressor.Predict(pipeline.Encode(test, out _), compute));
        double[] observed = pipeline.RawTargets(test);
        return new Validation(
            FormattableString.Invariant($"hold-out of {held.Length} rows"), held, prediction, observed,
            MetricReport.Make(prediction, observed, new RandomStream(options.Seed, BootstrapTask)));
    }

    private static void RefuseConstant(Table table, FittedTablePipeline pipeline)
    {
        ReadOnlySpan<double> values = ((NumberColumn)table[pipeline.Target]).Values;
        if (values.Length > 1 && values.IndexOfAnyExcept(values[0]) < 0)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the target is {values[0]} in every row, so there is nothing to learn"),
                table.Source, null, pipeline.Target);
        }
    }

    /// <summary>What the card of any fit says; the validation is left to be added.</summary>
    public static ModelCard Card(Table table, int rows, FitOptions options, Plan plan, Certificate certificate) => new()
    {
        Rows = rows,
        TableColumns = table.Columns.Count,
        DataSha256 = TableDigest.Sha256(table),
        Seed = options.Seed,
        LibraryVersion = Version(),
        RuntimeVersion = Environment.Version.ToString(),
        VectorBits = LaneWidth.Bits,
        Plan = plan.Rule,
        Certificate = certificate,
        ValidationMethod = "none",
        Metrics = null,
        Intervals = new Dictionary<string, (double Lower, double Upper)>(),
    };

    private static ModelCard MakeCard(
        Table table, int rows, IKernelRegressor regressor, FitOptions options, Plan plan,
        KernelSearchResult? search, Validation? validation)
    {
        ModelCard card = Card(table, rows, options, plan, regressor.Certificate) with
        {
            KernelSearch = search?.Summary,
        };
        return validation is null
            ? card
            : card with
            {
                ValidationMethod = validation.Method,
                Metrics = validation.Report.Metrics,
                Intervals = validation.Report.Intervals,
            };
    }

    internal static string Version()
    {
        Assembly assembly = typeof(TableFit).Assembly;
        string? text = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return (text ?? assembly.GetName().Version?.ToString() ?? "0").Split('+')[0];
    }
}
