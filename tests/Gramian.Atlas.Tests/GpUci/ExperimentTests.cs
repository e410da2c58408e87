using Gramian.Atlas.GpUci;
using Gramian.Models;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Atlas.Tests.GpUci;

public sealed class ExperimentTests
{
    [Fact]
    public void Every_row_is_a_test_row_of_exactly_one_split()
    {
        var folders = DataFolders.FromEnvironment();
        foreach (string name in UciSet.Names)
        {
            var set = UciSet.Read(folders, name);
            for (int row = 0; row < set.Table.Rows; row++)
                Assert.Equal(1, set.TestRows.Count(mask => mask[row]));
        }
    }

    [Fact]
    public void Counts_the_rows_that_repeat_another_one()
    {
        // Counted apart with a dictionary of lines: wine 1599 - 1359, concrete 1030 - 1005.
        var folders = DataFolders.FromEnvironment();
        Assert.Equal(240, UciSet.Read(folders, "wine").RepeatedRows);
        Assert.Equal(25, UciSet.Read(folders, "concrete").RepeatedRows);
        Assert.Equal(0, UciSet.Read(folders, "yacht").RepeatedRows);
        var split = Split.Of(UciSet.Read(folders, "wine"), 0);
        Assert.Equal(split.Test.Rows, split.Repeats.Length);
        Assert.InRange(split.Repeats.Count(repeats => repeats), 20, 70);
    }

    [Fact]
    public void Fits_what_a_fit_without_options_fits()
    {
        // The recipe is fixed by the library, not by these sets: nothing but the seed may be set.
        Assert.Equal(new FitOptions(), Experiment.Recipes(0)[0]);
        var split = Split.Of(UciSet.Read(DataFolders.FromEnvironment(), "yacht"), 3);
        var model = TrainedModel.Fit(split.Train, UciSet.Target);
        var run = SplitRun.Of(split, Experiment.Recipes(0)[0], new ComputeOptions { Threads = 1 });
        Assert.Equal(((FittedGaussianProcess)model.Regressor).LogMarginalLikelihood, run.Score.Evidence);
        var metrics = model.Evaluate(split.Test).Metrics;
        Assert.Equal(metrics.Rmse, run.Score.Rmse * run.Score.TargetScale, 1e-12);
        Assert.Equal(metrics.Nlpd - Math.Log(run.Score.TargetScale), run.Score.Nlpd, 1e-10);
        Assert.Equal(metrics.Coverage95, (double)run.Score.Covered / run.Score.Count, 1e-12);
    }

    [Fact]
    public void Scores_a_prediction_as_by_hand()
    {
        var score = Score.Of([new TestRow(0, 1, 1, false), new TestRow(1, 2, 0.25, false)], 2, 0);
        Assert.Equal(Math.Sqrt(2.5), score.Rmse, 1e-15);
        double expected = (0.5 * (Math.Log(2 * Math.PI) + 1) + (0.5 * (Math.Log(2 * Math.PI * 0.25) + 16))) / 2;
        Assert.Equal(expected, score.Nlpd, 1e-14);
        Assert.Equal(1, score.Covered);
    }

    [Fact]
    public void Agrees_with_the_peer_when_the_kernel_is_the_same()
    {
        // The same evidence maximum, so the same scores: scikit-learn's stored figures are an independent oracle.
        var split = Split.Of(UciSet.Read(DataFolders.FromEnvironment(), "concrete"), 2);
        var ours = SplitRun.Of(split, Experiment.Recipes(0)[1], ComputeOptions.Default).Score;
        var peer = PeerFigures.ScikitLearn("concrete", 3)[2];
        Assert.Equal(peer.Evidence, ours.Evidence, 0.02);
        Assert.Equal(peer.Rmse, ours.Rmse, 1e-3);
        Assert.Equal(peer.Nlpd, ours.Nlpd, 5e-3);
        Assert.Equal(peer.TargetScale, ours.TargetScale, 1e-12);
        Assert.Equal(peer.Count, ours.Count);
    }

    [Fact]
    public void The_number_of_threads_changes_no_figure()
    {
        var set = UciSet.Read(DataFolders.FromEnvironment(), "yacht");
        var alone = SetRun.All([set], 2, Experiment.Recipes(0), new ComputeOptions { Threads = 1 });
        var together = SetRun.All([set], 2, Experiment.Recipes(0), new ComputeOptions { Threads = 2 });
        for (int recipe = 0; recipe < alone.Length; recipe++)
            Assert.Equal(alone[recipe][0].Ours, together[recipe][0].Ours);
    }

    [Fact]
    public void Sixths_by_level_hold_every_row_once()
    {
        TestRow[] rows = [.. Enumerable.Range(0, 20).Select(i => new TestRow((i * 7) % 20, i, 1, false))];
        var parts = Tables.ByLevel(rows);
        Assert.Equal(6, parts.Count);
        Assert.Equal(rows.OrderBy(row => row.Level), parts.SelectMany(part => part));
    }

    [Fact]
    public void A_quick_run_never_claims_the_whole()
    {
        var result = Experiments.Find("gp-uci").Run(new ExperimentContext { Quick = true });
        Assert.NotEqual(Verdict.Pass, result.Verdict);
        Assert.Equal(6, result.Claims.Count);
        Assert.All(result.Claims, claim => Assert.NotEqual(Verdict.Pass, claim.Verdict));
        Assert.All(result.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
    }

    [Fact]
    public void Stores_fifty_splits_of_the_peer() =>
        Assert.All(
            UciSet.Names,
            name => Assert.All(PeerFigures.ScikitLearn(name, 10), score => Assert.True(score.Rmse > 0)));
}
