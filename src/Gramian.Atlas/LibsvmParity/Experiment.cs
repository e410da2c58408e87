using System.Diagnostics;
using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Atlas.LibsvmParity;

/// <summary>Represents libsvm-parity: the five kinds of support vector machines beside LIBSVM's on real sets.</summary>
[Paper("chang2011libsvm")]
public sealed class Experiment : IExperiment
{
    private const int QuickRows = 250;

    /// <inheritdoc/>
    public string Slug => "libsvm-parity";

    /// <inheritdoc/>
    public string Title => "Support vector machines have LIBSVM's objectives, support vectors and predictions.";

    /// <inheritdoc/>
    public string PaperKey => "chang2011libsvm";

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var watch = Stopwatch.StartNew();
        string[] names = [.. PeerFigures.Sets.Where(name => !context.Quick || PeerFigures.Rows(name) < QuickRows)];
        var runs = new List<MachineRun>();
        foreach (string name in names)
        {
            ParitySet set = ParitySet.Read(context.Data, name);
            runs.AddRange(PeerFigures.Machines(name).Select(peer => MachineRun.Of(set, peer, context.Compute)));
        }

        string setting = string.Create(CultureInfo.InvariantCulture,
            $"{names.Length} sets ({string.Join(", ", names)}), columns scaled to [0, 1] by the training rows, every ")
            + "third row a test row; gamma is 1 over the number of columns. C-SVC with C = 10 (rbf), 1 (linear) and 1 "
            + "(polynomial of degree 2, offset 1); nu-SVC with nu = 0.2, regressions of the class number, C = 1 and "
            + "epsilon = 0.1 or nu = 0.5 on sets of two classes; one class with nu = 0.1. LIBSVM's figures: "
            + $"{PeerFigures.Versions}.";
        return new ExperimentResult(
            Slug, setting, Claims.Of(runs, context.Quick), [Table(runs)], [], watch.Elapsed.TotalSeconds);
    }

    private static ResultTable Table(IReadOnlyList<MachineRun> runs) => new(
        "Relative differences of the objectives at 1e-6 and 1e-3, duality gap over objective, training rows that are a "
        + "support vector on one side alone, training and test rows that the optimum does not decide, difference of "
        + "decision values, and test rows right (or mean squared error) beside LIBSVM's",
        ["set", "rows", "machine", "at 1e-6", "at 1e-3", "gap", "supports", "undecided", "values", "ours", "LIBSVM"],
        [.. runs.Select(run => (IReadOnlyList<string>)
        [
            run.Set.Name, Text(run.Rows), run.Peer.Name, Text(run.TightError), Text(run.LooseError), Text(run.Gap),
            Text(run.Differing), $"{run.Open.Supports} and {run.Open.Labels}", Text(run.ValueError),
            Text(run.Hits ?? run.MeanSquaredError),
            Text(run.Peer.Hits ?? run.Peer.MeanSquaredError),
        ])]);

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
