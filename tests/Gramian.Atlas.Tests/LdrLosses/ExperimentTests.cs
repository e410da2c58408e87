using Gramian.Atlas.LdrLosses;
using Gramian.Numerics;

namespace Gramian.Atlas.Tests.LdrLosses;

public sealed class ExperimentTests
{
    [Fact]
    public void More_noise_touches_more_labels_and_no_others()
    {
        Division division = Read("vehicle").Divide(3);
        double[] truth = division.Labels(0, new Noise(0, true));
        Assert.Equal(division.Classes[0].Select(place => (double)place), truth);
        double[] some = division.Labels(0, new Noise(0.3, true)), many = division.Labels(0, new Noise(0.6, true));
        int Wrong(double[] labels) => labels.Zip(truth).Count(pair => pair.First != pair.Second);

        // A uniform draw leaves a quarter of the touched labels of four classes as they were.
        Assert.InRange(Wrong(some) / (double)truth.Length, 0.3 * 0.75 - 0.06, 0.3 * 0.75 + 0.06);
        Assert.All(
            Enumerable.Range(0, truth.Length).Where(i => some[i] != truth[i]), i => Assert.Equal(some[i], many[i]));
        Assert.Equal(4, some.Where((label, i) => label != truth[i]).Distinct().Count());
        double[] next = division.Labels(0, new Noise(0.45, false));
        Assert.All(next.Zip(truth), pair => Assert.True(
            pair.First == pair.Second || pair.First == (pair.Second + 1) % 4));
    }

    [Fact]
    public void The_parts_are_apart_and_the_training_part_is_standardised()
    {
        NoisySet set = Read("digits");
        Division division = set.Divide(0);
        Assert.Equal([600, 200, 200], division.Inputs.Select(part => part.Count));
        for (int j = 0; j < division.Inputs[0].Dimension; j++)
        {
            double[] column = division.Inputs[0].Values.ColumnToArray(j);
            Assert.Equal(0, column.Average(), 1e-12);
            Assert.Equal(column.All(x => x == 0) ? 0 : 1, column.Average(x => x * x), 1e-9);
        }
    }

    [Fact]
    public void The_scores_do_not_depend_on_the_threads()
    {
        Division whole = Read("vehicle").Divide(1);
        int[] few = [.. Enumerable.Range(0, 120)];
        Division division = whole with
        {
            Inputs = [.. whole.Inputs.Select(part => part.Select(few))],
            Classes = [.. whole.Classes.Select(part => part[..120])],
        };
        Score[] Run(int threads) => Trial.Run(division, Noise.All[5], new ComputeOptions { Threads = threads });
        (Score[] one, Score[] two) = (Run(1), Run(2));
        Assert.Equal(one.SelectMany(score => score.TopShares), two.SelectMany(score => score.TopShares));
        Assert.Equal(one.Select(score => score.Ridge), two.Select(score => score.Ridge));
    }

    [Fact]
    public void The_family_has_its_special_cases()
    {
        NoisySet set = Few("vehicle", 300);
        (double distance, double allowed) = SpecialCases.Entropy(set, ComputeOptions.Default);
        Assert.InRange(allowed, 1e-12, 1e-6);
        Assert.InRange(distance, 0, allowed);
        double[] excesses = SpecialCases.HingeExcesses(set, ComputeOptions.Default);
        for (int t = 0; t < excesses.Length; t++)
        {
            Assert.InRange(excesses[t], 0, SpecialCases.Temperatures[t] * Math.Log(4));
            Assert.True(t == 0 || excesses[t] < excesses[t - 1]);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_quick_run_gives_a_verdict_on_every_claim()
    {
        _ = Read("vehicle");
        ExperimentResult result = new Experiment().Run(new ExperimentContext { Quick = true });
        Assert.Equal("ldr-losses", result.Slug);
        Assert.Equal([0ul, 1], result.Seeds);
        Assert.Equal(7, result.Claims.Count);
        Assert.All(result.Claims, claim => Assert.True(claim.Verdict != Verdict.Pass && claim.Reason.Length > 0));
        Assert.All(result.Claims.TakeLast(2), claim => Assert.Equal(Verdict.PassScaled, claim.Verdict));
    }

    private static NoisySet Read(string name)
    {
        var folders = DataFolders.FromEnvironment();
        Assert.SkipUnless(
            folders.Paths.Any(path => File.Exists(Path.Combine(path, "uci-classification", name, "data.csv.gz"))),
            $"the set {name} is in no data folder");
        return NoisySet.Read(folders, name);
    }

    private static NoisySet Few(string name, int rows)
    {
        NoisySet set = Read(name);
        return set with { Inputs = set.Inputs.Select([.. Enumerable.Range(0, rows)]), Classes = set.Classes[..rows] };
    }
}
