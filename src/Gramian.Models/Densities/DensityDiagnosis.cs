using System.Globalization;

namespace Gramian.Models.Densities;

/// <summary>Represents whether a density estimate can be trusted in its dimension. Immutable.</summary>
/// <remarks>
/// The regime is told in two ways: by what a normal law of the same covariance would do, and by the terms of the sums
/// themselves at points left out. The latter decides, where there are terms enough: points in
/// clusters or near a surface are no normal law. Bandwidths are counted in those of the estimate.
/// </remarks>
/// <param name="StableIndex">The index of the fluctuations at a fresh point, (h/h_G)², if the law were normal.</param>
/// <param name="HillIndex">The index of the tail of the terms, measured by their three largest at a typical point:
/// finite sizes make it a fifth or so smaller than in the limit. +∞ when they do not differ, NaN when there are fewer
/// than 30.</param>
/// <param name="EffectiveNumber">The median, over points left out, of how many others share the sum there.</param>
/// <param name="Participation">The mean of Σw²/(Σw)² there: about 1 − index where the terms have condensed.</param>
/// <param name="LargestShare">The mean share that the largest term has there.</param>
/// <param name="Thresholds">The thresholds of a normal law of the same covariance, in bandwidths.</param>
[Numerics.Paper("biroli2024kernel")]
[Numerics.Paper("hill1975simple")]
public sealed record DensityDiagnosis(
    double StableIndex, double HillIndex, double EffectiveNumber, double Participation, double LargestShare,
    DensityThresholds Thresholds)
{
    /// <summary>The measured index, or that of the normal law when none could be measured; normal from 2 on.</summary>
    public double Index => double.IsNaN(HillIndex) ? StableIndex : HillIndex;

    /// <summary>The regime of <see cref="Index"/>.</summary>
    public DensityRegime Regime => Index switch
    {
        > 2 => DensityRegime.Normal,
        > 1 => DensityRegime.Stable,
        _ => DensityRegime.Condensed,
    };

    /// <summary>h_G by the terms, in bandwidths: below it a few nearest points make the estimate.</summary>
    public double Condensation => 1 / Math.Sqrt(Index);

    /// <summary>h_CLT by the terms, in bandwidths: below it the central limit theorem fails.</summary>
    public double CentralLimit => Math.Sqrt(2 / Index);

    /// <summary>Whether an error bar from the normal law describes the estimate at a fresh point.</summary>
    public bool HasNormalErrors => Regime == DensityRegime.Normal;

    /// <summary>The regime, in a sentence.</summary>
    public string Text => Regime switch
    {
        DensityRegime.Normal => FormattableString.Invariant(
            $"about {EffectiveNumber:G3} points share the estimate at a fresh point; normal error bars hold"),
        DensityRegime.Stable => string.Create(CultureInfo.InvariantCulture,
            $"about {EffectiveNumber:G3} points share the estimate at a fresh point; its fluctuations have heavy tails "
            + $"(index {Index:G3}), so that normal error bars are wrong"),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"a few nearest points make the estimate at a fresh point (index {Index:G3}, {EffectiveNumber:G3} "
            + $"points share it): read it as a nearest-neighbour distance, without error bars"),
    };
}
