namespace Gramian.Models.Calibration;

/// <summary>Represents how probable the positive class is at a decision value; never falls. Immutable.</summary>
public interface IScoreScaling
{
    /// <summary>The probability of the positive class, in [0, 1].</summary>
    /// <param name="value">The decision value; finite.</param>
    double Probability(double value);
}
