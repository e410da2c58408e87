using System.Diagnostics;
using Gramian.Data;
using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Models.Planning;
using Gramian.Models.Selection;
using Gramian.Models.SupportVectors;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.TableClasses;

/// <summary>Carries a table of classes through encoding, planning, tuning, fitting and validating.</summary>
/// <remarks>
/// Up to 2 000 rows everything, the tuning too, is done anew inside each of 5 folds; with more, a tenth of the rows, at
/// most 10 000, is kept out of the tuning and the fit. No reported figure comes from rows that a choice has seen.
/// </remarks>
internal static class ClassifierFit
{
    private const ulong FoldTask = 1;
    private const ulong BootstrapTask = 2;
    private const ulong HoldOutTask = 3;
    private const int UsualFolds = 5;
    private const int MostNestedRows = 2000;
    private const int HeldShare = 10;
    private const int MostHeldRows = 10_000;

    public static TableClassifier Run(Table table, string target, FitOptions options, ComputeOptions? compute)
    {
        long start = Stopwatch.GetTimestamp();
        FittedTablePipeline pipeline = options.Pipeline(target).FitClasses(table);
        TargetClasses classes = pipeline.Classes!;
        int folds = options.Folds > 0 ? options.Folds : table.Rows <= MostNestedRows ? UsualFolds : 0;
        folds = Math.Min(folds, table.Rows);
        Points points = pipeline.Encode(table, out EncodingNotes notes);
        Plan plan = ClassifierPlan.Make(points, classes.Count, options, folds, compute).OrThrow();
        options = Settled(options, plan);
        Table training = table;
        Fold? division = folds > 0 ? null : HoldOut(pipeline.Labels(table), options.Seed);
        if (division is not null)
        {
            // What is held out must not have been seen by the encodings either.
            training = table.SelectRows(division.Train);
            pipeline = options.Pipeline(target).FitClasses(training, classes);
            points = pipeline.Encode(training, out notes);
        }

        IKernelClassifier classifier = ClassifierRecipe.Fit(
            plan, points, pipeline.Labels(training), classes, options, compute, out string? tuning);
        double fitSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        ClassValidation validation = division is null
            ? ByFolds(table, target, classes, options with { Folds = folds }, compute)
            : OfHeldOut(table, division.Test, pipeline, classifier, options, compute);
        double validateSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ModelCard card = TableFit.Card(table, training.Rows, options, plan, classifier.Certificate) with
        {
            KernelSearch = tuning,
            ValidationMethod = validation.Method,
            ClassMetrics = validation.Report.Metrics,
            Intervals = validation.Report.Intervals,
            ContainsTrainingRows = true,
            ClassWeights = options.ClassWeights?.Of(classes, pipeline.Labels(training)),
        };
        return new TableClassifier(pipeline, classifier, card)
        {
            History = new FitHistory(plan, null, notes, fitSeconds, validateSeconds),
            Validation = validation,
        };
    }

    public static ClassValidation CrossValidate(
        Table table, string target, FitOptions options, ComputeOptions? compute)
    {
        FittedTablePipeline pipeline = options.Pipeline(target).FitClasses(table);
        TargetClasses classes = pipeline.Classes!;
        Plan plan = ClassifierPlan.Make(
            pipeline.Encode(table, out _), classes.Count, options, options.Folds, compute).OrThrow();
        return ByFolds(table, target, classes, Settled(options, plan), compute);
    }

    // Folds have fewer rows than the table, and must not be planned to another model for it.
    private static FitOptions Settled(FitOptions options, Plan plan) => options with
    {
        Model = plan.Kind,
        Centres = plan.Centres > 0 ? plan.Centres : null,
        Solver = plan.Solver,
    };

    private static Fold HoldOut(int[] labels, ulong seed)
    {
        int parts = Math.Max(HeldShare, (labels.Length + MostHeldRows - 1) / MostHeldRows);
        return StratifiedKFold.Make(labels, parts, new RandomStream(seed, HoldOutTask))[0];
    }

    private static ClassValidation ByFolds(
        Table table, string target, TargetClasses classes, FitOptions options, ComputeOptions? compute)
    {
        if (table.Rows < options.Folds)
        {
            throw DataException.At(FormattableString.Invariant(
                $"the table has {table.Rows} rows, too few for {options.Folds} folds"), table.Source);
        }

        int[] labels = options.Pipeline(target).FitClasses(table, classes).Labels(table);
        Fold[] folds = StratifiedKFold.Make(labels, options.Folds, new RandomStream(options.Seed, FoldTask));
        var parts = new List<ClassPrediction>();
        var before = new List<ClassPrediction>();
        bool tuned = false;
        for (int f = 0; f < folds.Length; f++)
        {
            compute?.CancellationToken.ThrowIfCancellationRequested();
            compute?.Progress?.Report(new ComputeProgress("cross-validating", f / (double)folds.Length));
            Table training = table.SelectRows(folds[f].Train);
            FittedTablePipeline pipeline = options.Pipeline(target).FitClasses(training, classes);
            Points points = pipeline.Encode(training, out _);
            Plan plan = ClassifierPlan.Make(points, classes.Count, options, folds: 0, compute).OrThrow();
            IKernelClassifier classifier = ClassifierRecipe.Fit(
                plan, points, pipeline.Labels(training), classes, options, compute, out string? tuning);
            tuned |= tuning is not null;
            Points held = pipeline.Encode(table.SelectRows(folds[f].Test), out _);
            parts.Add(Predict(classes, classifier, held, compute));
            before.AddRange(Uncalibrated(classes, classifier, held, compute));
        }

        int[] rows = [.. folds.SelectMany(fold => fold.Test)];
        return Make(
            FormattableString.Invariant($"{options.Folds}-fold") + (tuned ? ", tuned inside each fold" : ""),
            rows, ClassPrediction.Concatenate(parts), [.. rows.Select(row => labels[row])], options) with
        {
            Uncalibrated = before is [] ? null : ClassPrediction.Concatenate(before),
        };
    }

    private static ClassValidation OfHeldOut(
        Table table, int[] held, FittedTablePipeline pipeline, IKernelClassifier classifier, FitOptions options,
        ComputeOptions? compute)
    {
        Table test = table.SelectRows(held);
        Points points = pipeline.Encode(test, out _);
        ClassPrediction prediction = Predict(pipeline.Classes!, classifier, points, compute);
        return Make(
            FormattableString.Invariant($"hold-out of {held.Length} rows"), held, prediction, pipeline.Labels(test),
            options) with
        {
            Uncalibrated = Uncalibrated(pipeline.Classes!, classifier, points, compute).FirstOrDefault(),
        };
    }

    // The margins of machines are worth seeing on rows that they did not learn from.
    private static ClassPrediction Predict(
        TargetClasses classes, IKernelClassifier classifier, Points points, ComputeOptions? compute) =>
        TableClassifier.Predict(classes, classifier, points, compute) with
        {
            Decisions = ((classifier as CalibratedClassModel)?.Inner ?? classifier) is SupportVectorModel machine
                ? machine.DecisionValues(points, compute)
                : null,
        };

    // What a calibrated model would say without its calibration; nothing of one that is not calibrated.
    private static IEnumerable<ClassPrediction> Uncalibrated(
        TargetClasses classes, IKernelClassifier classifier, Points points, ComputeOptions? compute) =>
        classifier is CalibratedClassModel calibrated
            ? [TableClassifier.Predict(classes, calibrated.Inner, points, compute)]
            : [];

    private static ClassValidation Make(
        string method, int[] rows, ClassPrediction prediction, int[] observed, FitOptions options) =>
        new(method, rows, prediction, observed, ClassificationReport.Make(
            prediction, observed, new RandomStream(options.Seed, BootstrapTask)));
}
