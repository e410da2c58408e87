using System.Diagnostics;
using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Atlas.KdeLargeDim;

/// <summary>
/// Represents kde-large-dim: how a kernel density estimate changes its nature with the bandwidth in large dimension.
/// </summary>
[Paper("biroli2024kernel")]
public sealed class Experiment : IExperiment
{
    private const int Seeds = 10;

    /// <inheritdoc/>
    public string Slug => "kde-large-dim";

    /// <inheritdoc/>
    public string Title =>
        "A density estimate in large dimension has three regimes, and its best bandwidth is not classical.";

    /// <inheritdoc/>
    public string PaperKey => "biroli2024kernel";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var watch = Stopwatch.StartNew();
        IEnumerable<Sizes> sizes = context.Quick ? Sizes.All.Where(size => size.Count < 500) : Sizes.All;
        int seeds = context.Quick ? 3 : Seeds;
        SizeRun[] runs = [.. sizes.Select(size => SizeRun.Measure(size, seeds, context.FirstSeed, context.Compute))];
        LimitRun[] limits = [.. LimitRun.Alphas.Select(alpha => LimitRun.Measure(alpha, context.Quick))];
        string dimensions = string.Join(", ", runs.Select(run => run.Sizes.Dimension));
        string counts = string.Join(", ", runs.Select(run => run.Sizes.Count));
        string setting = $"standard normal data in {dimensions} dimensions with {counts} points (ln(n)/d is 0.25 or "
            + $"0.15); {seeds} data sets of each size, each seen from 300 fresh points; and beyond "
            + "the sizes that can be drawn the exact mean of the log density, by quadrature, up to "
            + $"{limits[0].Dimensions[^1]} dimensions. The source speaks of the limit of many dimensions, so every "
            + "verdict is that of a smaller setting.";
        return new ExperimentResult(
            Slug, setting, Claims.Of(runs, limits), [Summary(runs), Shares(runs), Limits(limits)],
            [.. Enumerable.Range(0, seeds).Select(seed => context.FirstSeed + (ulong)seed)],
            watch.Elapsed.TotalSeconds);
    }

    private static ResultTable Summary(SizeRun[] runs) => new(
        "Bandwidths, and the largest error of the asymptotic log density per dimension (nats)",
        [
            "d", "n", "alpha", "h_G", "h_CLT", "best h, limit", "best h, exact mean", "best h, measured", "Silverman",
            "error",
        ],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            Text(run.Sizes.Dimension), Text(run.Sizes.Count), Text(run.Sizes.Alpha), Text(run.Theory.Condensation),
            Text(run.Theory.CentralLimit), Text(run.Theory.Optimal),
            Text(FiniteLaw.Optimum(run.Sizes.Dimension, Math.Log(run.Sizes.Count) / run.Sizes.Dimension)),
            Text(run.Optimum), Text(run.Silverman), Text(run.LargestError),
        ])]);

    private static ResultTable Shares(SizeRun[] runs) => new(
        "Mean share of the largest summands, sum w²/(sum w)², and skewness of the estimate over its mean, by h/h_G",
        ["d", "n", .. SizeRun.Multiples.Select(multiple => $"{Text(multiple)}")],
        [
            ["", "theory", .. SizeRun.Multiples.Select(multiple => Text(Math.Max(0, 1 - (multiple * multiple))))],
            .. runs.Select(run => (IReadOnlyList<string>)
            [
                Text(run.Sizes.Dimension), Text(run.Sizes.Count),
                .. run.Participation.Zip(run.Skewness, (share, skew) => $"{Text(share)} / {Text(skew)}"),
            ]),
        ]);

    private static ResultTable Limits(LimitRun[] limits) => new(
        "Best h/h_G by quadrature of the exact mean log density, n = exp(alpha d), by d; and its limit",
        ["alpha", .. limits[0].Dimensions.Select(Text), "limit"],
        [.. limits.Select(limit => (IReadOnlyList<string>)
            [Text(limit.Alpha), .. limit.Ratios.Select(Text), Text(limit.Limit)])]);

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
