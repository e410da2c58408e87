using System.Diagnostics;
using System.Reflection;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Planning;
using Gramian.Models.Regression;
using Gramian.Models.Selection;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Random;

namespace Gramian.Models;

/// <summary>Carries a table through encoding, planning, fitting and validating.</summary>
internal static class TableFit
{
    private const ulong BootstrapTask = 2;

    public static TrainedModel Run(Table table, string target, FitOptions options, ComputeOptions? compute)
    {
        long start = Stopwatch.GetTimestamp();
        FittedTablePipeline pipeline = options.Pipeline(target).Fit(table);
        RefuseConstant(table, pipeline);
        Points points = pipeline.Encode(table, out EncodingNotes notes);
        double[] targets = pipeline.Targets(table);
        Plan plan = MakePlan(points, options, compute).OrThrow();
        IRegressor regressor = FitRegressor(points, targets, pipeline, options, compute,
            out KernelSearchResult? search);
        double fitSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        start = Stopwatch.GetTimestamp();
        Validation? validation = Validate(table, target, pipeline, regressor, options, compute);
        double validateSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ModelCard card = MakeCard(table, regressor, options, plan, search, validation);
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
        MakePlan(pipeline.Encode(table, out _), options, compute).OrThrow();
        return ValidateByFolds(table, target, options, compute);
    }

    public static Validation ValidateByLeaveOneOut(
        FittedTablePipeline pipeline, IRegressor regressor, ulong seed, ComputeOptions? compute)
    {
        (LeaveOneOut left, Matrix<double> targets) = regressor switch
        {
            FittedGaussianProcess process => (process.LeaveOneOut(compute), process.Targets),
            FittedKernelRidge ridge => (ridge.LeaveOneOut, ridge.Targets),
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
        Table table, string target, FittedTablePipeline pipeline, IRegressor regressor, FitOptions options,
        ComputeOptions? compute)
    {
        if (options.Folds > 0)
        {
            return ValidateByFolds(table, target, options, compute);
        }

        return table.Rows < 2 ? null : ValidateByLeaveOneOut(pipeline, regressor, options.Seed, compute);
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
            IRegressor regressor = FitRegressor(
                pipeline.Encode(part, out _), pipeline.Targets(part), pipeline, options, inner, out _);
            return InTargetUnit(pipeline, regressor.Predict(pipeline.Encode(table.SelectRows(test), out _), inner));
        }, compute);
        double[] observed = folds.InTestOrder(((NumberColumn)table[target]).Values);
        return new Validation(
            FormattableString.Invariant($"{options.Folds}-fold"), folds.TestRows, prediction, observed,
            MetricReport.Make(prediction, observed, new RandomStream(options.Seed, BootstrapTask)));
    }

    private static Plan MakePlan(Points points, FitOptions options, ComputeOptions? compute)
    {
        Kernel kernel = InitialKernel(options).SplitNoise(out _).Resolve(points.Dimension);
        var work = new Workload(points.Count, points.Dimension, kernel.Hyperparameters.Count + 1)
        {
            Starts = options.Restarts + 1,
            Folds = options.Folds,
        };
        Budget budget = Budget.Of(compute) with { Seconds = options.TimeLimitSeconds };
        return options.Model == ModelKind.KernelRidge
            ? Planner.KernelRidge(work, budget)
            : Planner.GaussianProcess(work, budget);
    }

    private static Kernel InitialKernel(FitOptions options) => Kernel.Parse(
        options.Kernel is null or FitOptions.AutomaticKernel ? FitOptions.DefaultKernel : options.Kernel);

    private static IRegressor FitRegressor(
        Points points, double[] targets, FittedTablePipeline pipeline, FitOptions options, ComputeOptions? compute,
        out KernelSearchResult? search)
    {
        search = null;
        if (options.Model == ModelKind.KernelRidge)
        {
            KernelRidge ridge = options.Kernel is null or FitOptions.AutomaticKernel
                ? KernelRidge.Default(points.Dimension)
                : new KernelRidge(Kernel.Parse(options.Kernel));
            return (ridge with { Seed = options.Seed }).Fit(points, targets, compute);
        }

        var recipe = new GaussianProcess(InitialKernel(options)) { Seed = options.Seed, Restarts = options.Restarts };
        if (options.NoiseStandardDeviation is { } noise)
        {
            double scaled = noise / pipeline.TargetScaling.Scale;
            recipe = recipe with
            {
                NoiseVariance = scaled * scaled,
                Rules = recipe.Rules.Add(GaussianProcess.NoiseName, new HyperparameterRule { Fixed = true }),
            };
        }

        if (options.Kernel == FitOptions.AutomaticKernel && points.Count >= 3)
        {
            search = new KernelSearch(recipe)
                .Run(points, Matrix<double>.FromRowMajor(targets.Length, 1, targets), compute);
            recipe = search.Recipe;
        }

        return recipe.Fit(points, targets, compute);
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

    private static ModelCard MakeCard(
        Table table, IRegressor regressor, FitOptions options, Plan plan, KernelSearchResult? search,
        Validation? validation) => new()
        {
            Rows = table.Rows,
            TableColumns = table.Columns.Count,
            DataSha256 = TableDigest.Sha256(table),
            Seed = options.Seed,
            LibraryVersion = Version(),
            RuntimeVersion = Environment.Version.ToString(),
            VectorBits = LaneWidth.Bits,
            Plan = plan.Rule,
            KernelSearch = search?.Summary,
            Certificate = regressor.Certificate,
            ValidationMethod = validation?.Method ?? "none",
            Metrics = validation?.Report.Metrics,
            Intervals = validation?.Report.Intervals ?? new Dictionary<string, (double Lower, double Upper)>(),
        };

    private static string Version()
    {
        Assembly assembly = typeof(TableFit).Assembly;
        string? text = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return (text ?? assembly.GetName().Version?.ToString() ?? "0").Split('+')[0];
    }
}
