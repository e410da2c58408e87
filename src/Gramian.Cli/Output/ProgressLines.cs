using System.Diagnostics;
using Gramian.Numerics;

namespace Gramian.Cli.Output;

/// <summary>
/// Tells a log, where nothing can be drawn, that a long computation lives: after ten seconds, then twice a minute.
/// </summary>
/// <param name="error">Receives a line each.</param>
internal sealed class ProgressLines(TextWriter error) : IProgress<ComputeProgress>
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private readonly Lock writing = new();
    private readonly long start = Stopwatch.GetTimestamp();
    private TimeSpan due = First;

    /// <inheritdoc/>
    public void Report(ComputeProgress value) => Report(value, Stopwatch.GetElapsedTime(start));

    /// <summary>Writes a line when one is due.</summary>
    /// <param name="value">How far the computation is.</param>
    /// <param name="elapsed">For how long it has run.</param>
    public void Report(ComputeProgress value, TimeSpan elapsed)
    {
        lock (writing)
        {
            if (elapsed < due)
            {
                return;
            }

            due = elapsed + Pause;
            string detail = value.Detail.Length > 0 ? $" ({value.Detail})" : "";
            string share = double.IsNaN(value.Fraction)
                ? ""
                : FormattableString.Invariant($", {100 * Math.Clamp(value.Fraction, 0, 1):F0} %");
            error.WriteLine(FormattableString.Invariant(
                $"gramian: {value.Stage}{detail}{share}, {elapsed.TotalSeconds:F0} s"));
        }
    }
}
