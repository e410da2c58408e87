using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models;
using Gramian.Models.Landmarks;
using Gramian.Models.LargeRidge;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Cli.Bench;

/// <summary>W4: ridge regression on the first m rows as centres; a sample is a fit and the prediction of the test
/// rows.</summary>
internal sealed class LargeRidgeWorkload : IWorkload
{
    private const int Rows = 100_000;
    private const int ManyRows = 1_000_000;
    private const int TestRows = 10_000;
    private const int Dimension = 10;
    private const double Lengthscale = 0.7;
    private const double Ridge = 1e-7;
    private const double Tolerance = 1e-3;   // of the system, far below the 1 % of test error that may differ
    private static readonly int[] CentreCounts = [1000, 3000, 5000];

    public string Name => "W4";

    public void Run(BenchRun bench)
    {
        LimitLines.Print(bench);
        if (bench.Wants("synth"))
        {
            (Matrix<double> inputs, Matrix<double> targets) = Synthetic(Rows);
            foreach (int centres in bench.Quick ? CentreCounts[..1] : CentreCounts)
            {
                Measure(bench, inputs, targets, Rows, centres, NystromSolver.Automatic, "gramian");
                if (centres == CentreCounts[0])
                {
                    Measure(bench, inputs, targets, Rows, centres, NystromSolver.NormalEquations, "gramian:normal-eq");
                    Measure(bench, inputs, targets, Rows, centres, NystromSolver.Falkon, "gramian:falkon");
                }
            }
        }

        if (!bench.Quick && bench.Wants("million"))
        {
            (Matrix<double> inputs, Matrix<double> targets) = Synthetic(ManyRows);
            Measure(bench, inputs, targets, ManyRows, 4000, NystromSolver.Automatic, "gramian");
        }
    }

    private static void Measure(
        BenchRun bench,
        Matrix<double> inputs,
        Matrix<double> targets,
        int rows,
        int centres,
        NystromSolver solver,
        string peer)
    {
        var training = new Points(Part(inputs, 0, rows));
        var queries = new Points(Part(inputs, rows, TestRows));
        using Matrix<double> trainingTargets = Part(targets, 0, rows);
        var recipe = new NystromRidge(new Rbf(Lengthscale))
        {
            Ridge = Ridge,
            Landmarks = new GivenLandmarks(new Points(Part(inputs, 0, centres))),
            Solver = solver,
            Tolerance = Tolerance,
        };
        FittedNystromRidge? fitted = null;
        Prediction? prediction = null;
        bench.Measure(
            new Measurement("W4", peer, rows, Dimension) { WarmUp = rows == Rows && centres == CentreCounts[0] },
            () =>
            {
                fitted = recipe.Fit(training, trainingTargets, bench.Compute);
                prediction = fitted.Predict(queries, bench.Compute);
            },
            reset: null,
            _ => new JsonObject
            {
                ["data"] = "synth",
                ["M"] = centres,
                ["includes_test_predict"] = true,
                ["rmse"] = Json.Number(Error(prediction!, targets, rows)),
                ["method"] = fitted!.Certificate.Method,
                ["iterations"] = fitted.Certificate.Iterations,
                ["residual"] = Json.Number(fitted.Certificate.AchievedResidual),
                ["jitter"] = Json.Number(fitted.Certificate.Jitter),
            });
    }

    private static double Error(Prediction prediction, Matrix<double> targets, int rows)
    {
        double sum = 0;
        for (int i = 0; i < TestRows; i++)
        {
            double error = prediction.Mean[i] - targets[rows + i, 0];
            sum += error * error / TestRows;
        }

        return Math.Sqrt(sum);
    }

    // y = sin 5x₀ + cos 3x₁x₂ + x₃x₄ + ½ sin 10x₅ + 0.1 N, standardised by the training rows.
    private static (Matrix<double> Inputs, Matrix<double> Targets) Synthetic(int rows)
    {
        int all = rows + TestRows;
        Matrix<double> inputs = WorkloadRandom.UniformMatrix(51, all, Dimension);
        var targets = new Matrix<double>(all, 1);
        double mean = 0;
        for (int i = 0; i < all; i++)
        {
            ReadOnlySpan<double> x = inputs.Row(i);
            targets[i, 0] = Math.Sin(5 * x[0]) + Math.Cos(3 * x[1] * x[2]) + (x[3] * x[4])
                + (0.5 * Math.Sin(10 * x[5])) + (0.1 * WorkloadRandom.Normal(52, (ulong)i));
            mean += i < rows ? targets[i, 0] / rows : 0;
        }

        double variance = 0;
        for (int i = 0; i < rows; i++)
        {
            variance += (targets[i, 0] - mean) * (targets[i, 0] - mean) / rows;
        }

        for (int i = 0; i < all; i++)
        {
            targets[i, 0] = (targets[i, 0] - mean) / Math.Sqrt(variance);
        }

        return (inputs, targets);
    }

    private static Matrix<double> Part(Matrix<double> matrix, int first, int count) =>
        matrix.View.Slice(first, 0, count, matrix.Columns).ToMatrix();
}
