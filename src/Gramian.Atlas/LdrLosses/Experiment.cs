using System.Diagnostics;
using Gramian.Numerics;

namespace Gramian.Atlas.LdrLosses;

/// <summary>
/// Represents ldr-losses: label-distributionally robust losses under wrong labels, on kernel logistic models.
/// </summary>
[Paper("zhu2023label")]
public sealed class Experiment : IExperiment
{
    private const int Seeds = 5;

    /// <inheritdoc/>
    public string Slug => "ldr-losses";

    /// <inheritdoc/>
    public string Title => "The adaptive label-distributionally robust loss is stable over kinds of label noise.";

    /// <inheritdoc/>
    public string PaperKey => "zhu2023label";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var watch = Stopwatch.StartNew();
        string[] names = context.Quick ? ["vehicle"] : [.. NoisySet.Names];
        IReadOnlyList<Noise> noises = context.Quick ? [Noise.All[0], Noise.All[2], Noise.All[5]] : Noise.All;
        int seeds = context.Quick ? 2 : Seeds;
        NoisySet[] sets = Array.ConvertAll(names, name => NoisySet.Read(context.Data, name));
        SetRun[] runs = SetRun.All(sets, noises, seeds, context.FirstSeed, context.Compute);
        string setting = $"{string.Join(", ", names)}; {seeds} divisions of each (60 % train, 20 % to choose by, "
            + $"20 % test; at most {NoisySet.RowLimit} rows), labels of the first two parts made wrong in "
            + $"{noises.Count - 1} ways, those of the test true; an RBF kernel of median lengthscale on 100 "
            + "centres, λ and the settings of a loss chosen by the noisy labels of the second part. The source trains "
            + "networks on larger sets.";
        return new ExperimentResult(
            Slug, setting, Claims.Of(runs, context.Quick, context.Compute), Tables.Of(runs),
            [.. Enumerable.Range(0, seeds).Select(seed => context.FirstSeed + (ulong)seed)],
            watch.Elapsed.TotalSeconds);
    }
}
