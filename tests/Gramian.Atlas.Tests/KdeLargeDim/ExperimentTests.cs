using Gramian.Atlas.KdeLargeDim;
using Gramian.Numerics;

namespace Gramian.Atlas.Tests.KdeLargeDim;

public sealed class ExperimentTests
{
    [Fact]
    public void The_sizes_keep_alpha() => Assert.All(
        Sizes.All, size => Assert.Equal(size.Alpha, Math.Log(size.Count) / size.Dimension, 0.002));

    [Fact]
    public void The_figures_do_not_depend_on_the_threads()
    {
        SizeRun one = SizeRun.Measure(Sizes.All[0], 2, 0, new ComputeOptions { Threads = 1 });
        SizeRun two = SizeRun.Measure(Sizes.All[0], 2, 0, new ComputeOptions { Threads = 2 });
        Assert.Equal(one.LogDensity, two.LogDensity);
        Assert.Equal(one.Participation, two.Participation);
        Assert.Equal(one.Optimum, two.Optimum);
    }

    [Fact]
    public void A_quick_run_shows_the_regimes()
    {
        ExperimentResult result = new Experiment().Run(new ExperimentContext { Quick = true });
        Assert.Equal("kde-large-dim", result.Slug);
        Assert.Equal(Verdict.PassScaled, result.Claims[0].Verdict);
        Assert.Equal([0ul, 1, 2], result.Seeds);

        // E w²/(Σw)² = 0.75 at h_G/2 in the limit; 55 to 403 points round it up to about 0.83.
        Assert.InRange(result.Claims[0].Ours, 0.7, 0.9);
        Assert.All(result.Claims, claim => Assert.True(claim.Verdict != Verdict.Pass && claim.Reason.Length > 0));
    }
}
