using Gramian.Models.Losses;

namespace Gramian.Atlas.LdrLosses;

/// <summary>A loss under one name, with the settings that its tuning may choose from.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Settings">The losses.</param>
internal sealed record Contender(string Name, IReadOnlyList<ClassLoss> Settings)
{
    public const string Adaptive = "ALDR-KL", Fixed = "LDR-KL", Entropy = "CE", Absolute = "MAE";

    /// <summary>Those that are compared.</summary>
    public static IReadOnlyList<Contender> All { get; } =
    [
        new(Adaptive, [.. Scales.Select(scale => new AldrKlLoss(scale, 2, 0.1))]),
        new(Fixed, [.. Scales.Select(scale => new LdrKlLoss(scale, 0.1))]), new(Entropy, [new CrossEntropy()]),
        new("CS", [.. Scales.Select(scale => new CrammerSingerLoss(0.2 * scale, scale))]),
        new("GCE", [.. Shapes.Select(shape => new GeneralizedCrossEntropy(shape))]),
        new(Absolute, [new MeanAbsoluteLoss()]),
    ];

    // The grids of the authors' program: temperatures and margins, and the exponent q. The smoothing of a hinge keeps
    // its share of the margin.
    private static double[] Scales => [0.1, 1, 10];

    private static double[] Shapes => [0.05, 0.7, 0.95];
}
