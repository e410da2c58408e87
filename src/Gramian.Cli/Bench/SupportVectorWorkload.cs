using System.Diagnostics;
using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Cli.Bench;

/// <summary>W5: classes and values by support vectors, a Gaussian kernel, noisy made data of 20 columns.</summary>
internal sealed class SupportVectorWorkload : IWorkload
{
    private const int Dimension = 20;
    private const int TestRows = 5000;
    private const double FlippedShare = 0.05;
    private const int RegressionRows = 10_000;
    private const long CacheBytes = 1000L << 20;
    private const int GridRows = 3000;
    private const int GridFolds = 5;
    private const int ManyQueries = 50_000;
    private static readonly double[] GridSteps = [0.01, 0.1, 1, 10, 100];
    private static readonly int[] Sizes = [5000, 20_000, 50_000];

    public string Name => "W5";

    public void Run(BenchRun bench)
    {
        foreach (int n in Sizes)
        {
            if (bench.Wants(FormattableString.Invariant($"synth-n{n}")) && !(bench.Quick && n > Sizes[0]))
            {
                Classify(bench, new Rows(n));
            }
        }

        if (bench.Wants(FormattableString.Invariant($"synth-svr-n{RegressionRows}")) && !bench.Quick)
        {
            Regress(bench, new Rows(RegressionRows));
        }

        if (bench.Wants(FormattableString.Invariant($"grid-n{GridRows}")))
        {
            Grid(bench, new Rows(GridRows));
        }

        if (bench.Wants(FormattableString.Invariant($"predict-n{ManyQueries}")) && !bench.Quick)
        {
            Predict(bench, new Rows(RegressionRows));
        }
    }

    // γ is the scale rule's times 0.01 … 100, C is 0.1 … 1000; the folds are those of scikit-learn.
    private static void Grid(BenchRun bench, Rows rows)
    {
        double scale = GammaRule.Scale(rows.Train);
        var recipe = new SupportVectorClassifier(new Rbf());
        var grid = new SupportVectorGrid(
            recipe, [.. GridSteps.Select(step => (Kernel)Rbf.FromGamma(step * scale))],
            [.. GridSteps.Select(step => 10 * step)]);
        int[] folds = SupportVectorGrid.StratifiedFolds(rows.TrainLabels, GridFolds);
        GridAccuracies? found = null;
        bench.Measure(
            new Measurement("W5-grid", "gramian", rows.Count, Dimension),
            () => found = grid.CrossValidate(rows.Train, rows.TrainLabels, folds, bench.Compute),
            reset: null,
            _ => new JsonObject
            {
                ["data"] = "synth",
                ["converged"] = found!.Converged,
                ["best_gamma"] = Json.Number(GridSteps[found.BestKernel] * scale),
                ["best_C"] = Json.Number(grid.Costs[found.BestCost]),
                ["accuracies"] = new JsonArray([.. Enumerable.Range(0, GridSteps.Length).Select(
                    k => (JsonNode)new JsonArray(
                        [.. found.Accuracies.Row(k).ToArray().Select(mean => (JsonNode)Json.Number(mean)!)]))]),
            });
    }

    // 50 000 fresh rows by the support vectors of the regression.
    private static void Predict(BenchRun bench, Rows rows)
    {
        FittedSupportVectorRegressor fitted =
            new SupportVectorRegressor(Rbf.FromGamma(GammaRule.Scale(rows.Train))).Fit(rows.Train, rows.TrainTargets);
        var queries = new Points(WorkloadRandom.NormalMatrix(24, ManyQueries, Dimension));
        double[] predicted = [];
        bench.Measure(
            new Measurement("W5-predict", "gramian", ManyQueries, Dimension),
            () => predicted = fitted.Predict(queries, bench.Compute),
            reset: null,
            seconds => new JsonObject
            {
                ["data"] = "synth-svr",
                ["n_sv"] = fitted.Machine.SupportCount,
                ["sum"] = Json.Number(predicted.Sum()),
                ["gpairs_per_s"] = Json.Number(ManyQueries / seconds * fitted.Machine.SupportCount / 1e9),
            });
    }

    private static void Classify(BenchRun bench, Rows rows)
    {
        FittedSupportVectorClassifier? fitted = null;
        bench.Measure(
            new Measurement("W5", "gramian", rows.Count, Dimension),
            () => fitted = new SupportVectorClassifier(Rbf.FromGamma(GammaRule.Scale(rows.Train)))
            {
                Solver = new SequentialMinimalOptimizer { CacheBytes = CacheBytes },
            }.Fit(rows.Train, rows.TrainLabels, options: bench.Compute),
            reset: null,
            _ =>
            {
                (double[] predicted, double seconds) = Timed(() => fitted!.Predict(rows.Test, bench.Compute));
                DualMachine machine = fitted!.Training.Machines[0];
                JsonObject extra = Extra("synth", machine, seconds);
                extra["accuracy"] = predicted.Zip(rows.TestLabels).Count(pair => pair.First == pair.Second)
                    / (double)TestRows;
                return extra;
            });
    }

    private static void Regress(BenchRun bench, Rows rows)
    {
        FittedSupportVectorRegressor? fitted = null;
        bench.Measure(
            new Measurement("W5-svr", "gramian", rows.Count, Dimension),
            () => fitted = new SupportVectorRegressor(Rbf.FromGamma(GammaRule.Scale(rows.Train)))
            {
                Solver = new SequentialMinimalOptimizer { CacheBytes = CacheBytes },
            }.Fit(rows.Train, rows.TrainTargets, options: bench.Compute),
            reset: null,
            _ =>
            {
                (double[] predicted, double seconds) = Timed(() => fitted!.Predict(rows.Test, bench.Compute));
                JsonObject extra = Extra("synth-svr", fitted!.Machine, seconds);
                extra["rmse"] = Json.Number(Math.Sqrt(
                    predicted.Zip(rows.TestTargets, (f, y) => (f - y) * (f - y)).Average()));
                return extra;
            });
    }

    private static (double[] Predicted, double Seconds) Timed(Func<double[]> predict)
    {
        double[] predicted = predict();
        double least = double.PositiveInfinity;
        for (int repeat = 0; repeat < 3; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            predicted = predict();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (predicted, least);
    }

    private static JsonObject Extra(string data, DualMachine machine, double predictSeconds) => new()
    {
        ["data"] = data,
        ["objective"] = Json.Number(machine.Objective),
        ["duality_gap"] = Json.Number(machine.Certificate.DualityGap),
        ["converged"] = machine.Certificate.Converged,
        ["n_sv"] = machine.SupportCount,
        ["iters"] = machine.Certificate.Iterations,
        ["predict_s"] = Json.Number(predictSeconds),
    };

    // s = sin x₀ + x₁x₂/2 + x₃²/2 − ½ + x₄/2 + 0.3 N; the label is its sign, of which one in twenty is wrong.
    private sealed class Rows
    {
        public Rows(int n)
        {
            Matrix<double> all = WorkloadRandom.NormalMatrix(21, n + TestRows, Dimension);
            double[] targets = new double[n + TestRows], labels = new double[n + TestRows];
            for (int i = 0; i < targets.Length; i++)
            {
                ReadOnlySpan<double> x = all.Row(i);
                targets[i] = Math.Sin(x[0]) + (x[1] * x[2] / 2) + (0.5 * x[3] * x[3]) - 0.5 + (0.5 * x[4])
                    + (0.3 * WorkloadRandom.Normal(22, (ulong)i));
                labels[i] = targets[i] > 0 ? 1 : -1;
                labels[i] = WorkloadRandom.Uniform(23, (ulong)i) < FlippedShare ? -labels[i] : labels[i];
            }

            Count = n;
            Train = new Points(all.View.Slice(0, 0, n, Dimension).ToMatrix());
            Test = new Points(all.View.Slice(n, 0, TestRows, Dimension).ToMatrix());
            (TrainTargets, TestTargets) = (targets[..n], targets[n..]);
            (TrainLabels, TestLabels) = (labels[..n], labels[n..]);
        }

        public int Count { get; }

        public Points Train { get; }

        public Points Test { get; }

        public double[] TrainTargets { get; }

        public double[] TestTargets { get; }

        public double[] TrainLabels { get; }

        public double[] TestLabels { get; }
    }
}
