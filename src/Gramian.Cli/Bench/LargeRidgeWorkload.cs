using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models;
using Gramian.Models.Landmarks;
using Gramian.Models.LargeRidge;
using Gramian.Numerics;

namespace Gramian.Cli.Bench;

/// <summary>W4: ridge regression on the first m rows as centres; a sample is a fit and the prediction of the test
/// rows.</summary>
internal sealed class LargeRidgeWorkload : IWorkload
{
    private const int Rows = 100_000;
    private const int ManyRows = 1_000_000;
    private const double Ridge = 1e-7;
    private const double Tolerance = 1e-3;   // of the system, far below the 1 % of test error that may differ
    private static readonly int[] CentreCounts = [1000, 3000, 5000];

    // With the lengthscales and the largest numbers of centres of the peers' script.
    private static readonly (string Name, double Lengthscale, int MostCentres)[] Sets =
        [("kin40k", 1.5, 3000), ("protein", 1.0, 5000)];

    public string Name => "W4";

    public void Run(BenchRun bench)
    {
        LimitLines.Print(bench);
        if (bench.Wants("synth"))
        {
            var synthetic = LargeRidgeCase.Synthetic("synth", Rows);
            foreach (int centres in bench.Quick ? CentreCounts[..1] : CentreCounts)
            {
                Measure(bench, synthetic, centres, NystromSolver.Automatic, "gramian");
                if (centres == CentreCounts[0])
                {
                    Measure(bench, synthetic, centres, NystromSolver.NormalEquations, "gramian:normal-eq");
                    Measure(bench, synthetic, centres, NystromSolver.Falkon, "gramian:falkon");
                    Measure(bench, synthetic, centres, NystromSolver.Sketch, "gramian:sketch");
                }
            }
        }

        foreach ((string name, double lengthscale, int most) in Sets)
        {
            if (bench.Quick || !bench.Wants(name))
            {
                continue;
            }

            if (LargeRidgeCase.Uci(name, lengthscale) is not { } set)
            {
                bench.Missing(new Measurement("W4", "gramian", null), name, "data file not present");
                continue;
            }

            foreach (int centres in CentreCounts.Where(count => count <= most))
            {
                Measure(bench, set, centres, NystromSolver.Automatic, "gramian");
            }
        }

        if (!bench.Quick && bench.Wants("million"))
        {
            Measure(bench, LargeRidgeCase.Synthetic("million", ManyRows), 4000, NystromSolver.Automatic, "gramian");
        }
    }

    private static void Measure(
        BenchRun bench, LargeRidgeCase data, int centres, NystromSolver solver, string peer)
    {
        var training = new Points(data.Inputs);
        var queries = new Points(data.Queries);
        var recipe = new NystromRidge(new Rbf(data.Lengthscale))
        {
            Ridge = Ridge,
            Landmarks = new GivenLandmarks(training.Select([.. Enumerable.Range(0, centres)])),
            Solver = solver,
            Tolerance = Tolerance,
        };
        FittedNystromRidge? fitted = null;
        Prediction? prediction = null;
        bench.Measure(
            new Measurement("W4", peer, data.Rows, data.Dimension)
            {
                WarmUp = data.Rows <= Rows && centres == CentreCounts[0],
            },
            () =>
            {
                fitted = recipe.Fit(training, data.Targets, bench.Compute);
                prediction = fitted.Predict(queries, bench.Compute);
            },
            reset: null,
            _ => new JsonObject
            {
                ["data"] = data.Name,
                ["M"] = centres,
                ["includes_test_predict"] = true,
                ["rmse"] = Json.Number(Error(prediction!, data.Observed)),
                ["method"] = fitted!.Certificate.Method,
                ["iterations"] = fitted.Certificate.Iterations,
                ["residual"] = Json.Number(fitted.Certificate.AchievedResidual),
                ["jitter"] = Json.Number(fitted.Certificate.Jitter),
            });
    }

    private static double Error(Prediction prediction, Matrix<double> observed)
    {
        double sum = 0;
        for (int i = 0; i < observed.Rows; i++)
        {
            double error = prediction.Mean[i] - observed[i, 0];
            sum += error * error / observed.Rows;
        }

        return Math.Sqrt(sum);
    }
}
