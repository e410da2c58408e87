namespace Gramian.Atlas.LdrLosses;

/// <summary>What one contender reached in one division under one noise.</summary>
/// <param name="TopShares">The share of test rows whose true class is among the first, first two, … first five; as many
/// as there are classes.</param>
/// <param name="Setting">Which of its settings was chosen, from 0.</param>
/// <param name="Ridge">The λ that was chosen.</param>
/// <param name="AllConverged">Whether every fit of its tuning met its tolerance.</param>
internal sealed record Score(double[] TopShares, int Setting, double Ridge, bool AllConverged);
