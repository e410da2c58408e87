namespace Gramian.Data.Splits;

/// <summary>Represents one division of rows into those to learn from and those to test on, each ascending.</summary>
/// <param name="Train">The rows to learn from.</param>
/// <param name="Test">The rows to test on; none of them is in <paramref name="Train"/>.</param>
public sealed record Fold(int[] Train, int[] Test);
