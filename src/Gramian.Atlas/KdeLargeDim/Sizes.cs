namespace Gramian.Atlas.KdeLargeDim;

/// <summary>A number of points and of dimensions at a fixed α = ln(n)/d.</summary>
internal sealed record Sizes(double Alpha, int Dimension, int Count)
{
    /// <summary>Growing dimensions at α = 0.25, then at α = 0.15.</summary>
    public static IReadOnlyList<Sizes> All { get; } =
    [
        new(0.25, 16, 55), new(0.25, 24, 403), new(0.25, 32, 2981), new(0.25, 36, 8103),
        new(0.15, 30, 90), new(0.15, 50, 1808),
    ];
}
