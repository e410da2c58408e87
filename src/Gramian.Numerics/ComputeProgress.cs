namespace Gramian.Numerics;

/// <summary>Represents one report of progress.</summary>
/// <param name="Stage">What is being done, as a short phrase for a person, such as "optimising
/// hyperparameters".</param>
/// <param name="Fraction">The share of the stage that is done, in [0, 1], or NaN when unknown.</param>
/// <param name="Detail">One figure worth showing, such as the current objective; empty for none.</param>
public readonly record struct ComputeProgress(string Stage, double Fraction, string Detail = "");
