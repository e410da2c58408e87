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
        new(Adaptive, [new AldrKlLoss(1, 2, 1), new AldrKlLoss(1, 5, 1)]),
        new(Fixed, [new LdrKlLoss(1, 1), new LdrKlLoss(1, 2)]), new(Entropy, [new CrossEntropy()]),
        new("CS", [new CrammerSingerLoss(0.2)]), new("GCE", [new GeneralizedCrossEntropy()]),
        new(Absolute, [new MeanAbsoluteLoss()]),
    ];
}
