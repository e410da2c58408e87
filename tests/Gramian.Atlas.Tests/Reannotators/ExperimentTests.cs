using Gramian.Atlas.Reannotators;

namespace Gramian.Atlas.Tests.Reannotators;

public sealed class ExperimentTests
{
    [Fact]
    public void Average_precision_and_F1_by_hand()
    {
        // Wrong rows come first and third: (1 + 2/3)/2.
        Assert.Equal(5 / 6.0, Detection.AveragePrecision([0.1, 0.2, 0.3, 0.9], [true, false, true, false]), 1e-15);
        Assert.Equal(0.5, Detection.F1([0, 1], [true, false, true, false]), 1e-15);
    }

    [Fact]
    public void The_asked_share_of_labels_is_wrong()
    {
        NoisyDigits digits = NoisyDigits.Make(NoisyDigits.Read(DataFolders.FromEnvironment()), 0.2, alike: true, 1);
        Assert.Equal(240, digits.IsWrong.Count(wrong => wrong));
        Assert.Equal(1797 - 1200, digits.Test.Count);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_quick_run_judges_every_claim()
    {
        ExperimentResult result = new Experiment().Run(new ExperimentContext { Quick = true });
        Assert.Equal("reannotators", result.Slug);
        Assert.Equal(5, result.Claims.Count);
        Assert.Equal([0ul, 1], result.Seeds);
        Assert.All(result.Claims, claim => Assert.True(claim.Verdict != Verdict.Pass && claim.Reason.Length > 0));
    }
}
