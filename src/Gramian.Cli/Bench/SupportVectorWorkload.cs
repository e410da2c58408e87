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
