using System.Globalization;

namespace Gramian.Models.Densities;

/// <summary>Represents whether a density estimate can be trusted in its dimension. Immutable.</summary>
/// <param name="StableIndex">The index of the law of the fluctuations at a fresh point; normal from 2 on.</param>
/// <param name="Regime">The regime of the bandwidth.</param>
/// <param name="EffectiveNumber">The median, over points left out, of how many others share the sum there.</param>
/// <param name="Thresholds">The thresholds of a normal law of the same covariance, in bandwidths.</param>
public sealed record DensityDiagnosis(
    double StableIndex, DensityRegime Regime, double EffectiveNumber, DensityThresholds Thresholds)
{
    /// <summary>Whether an error bar from the normal law describes the estimate at a fresh point.</summary>
    public bool HasNormalErrors => Regime == DensityRegime.Normal;

    /// <summary>The regime, in a sentence.</summary>
    public string Text => Regime switch
    {
        DensityRegime.Normal => FormattableString.Invariant(
            $"about {EffectiveNumber:G3} points share the estimate at a fresh point; normal error bars hold"),
        DensityRegime.Stable => string.Create(CultureInfo.InvariantCulture,
            $"about {EffectiveNumber:G3} points share the estimate at a fresh point; its fluctuations have heavy tails "
            + $"(index {StableIndex:G3}), so that normal error bars are wrong"),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"a few nearest points make the estimate at a fresh point (index {StableIndex:G3}, {EffectiveNumber:G3} "
            + $"points share it): read it as a nearest-neighbour distance, without error bars"),
    };
}
