namespace Gramian.Atlas.LdrLosses;

/// <summary>How labels are made wrong.</summary>
/// <param name="Rate">The probability that a label is touched.</param>
/// <param name="IsUniform">
/// Whether a touched label becomes any class, its own among them, or else the next class.
/// </param>
internal readonly record struct Noise(double Rate, bool IsUniform)
{
    /// <summary>None, and the six settings.</summary>
    public static IReadOnlyList<Noise> All { get; } =
    [
        new(0, true), new(0.3, true), new(0.6, true), new(0.9, true), new(0.1, false), new(0.3, false),
        new(0.5, false),
    ];

    /// <summary>A short name.</summary>
    public string Name => Rate == 0
        ? "none"
        : FormattableString.Invariant($"{(IsUniform ? "uniform" : "next class")} {100 * Rate:F0} %");
}
