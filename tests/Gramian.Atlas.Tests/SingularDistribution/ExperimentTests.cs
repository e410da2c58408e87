using Gramian.Atlas.SingularDistribution;
using Gramian.Kernels;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.Tests.SingularDistribution;

public sealed class ExperimentTests
{
    [Fact]
    public void The_arcs_have_radius_one_in_every_dimension() => Assert.All(ThinSet.All.Take(3), set =>
    {
        Points points = set.Draw(50, new RandomStream(1));
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(1, points.Values.Row(i).ToArray().Sum(value => value * value), 1e-12);
        }
    });

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_quick_run_judges_every_claim()
    {
        ExperimentResult result = new Experiment().Run(new ExperimentContext { Quick = true });
        Assert.Equal("singular-distribution", result.Slug);
        Assert.Equal(4, result.Claims.Count);
        Assert.Equal([0ul, 1, 2], result.Seeds);

        // Noise of 0.4 on a circle of radius 1 is far from its law, whatever else.
        Assert.True(result.Claims[2].Ours > 1.3);
        Assert.All(result.Claims, claim => Assert.True(claim.Verdict != Verdict.Pass && claim.Reason.Length > 0));
    }
}
