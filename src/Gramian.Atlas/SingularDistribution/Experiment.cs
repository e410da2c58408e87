using System.Diagnostics;
using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Atlas.SingularDistribution;

/// <summary>
/// Represents singular-distribution: noise that is added to the data before a likelihood fit, and left out of draws.
/// </summary>
[Paper("chae2023likelihood")]
public sealed class Experiment : IExperiment
{
    private const int Seeds = 20;
    private const int QuickSeeds = 3;

    /// <inheritdoc/>
    public string Slug => "singular-distribution";

    /// <inheritdoc/>
    public string Title =>
        "Where data lie on a thin set, adding noise before a likelihood fit makes the fitted law better.";

    /// <inheritdoc/>
    public string PaperKey => "chae2023likelihood";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var watch = Stopwatch.StartNew();
        ulong[] seeds = [.. Enumerable.Range(0, context.Quick ? QuickSeeds : Seeds)
            .Select(i => context.FirstSeed + (ulong)i)];
        SetRun[] runs = [.. (context.Quick ? ThinSet.All.Take(2) : ThinSet.All)
            .Select(set => SetRun.Measure(set, seeds, context.Compute))];
        string setting = "generative topographic maps in the place of the source's networks: 400 points without noise "
            + "of an arc in the plane (200 nodes, 12 bumps; also from a random start), of the same arc in ten "
            + "dimensions, and of a rolled sheet in space (20 × 20 nodes, 6 × 6 bumps). Normal noise of each level is "
            + "added once before the fit; draws leave all noise out. The figure is the sliced Wasserstein distance of "
            + "4000 draws to 4000 fresh points. The source's images were not run.";
        return new ExperimentResult(
            Slug, setting, Claims.Of(runs), [Table(runs)], seeds, watch.Elapsed.TotalSeconds);
    }

    private static ResultTable Table(SetRun[] runs) => new(
        "Mean distance to the law over seeds, by the standard deviation of the perturbation",
        [
            "set", .. SetRun.Levels.Select(Text), "chosen on held-out rows", "the 400 rows themselves",
            "noise fitted without perturbation",
        ],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            run.Set.Name, .. run.Means.Select(Text), Text(run.Chosen.Average()), Text(run.Sample), Text(run.Noise),
        ])]);

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
