namespace Gramian.Cli.Bench;

/// <summary>Represents what one line of a workload measures.</summary>
/// <param name="Work">The workload or its part, such as W2a.</param>
/// <param name="Peer">Who was measured, such as gramian:gemm.</param>
/// <param name="N">The number of rows, or null.</param>
/// <param name="Dimension">The number of columns, or null.</param>
/// <param name="NumberType">f64 or f32.</param>
/// <param name="Repeats">The number of samples when the person asks for none; null for the usual.</param>
internal sealed record Measurement(
    string Work, string Peer, long? N, int? Dimension = null, string NumberType = "f64", int? Repeats = null)
{
    /// <summary>The threads that it uses when it does not use all that are allowed.</summary>
    public int? Threads { get; init; }

    /// <summary>Whether the first run is a warm-up that does not count, unless it is long.</summary>
    public bool WarmUp { get; init; } = true;
}
