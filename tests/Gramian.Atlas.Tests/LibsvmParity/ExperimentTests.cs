using Gramian.Atlas.LibsvmParity;
using Gramian.Numerics;

namespace Gramian.Atlas.Tests.LibsvmParity;

public sealed class ExperimentTests
{
    [Fact]
    public void Stored_figures_are_whole()
    {
        Assert.Contains("libsvm-tools 3.24", PeerFigures.Versions);
        Assert.True(PeerFigures.Sets.Length >= 20);
        foreach (string name in PeerFigures.Sets)
        {
            foreach (PeerMachine machine in PeerFigures.Machines(name))
            {
                Assert.Equal(machine.Objectives.Length, machine.LooseObjectives.Length);
                Assert.Equal((PeerFigures.Rows(name) + 3) / 4, machine.Supports.Length);
                Assert.True(machine.Hits is not null ^ !double.IsNaN(machine.MeanSquaredError));
                Assert.Equal(machine.Hits is null, machine.Labels is null);
                Assert.Equal(10, machine.Values.Length);
                Assert.All(machine.Values, line => Assert.Equal(machine.Objectives.Length, line.Length));
            }
        }
    }

    [Fact]
    public void A_bit_is_a_training_row()
    {
        var machine = new PeerMachine("any", [], [], "a1", 0, double.NaN, "", []);
        Assert.Equal([0, 2, 7], Enumerable.Range(0, 8).Where(machine.IsSupport));
    }

    [Fact]
    public void A_machine_of_iris_is_that_of_LIBSVM()
    {
        var folders = DataFolders.FromEnvironment();
        Assert.SkipUnless(
            folders.Paths.Any(path => File.Exists(Path.Combine(path, "uci-classification", "iris", "data.csv.gz"))),
            "the set iris is in no data folder");
        ParitySet set = ParitySet.Read(folders, "iris");
        Assert.Equal((100, 50), (set.Train.Count, set.Test.Count));
        PeerMachine peer = PeerFigures.Machines("iris").First();
        MachineRun run = MachineRun.Of(set, peer, ComputeOptions.Default);
        Assert.InRange(run.TightError, 0, 1e-6);
        Assert.Equal(peer.Hits, run.Hits);
        Assert.Equal(0, run.Differing);
        Assert.Equal((0, 0), run.Contradicted);
        Assert.InRange(run.ValueError, 0, 1e-5);
        Assert.True(run.Open.Supports < 40 && run.Open.Labels == 0);     // the free rows are on the margin

        // What another machine found is not what this one finds.
        MachineRun other = MachineRun.Of(set, peer with { Name = "C-SVC, linear" }, ComputeOptions.Default);
        Assert.True(other.TightError > 0.1);
        Assert.True(other.ValueError > 0.1);
        Assert.True(other.Contradicted.Supports > 0);
        string swapped = string.Concat(peer.Labels!.Select(label => label == '0' ? '1' : '0'));
        MachineRun wrong = MachineRun.Of(set, peer with { Labels = swapped }, ComputeOptions.Default);
        Assert.Equal(50, wrong.Contradicted.Labels);
    }

    [Fact]
    public void A_claim_fails_when_its_figure_does()
    {
        var set = new ParitySet("made", Kernels.Points.FromColumn([0]), [0], Kernels.Points.FromColumn([0]), [0]);
        var labels = new MachineRun(
            set, 100, new PeerMachine("labels", [], [], "", 5, double.NaN, "", []), 0, 0, 0, 5, double.NaN, 0, (9, 9),
            (0, 0), 0);
        var values = new MachineRun(
            set, 100, new PeerMachine("values", [], [], "", null, 2, null, []), 0, 0, 0, null, 2, 0, (9, 0), (0, 0), 0);
        Assert.All(Claims.Of([labels, values], isQuick: false), claim => Assert.Equal(Verdict.Pass, claim.Verdict));
        Assert.All(Claims.Of([labels, values], isQuick: true), claim =>
            Assert.Equal(Verdict.PassScaled, claim.Verdict));
        Verdict[] wrong = [.. Claims.Of(
            [labels with { TightError = 2e-6, LooseError = 2e-3, Differing = 2, Hits = 4, Contradicted = (1, 1),
                ValueError = 2e-4 },
                values with { MeanSquaredError = 2.01 }], isQuick: false).Select(claim => claim.Verdict)];
        Assert.All(wrong, verdict => Assert.Equal(Verdict.Fail, verdict));

        // What is divided by r² is judged apart.
        MachineRun share = labels with { Peer = labels.Peer with { Name = "nu-SVC, rbf" }, TightError = 2e-6 };
        Claim[] apart = [.. Claims.Of([labels, values, share], isQuick: false)];
        Assert.Equal(Verdict.Pass, apart[0].Verdict);
        Assert.Equal(Verdict.Fail, apart[^1].Verdict);
    }
}
