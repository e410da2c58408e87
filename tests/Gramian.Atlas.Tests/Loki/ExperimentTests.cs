using Gramian.Atlas.Loki;
using Gramian.Numerics;

namespace Gramian.Atlas.Tests.Loki;

public sealed class ExperimentTests
{
    [Fact]
    public void The_first_and_the_last_leaf_are_twelve_edges_apart()
    {
        Assert.Equal(2, Species.Metric[Species.Nodes - 2, Species.Nodes - 1]);
        Assert.Equal(12, Species.Metric[Species.Nodes - Species.Leaves, Species.Nodes - 1]);
    }

    [Fact]
    public void The_figures_do_not_depend_on_the_threads()
    {
        DecisionScore one = Species.Measure(8, 3, new ComputeOptions { Threads = 1 });
        Assert.Equal(one, Species.Measure(8, 3, new ComputeOptions { Threads = 2 }));
    }

    [Fact]
    public void A_quick_run_judges_every_claim()
    {
        ExperimentResult result = new Experiment().Run(new ExperimentContext { Quick = true });
        Assert.Equal("loki", result.Slug);
        Assert.Equal(4, result.Claims.Count);
        Assert.Equal([0ul, 1], result.Seeds);
        Assert.All(result.Claims, claim => Assert.True(claim.Verdict != Verdict.Pass && claim.Reason.Length > 0));
    }
}
