using System.Diagnostics;
using Gramian.Models;
using Gramian.Numerics;

namespace Gramian.Atlas.GpUci;

/// <summary>
/// Represents gp-uci: exact Gaussian processes on five UCI sets with their standard splits, beside scikit-learn's.
/// </summary>
[Paper("rasmussen2006gaussian", Where = "sections 2.2, 5.4")]
public sealed class Experiment : IExperiment
{
    private const string PeerKernel = "rbf(lengthscale=ard)";

    /// <inheritdoc/>
    public string Slug => "gp-uci";

    /// <inheritdoc/>
    public string Title => "Exact Gaussian-process regression on five UCI sets is at least as good as scikit-learn's.";

    /// <inheritdoc/>
    public string PaperKey => "rasmussen2006gaussian";

    /// <summary>
    /// What is fitted: a fit without options, of which the claims speak, and one with the peer's kernel.
    /// </summary>
    /// <param name="seed">The seed of the drawn starts.</param>
    internal static IReadOnlyList<FitOptions> Recipes(ulong seed) =>
        [new FitOptions { Seed = seed }, new FitOptions { Seed = seed, Kernel = PeerKernel }];

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var watch = Stopwatch.StartNew();
        string[] names = context.Quick ? ["yacht", "housing"] : [.. UciSet.Names];
        int splits = context.Quick ? 2 : UciSet.Splits;
        UciSet[] sets = Array.ConvertAll(names, name => UciSet.Read(context.Data, name));
        var runs = SetRun.All(sets, splits, Recipes(context.FirstSeed), context.Compute);
        string setting = $"{string.Join(", ", names)}; {splits} of {UciSet.Splits} standard splits each (90 % train, "
            + "10 % test); every split is a fit without options on its training rows: kernel "
            + $"{FitOptions.DefaultKernel}, inputs and y standardised on the training rows. "
            + $"scikit-learn's figures: {PeerFigures.Versions}.";
        const string Default = "A fit without options";
        const string Peer = "For information, not claimed: the peer's kernel, " + PeerKernel;
        return new ExperimentResult(
            Slug, setting, Claims.Of(runs[0], context.Quick ? Verdict.PassScaled : Verdict.Pass),
            [
                Tables.Summary(Default, runs[0]), Tables.Summary(Peer, runs[1]), Tables.Levels(runs[0]),
                Tables.Repetitions(runs[0]), Tables.PerSplit(Default, runs[0]), Tables.PerSplit(Peer, runs[1]),
            ],
            [context.FirstSeed], watch.Elapsed.TotalSeconds);
    }
}
