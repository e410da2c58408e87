namespace Gramian.Atlas.Tests;

public sealed class VerdictTextTests
{
    [Theory]
    [InlineData(Verdict.Pass, "PASS")]
    [InlineData(Verdict.PassScaled, "PASS-SCALED")]
    [InlineData(Verdict.Partial, "PARTIAL")]
    [InlineData(Verdict.Fail, "FAIL")]
    public void Has_a_word_for_each(Verdict verdict, string word) => Assert.Equal(word, verdict.Word());

    [Theory]
    [InlineData(Verdict.Pass, Verdict.Pass, Verdict.Pass)]
    [InlineData(Verdict.PassScaled, Verdict.Pass, Verdict.PassScaled)]
    [InlineData(Verdict.Pass, Verdict.PassScaled, Verdict.PassScaled)]
    [InlineData(Verdict.Pass, Verdict.Partial, Verdict.Partial)]
    [InlineData(Verdict.Pass, Verdict.Fail, Verdict.Partial)]
    [InlineData(Verdict.Fail, Verdict.Pass, Verdict.Fail)]
    public void The_headline_decides_between_failure_and_part(Verdict headline, Verdict other, Verdict whole) =>
        Assert.Equal(whole, VerdictText.Combine([Claimed(headline), Claimed(other)]));

    [Fact]
    public void Rejects_an_experiment_without_claims() =>
        Assert.Throws<ArgumentException>(() => VerdictText.Combine([]));

    private static Claim Claimed(Verdict verdict) => new("it holds", 1, 1, "exactly", verdict);
}
