using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Cli.Bench;

/// <summary>W6: log densities at 10 000 queries from 100 000 points, and a plug-in bandwidth of a million.</summary>
internal sealed class DensityWorkload : IWorkload
{
    private const int Checked = 200;    // queries that each timed run is checked at
    private static readonly (int Dimension, double Bandwidth)[] Cases = [(1, 0.05), (2, 0.1), (8, 0.4), (64, 3)];

    public string Name => "W6";

    public void Run(BenchRun bench)
    {
        (int n, int m) = bench.Quick ? (20_000, 2_000) : (100_000, 10_000);
        foreach ((int d, double h) in Cases)
        {
            var wanted = new List<DensityTolerance>();
            if (bench.Wants($"d{d}-exact"))
            {
                wanted.Add(DensityTolerance.Exact);
            }

            if (bench.Wants($"d{d}-rtol"))
            {
                wanted.Add(new DensityTolerance { Relative = 1e-2 });
            }

            if (wanted.Count > 0)
            {
                Evaluate(bench, Mixture(31, n, d), Mixture(32, m, d), h, wanted);
            }
        }

        if (bench.Wants("isj-n1000000"))
        {
            PlugIn(bench);
        }
    }

    private static void Evaluate(
        BenchRun bench, Points points, Points queries, double h, List<DensityTolerance> wanted)
    {
        var recipe = new KernelDensity { Bandwidth = Bandwidth.OfScalar(h, points.Dimension) };

        // The log densities by sums of all pairs, once for all cases.
        double[] all = recipe.Fit(points).LogDensity(queries, bench.Compute);
        int stride = Math.Max(1, queries.Count / Checked);
        foreach (DensityTolerance tolerance in wanted)
        {
            DensityEvaluation? found = null;
            double worst = 0;
            bench.Measure(
                new Measurement("W6", "gramian", points.Count, points.Dimension, Repeats: 7),
                () => found = recipe.Fit(points, options: bench.Compute).Evaluate(
                    queries, tolerance, options: bench.Compute),
                reset: () =>
                {
                    for (int i = 0; found is not null && i < all.Length; i += stride)
                    {
                        worst = Math.Max(worst, Error(found.LogDensities[i], all[i]));
                    }
                },
                seconds => new JsonObject
                {
                    ["h"] = h,
                    ["m"] = queries.Count,
                    ["rtol"] = tolerance.Relative,
                    ["method"] = found!.Method.ToString(),
                    ["pairs_share"] = Json.Number((double)found.Pairs / points.Count / queries.Count),
                    ["gpairs_per_s"] = Json.Number((double)points.Count * queries.Count / seconds * 1e-9),
                    ["max_log_err"] = Json.Number(found.LogDensities.Zip(all, Error).Max()),
                    ["max_log_err_of_each_run"] = Json.Number(worst),
                    ["max_rel_err"] = Json.Number(
                        found.LogDensities.Zip(all, (ours, exact) => Math.Abs(Math.Exp(ours - exact) - 1)).Max()),
                    ["least_log_density"] = Json.Number(all.Min()),
                });
        }
    }

    private static void PlugIn(BenchRun bench)
    {
        const int Count = 1_000_000;
        Points points = Mixture(31, Count, 1);
        double low = points.Values.ColumnToArray(0).Min(), high = points.Values.ColumnToArray(0).Max();
        double[] places = [.. Enumerable.Range(0, 1 << 14).Select(i => low + ((high - low) * i / ((1 << 14) - 1)))];
        var grid = Points.FromColumn(places);
        var recipe = new KernelDensity { Rule = new ImprovedSheatherJones() };
        FittedKernelDensity? fitted = null;
        DensityEvaluation? found = null;
        bench.Measure(
            new Measurement("W6-isj", "gramian", Count, 1),
            () =>
            {
                fitted = recipe.Fit(points, options: bench.Compute);
                found = fitted.Evaluate(grid, DensityTolerance.Exact, options: bench.Compute);
            },
            reset: null,
            _ =>
            {
                int[] some = [.. Enumerable.Range(0, 64).Select(i => i * ((1 << 14) - 1) / 63)];
                double[] exact = fitted!.LogDensity(grid.Select(some), bench.Compute);
                return new JsonObject
                {
                    ["h"] = Json.Number(fitted.Bandwidth.Mean),
                    ["m"] = grid.Count,
                    ["method"] = found!.Method.ToString(),
                    ["max_log_err"] = Json.Number(
                        some.Select((at, i) => Error(found.LogDensities[at], exact[i])).Max()),
                };
            });
    }

    private static double Error(double ours, double exact) => ours == exact ? 0 : Math.Abs(ours - exact);

    // Half of a standard normal law and half of one of standard deviation ½ at 2, by the parity of the row.
    private static Points Mixture(ulong seed, int n, int d)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(seed, n, d);
        for (int i = 1; i < n; i += 2)
        {
            foreach (ref double value in values.Row(i))
            {
                value = (0.5 * value) + 2;
            }
        }

        return new Points(values);
    }
}
