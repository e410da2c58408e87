using Gramian.Atlas.GpLarge;
using Gramian.Atlas.GpUci;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models;
using Gramian.Models.LargeRidge;
using Gramian.Models.Vecchia;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using SetRun = Gramian.Atlas.GpLarge.SetRun;

namespace Gramian.Atlas.Tests.GpLarge;

public sealed class ExperimentTests
{
    [Fact]
    public void Scores_a_prediction_as_by_hand()
    {
        var prediction = new Prediction(
            Matrix<double>.FromRowMajor(2, 1, [1, 2]), Matrix<double>.FromRowMajor(2, 1, [1, 0.25]));
        Score score = CandidateRun.Scored(prediction, [2, 4], 1);
        Assert.Equal(Math.Sqrt(2.5), score.Rmse, 1e-15);
        double expected = (0.5 * (Math.Log(2 * Math.PI) + 1) + (0.5 * (Math.Log(2 * Math.PI * 0.25) + 16))) / 2;
        Assert.Equal(expected, score.Nlpd, 1e-14);
        Assert.Equal(1, score.Covered);
    }

    [Fact]
    public void Held_rows_are_training_rows_and_come_once()
    {
        Division division = Synthetic();
        var (kept, held) = division.Part(3);
        Assert.Equal(60, held.Length);
        Assert.Equal(Enumerable.Range(0, 600), kept.Concat(held).Order());
    }

    [Fact]
    public void Test_rows_do_not_choose()
    {
        Division division = Synthetic();
        SetRun run = SetRun.Of(division, 0.01, 1, 0, ComputeOptions.Default);
        Division spoiled = division with { Truth = Array.ConvertAll(division.Truth, value => -10 * value) };
        SetRun other = SetRun.Of(spoiled, 0.01, 1, 0, ComputeOptions.Default);
        Assert.Equal(run.Chosen.Name, other.Chosen.Name);
        Assert.Equal(run.Runs.Select(model => model.Held), other.Runs.Select(model => model.Held));
        Assert.True(other.Chosen.Test.Rmse > 2 * run.Chosen.Test.Rmse);
    }

    [Fact]
    public void The_number_of_threads_changes_no_figure()
    {
        Division division = Synthetic();
        SetRun one = SetRun.Of(division, 0.01, 1, 0, new ComputeOptions { Threads = 1 });
        SetRun two = SetRun.Of(division, 0.01, 1, 0, new ComputeOptions { Threads = 2 });
        Assert.Equal(one.Runs.Select(run => (run.Held, run.Test)), two.Runs.Select(run => (run.Held, run.Test)));
    }

    [Fact]
    public void A_larger_budget_buys_more()
    {
        var (small, large) = (Candidate.All(40_000, 8, 1, 0), Candidate.All(40_000, 8, 60, 0));
        Assert.True(Iterations(small) < Iterations(large));
        Assert.True(Centres(small) < Centres(large));
        static int Iterations(IReadOnlyList<Candidate> all) =>
            all.Select(one => one.Search).OfType<VecchiaProcess>().Single().Optimizer.IterationLimit;
        static int? Centres(IReadOnlyList<Candidate> all) =>
            all.Select(one => one.Search).OfType<NystromRidge>().Single().CentreCount;
    }

    [Fact]
    public void A_quick_run_never_claims_the_whole()
    {
        ExperimentResult result;
        try
        {
            result = Experiments.Find("gp-large").Run(new ExperimentContext { Quick = true });
        }
        catch (DataException missing)
        {
            Assert.Skip(missing.Message);
            return;
        }

        Assert.Equal(2, result.Claims.Count);
        Assert.All(result.Claims, claim => Assert.True(claim.Verdict != Verdict.Pass && claim.Reason.Length > 0));
        Assert.All(result.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.Contains("leaks", result.Setting);
    }

    // 600 training and 100 test rows of a smooth function of two inputs with a little noise.
    private static Division Synthetic()
    {
        var random = new RandomStream(7);
        double[] inputs = [.. Enumerable.Range(0, 1400).Select(_ => random.NextNormal())];
        double[] targets = [.. Enumerable.Range(0, 700).Select(row =>
            Math.Sin(2 * inputs[2 * row]) + (0.5 * inputs[(2 * row) + 1]) + (0.1 * random.NextNormal()))];
        return new Division(
            "synthetic", Rows(inputs[..1200]), targets[..600], Rows(inputs[1200..]), targets[600..], 1);
        static Points Rows(double[] values) => new(Matrix<double>.FromRowMajor(values.Length / 2, 2, values));
    }
}
