using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Landmarks;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.Tests.Landmarks;

public sealed class LandmarkRuleTests
{
    private static readonly Rbf Kernel = new(1.0);

    public static TheoryData<ILandmarkRule> Rules =>
    [
        new UniformLandmarks(),
        new KMeansLandmarks(),
        new LeverageLandmarks { PilotRows = 40 },
        new PivotedLandmarks(),
        new PivotedLandmarks { Rule = PivotRule.Greedy },
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Chooses_as_many_as_are_wanted_and_the_same_for_a_seed(ILandmarkRule rule)
    {
        var inputs = new Points(WorkloadRandom.NormalMatrix(1, 300, 3));
        Points first = rule.Choose(inputs, Kernel, 20, new RandomStream(5));
        Points again = rule.Choose(inputs, Kernel, 20, new RandomStream(5), new ComputeOptions { Threads = 1 });
        Assert.NotEmpty(rule.Name);
        Assert.Equal(20, first.Count);
        Assert.Equal(3, first.Dimension);
        for (int i = 0; i < 20; i++)
        {
            Assert.True(first.Values.Row(i).SequenceEqual(again.Values.Row(i)));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Two_centres_are_never_one_point(ILandmarkRule rule)
    {
        var inputs = new Points(WorkloadRandom.NormalMatrix(1, 60, 2));
        Points centres = rule.Choose(inputs, Kernel, 50, new RandomStream(1));
        for (int i = 0; i < centres.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.False(centres.Values.Row(i).SequenceEqual(centres.Values.Row(j)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Repeated_rows_and_single_rows_are_served(ILandmarkRule rule)
    {
        var same = new Points(Matrix<double>.FromRowMajor(4, 1, [2.0, 2, 2, 2]));
        Assert.InRange(rule.Choose(same, Kernel, 3, new RandomStream(1)).Count, 1, 3);
        var one = new Points(Matrix<double>.FromRowMajor(1, 1, [2.0]));
        Assert.Equal(2.0, rule.Choose(one, Kernel, 3, new RandomStream(1)).Values[0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Choose(one, Kernel, 0, new RandomStream(1)));
        Assert.Throws<ArgumentException>(() => rule.Choose(one.Select([]), Kernel, 1, new RandomStream(1)));
    }

    [Fact]
    public void K_means_finds_separate_clusters()
    {
        // Five clusters of width 0.1, ten apart: the seeds fall into all of them, the means are theirs.
        var values = new Matrix<double>(500, 2);
        for (int i = 0; i < 500; i++)
        {
            values[i, 0] = (10 * (i % 5)) + (0.1 * WorkloadRandom.Normal(3, (ulong)i));
            values[i, 1] = 0.1 * WorkloadRandom.Normal(4, (ulong)i);
        }

        Points centres = new KMeansLandmarks().Choose(new Points(values), Kernel, 5, new RandomStream(2));
        double[] found = [.. Enumerable.Range(0, 5).Select(i => centres.Values[i, 0]).Order()];
        for (int c = 0; c < 5; c++)
        {
            // The mean of 100 normal numbers of deviation 0.1.
            Assert.Equal(10 * c, found[c], 0.05);
        }
    }

    [Fact]
    public void One_cluster_has_the_mean_of_all_rows()
    {
        var inputs = new Points(WorkloadRandom.NormalMatrix(1, 101, 1));
        Points centres = new KMeansLandmarks().Choose(inputs, Kernel, 1, new RandomStream(2));
        double mean = Enumerable.Range(0, 101).Average(i => inputs.Values[i, 0]);
        Assert.Equal(mean, centres.Values[0, 0], 1e-14);
    }

    [Fact]
    public void Leverage_scores_with_all_rows_as_pilots_are_exact()
    {
        const int Rows = 40;
        const double Ridge = 1e-3;
        var inputs = new Points(WorkloadRandom.NormalMatrix(1, Rows, 2));
        var rule = new LeverageLandmarks { Ridge = Ridge, PilotRows = Rows };
        double[] scores = rule.Scores(inputs, Kernel, new RandomStream(1));
        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(Gram(inputs));
        for (int i = 0; i < Rows; i++)
        {
            double exact = 0;
            for (int k = 0; k < Rows; k++)
            {
                double value = Math.Max(eigen.Values[k], 0);
                exact += eigen.Vectors[i, k] * eigen.Vectors[i, k] * value / (value + (Rows * Ridge));
            }

            // Rounding of the order of 1e-16 over nλ.
            Assert.Equal(exact, scores[i], 1e-12);
        }
    }

    [Fact]
    public void Leverage_scores_and_pivots_find_what_is_far_away()
    {
        // One row in two hundred lies apart; drawn alike it is missed nine times out of ten.
        Matrix<double> values = WorkloadRandom.UniformMatrix(1, 200, 1);
        values[77, 0] = 50;
        var inputs = new Points(values);
        foreach (ILandmarkRule rule in new ILandmarkRule[]
            { new LeverageLandmarks { PilotRows = 50 }, new PivotedLandmarks { Rule = PivotRule.Greedy } })
        {
            int found = Enumerable.Range(0, 20).Count(seed =>
            {
                Points centres = rule.Choose(inputs, Kernel, 8, new RandomStream((ulong)seed));
                return Enumerable.Range(0, centres.Count).Any(i => centres.Values[i, 0] == 50);
            });
            Assert.True(found >= 17, $"{rule.Name}: {found}");
        }
    }

    [Fact]
    public void Given_centres_are_taken_as_they_are()
    {
        var inputs = new Points(WorkloadRandom.NormalMatrix(1, 30, 2));
        var centres = new Points(WorkloadRandom.NormalMatrix(2, 7, 2));
        Assert.Same(centres, new GivenLandmarks(centres).Choose(inputs, Kernel, 3, new RandomStream(1)));
        var other = new Points(WorkloadRandom.NormalMatrix(2, 7, 3));
        Assert.Throws<ArgumentException>(
            () => new GivenLandmarks(other).Choose(inputs, Kernel, 3, new RandomStream(1)));
    }

    private static Matrix<double> Gram(Points inputs) => Kernels.Gram.KernelGram.GramMatrix(Kernel, inputs);
}
