using Gramian.Atlas.GpUci;
using Gramian.Models;
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
            for (int row = 0; row < set.Targets.Length; row++)
                Assert.Equal(1, set.TestRows.Count(mask => mask[row]));
        }
    }

    [Fact]
    public void Standardises_on_the_training_rows_alone()
    {
        var split = Split.Of(UciSet.Read(DataFolders.FromEnvironment(), "yacht"), 0);
        Assert.Equal(0, split.Targets.Average(), 1e-12);
        Assert.Equal(1, split.Targets.Average(value => value * value), 1e-12);
        Assert.NotEqual(0, split.Truth.Average(), 1e-6);
    }

    [Fact]
    public void Scores_a_prediction_as_by_hand()
    {
        var mean = Matrix<double>.FromArray(new[,] { { 0.0 }, { 1.0 } });
        var variance = Matrix<double>.FromArray(new[,] { { 1.0 }, { 0.25 } });
        var score = Score.Of(new Prediction(mean, variance), [1.0, 3.0], 2);
        Assert.Equal(Math.Sqrt(2.5), score.Rmse, 1e-15);
        double expected = (0.5 * (Math.Log(2 * Math.PI) + 1) + (0.5 * (Math.Log(2 * Math.PI * 0.25) + 16))) / 2;
        Assert.Equal(expected, score.Nlpd, 1e-14);
        Assert.Equal(1, score.Covered);
    }

    [Fact]
    public void Agrees_with_the_peer_when_the_kernel_is_the_same()
    {
        // The same evidence maximum, so the same scores: scikit-learn's stored figures are an independent oracle.
        var split = Split.Of(UciSet.Read(DataFolders.FromEnvironment(), "yacht"), 0);
        var fitted = Candidates.Fit("rbf(lengthscale=ard)", split, 0, ComputeOptions.Default);
        var ours = Score.Of(fitted.Predict(split.Queries), split.Truth, split.TargetScale);
        var peer = PeerFigures.ScikitLearn("yacht", 1)[0];
        Assert.Equal(317.37, fitted.LogMarginalLikelihood, 0.01);
        Assert.Equal(peer.Rmse, ours.Rmse, 1e-3);
        Assert.Equal(peer.Nlpd, ours.Nlpd, 2e-2);
        Assert.Equal(peer.TargetScale, ours.TargetScale, 1e-12);
        Assert.Equal(peer.Count, ours.Count);
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
