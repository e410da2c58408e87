using System.Diagnostics;
using System.Text.Json.Nodes;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Numerics;

namespace Gramian.Cli.Bench;

/// <summary>Represents one run of a workload: which cases, how often, and the lines that come out.</summary>
internal sealed class BenchRun(Session session, IReadOnlyList<string> only, int? repeats, bool quick)
{
    private const int DefaultRepeats = 3;
    private const double LongWarmUpSeconds = 5;    // a warm-up this long counts as a sample, as it does for the peers
    private const double WarmUpSeconds = 0.5;
    private const double BudgetSeconds = 60;

    /// <summary>Whether only the smallest sizes are wanted.</summary>
    public bool Quick { get; } = quick;

    /// <summary>How the libraries may use the machine.</summary>
    public ComputeOptions Compute => session.Compute;

    /// <summary>The number of cases that were wanted so far.</summary>
    public int Cases { get; private set; }

    /// <summary>Whether a case is wanted; the cases have the names of the peers' scripts.</summary>
    public bool Wants(string name)
    {
        bool wanted = only.Count == 0 || only.Any(part => name.Contains(part, StringComparison.Ordinal));
        Cases += wanted ? 1 : 0;
        return wanted;
    }

    /// <summary>Measures one case: a warm-up, then samples, each of which computes everything anew.</summary>
    /// <param name="measurement">What is measured.</param>
    /// <param name="sample">Computes once; what it must set up before the clock runs goes to reset.</param>
    /// <param name="reset">Restores the inputs that a sample destroys; not timed; null for nothing.</param>
    /// <param name="extra">The rates and the accuracy, given the least seconds; computed after the last sample.</param>
    public void Measure(Measurement measurement, Action sample, Action? reset, Func<double, JsonObject> extra)
    {
        session.Note($"{measurement.Work} {measurement.Peer} n={measurement.N} {measurement.NumberType}");
        double baseline = MemoryProbe.Start();
        var seconds = new List<double>();
        int wanted = repeats ?? measurement.Repeats ?? DefaultRepeats;
        long start = Stopwatch.GetTimestamp();
        if (measurement.WarmUp && WarmUp(sample, reset) is double last and > LongWarmUpSeconds)
        {
            seconds.Add(last);
        }

        while (seconds.Count < wanted
            && (seconds.Count == 0 || Stopwatch.GetElapsedTime(start).TotalSeconds + seconds[^1] < BudgetSeconds))
        {
            seconds.Add(Once(sample, reset));
        }

        double peak = MemoryProbe.Peak(); // before the accuracy is found, which needs memory of its own
        JsonObject figures = extra(seconds.Min());
        figures["rss_base_mb"] = Math.Round(baseline, 1);
        Print(measurement, seconds, peak, figures);
    }

    /// <summary>Prints a rate that was measured elsewhere, such as a limit of the machine.</summary>
    public void Print(Measurement measurement, IReadOnlyList<double> seconds, double? peak, JsonObject extra)
    {
        double[] sorted = [.. seconds.Order()];
        int half = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        Json.Write(session.Output, new JsonObject
        {
            ["work"] = measurement.Work,
            ["peer"] = measurement.Peer,
            ["n"] = measurement.N,
            ["d"] = measurement.Dimension,
            ["dtype"] = measurement.NumberType,
            ["threads"] = measurement.Threads ?? Compute.Threads,
            ["seconds_min"] = Json.Number(Math.Round(sorted[0], 7)),
            ["seconds_median"] = Json.Number(Math.Round(median, 7)),
            ["reps"] = sorted.Length,
            ["rss_mb"] = peak is double mebibytes ? Math.Round(mebibytes, 1) : null,
            ["extra"] = extra,
        });
        session.Output.Flush();
    }

    /// <summary>Says that a case could not be measured, and why.</summary>
    public void Missing(Measurement measurement, string data, string why)
    {
        Json.Write(session.Output, new JsonObject
        {
            ["work"] = measurement.Work,
            ["peer"] = measurement.Peer,
            ["data"] = data,
            ["error"] = why,
        });
        session.Output.Flush();
    }

    // Short samples are run until the compiler has had its say about them; returns the seconds of the last.
    private double WarmUp(Action sample, Action? reset)
    {
        double total = 0;
        double last;
        do
        {
            last = Once(sample, reset);
            total += last;
        }
        while (total < WarmUpSeconds);
        return last;
    }

    private double Once(Action sample, Action? reset)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        reset?.Invoke();
        long start = Stopwatch.GetTimestamp();
        sample();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
