using System.Diagnostics;
using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Functions;
using Gramian.Numerics.Threading;

namespace Gramian.Cli.Bench;

/// <summary>Prints what the machine can do at most, measured in the run whose timings stand beside it.</summary>
/// <remarks>The seconds of these lines are those of 10⁹ operations or bytes.</remarks>
internal static class LimitLines
{
    private const int ExpLength = 2048;        // two such arrays fit into the innermost cache
    private const int ExpRounds = 2000;
    private const int Trials = 7;
    private static bool done;

    /// <summary>Prints the lines, once per process.</summary>
    public static void Print(BenchRun bench)
    {
        if (done)
        {
            return;
        }

        done = true;
        MachineLimits limits = MachineLimits.Measure(bench.Compute);
        Line(bench, "limit-fma", "f64", limits.DoublePeakAllThreads, "gflops",
            ("gflops_one_thread", limits.DoublePeak));
        Line(bench, "limit-fma", "f32", limits.SinglePeakAllThreads, "gflops",
            ("gflops_one_thread", limits.SinglePeak));
        Line(bench, "limit-read", "f64", limits.ReadBandwidth, "gb_per_s");
        Line(bench, "limit-triad", "f64", limits.TriadBandwidth, "gb_per_s");
        Line(bench, "rate-exp-L1", "f64", ExpRate<double>(bench, (x, y) => VectorMath.Exp(x, y)), "gexp_per_s");
        Line(bench, "rate-exp-L1", "f32", ExpRate<float>(bench, (x, y) => VectorMath.Exp(x, y)), "gexp_per_s");
    }

    private static void Line(
        BenchRun bench, string name, string numberType, double rate, string unit,
        params (string Name, double Value)[] further)
    {
        var extra = new JsonObject { [unit] = Json.Number(rate) };
        foreach ((string key, double value) in further)
        {
            extra[key] = Json.Number(value);
        }

        bench.Print(new Measurement("W3", $"gramian:{name}", null, NumberType: numberType), [1 / rate], peak: null,
            extra);
    }

    private static double ExpRate<T>(BenchRun bench, SpanFunction<T> exp)
        where T : struct, System.Numerics.INumberBase<T>
    {
        double best = double.PositiveInfinity;
        for (int trial = 0; trial < Trials; trial++)
        {
            long start = Stopwatch.GetTimestamp();
            WorkerTeam.Run(bench.Compute.Threads, _ =>
            {
                T[] source = [.. Enumerable.Range(0, ExpLength).Select(i => T.CreateTruncating(-(i % 97) * 0.3))];
                var destination = new T[ExpLength];
                for (int round = 0; round < ExpRounds; round++)
                {
                    exp(source, destination);
                }
            }, bench.Compute);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (double)ExpLength * ExpRounds * bench.Compute.Threads / best * 1e-9;
    }
}
