namespace Gramian.Numerics.Pairs;

/// <summary>Represents the partner that a search found.</summary>
/// <param name="Index">Its index; −1 for none.</param>
/// <param name="Gain">b²/a; −∞ for none.</param>
/// <param name="Distance">The largest b among all, not only its own; at most 0 when there is none.</param>
public readonly record struct PairChoice(int Index, double Gain, double Distance);
