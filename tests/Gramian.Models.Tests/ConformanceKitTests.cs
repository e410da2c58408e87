using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;
using Xunit.Sdk;

namespace Gramian.Models.Tests;

/// <summary>A kit must turn red: on a law that is broken, and on an expected failure that is none.</summary>
public sealed class ConformanceKitTests
{
    private const string Reason = "It is said to fail.";

    [Fact]
    public void A_model_that_keeps_the_laws_is_green() =>
        Assert.Null(Outcome(new Means(flaw: 0, reason: null).Permuting_the_rows_changes_nothing));

    [Fact]
    public void A_law_that_is_broken_is_red_and_names_the_instance()
    {
        Exception? failure = Outcome(new Means(flaw: 1, reason: null).Permuting_the_rows_changes_nothing);
        Assert.Contains(
            "instance 7", Assert.IsAssignableFrom<XunitException>(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expected_failure_is_skipped_with_its_reason()
    {
        Exception? failure = Outcome(new Means(flaw: 1, Reason).Permuting_the_rows_changes_nothing);
        Assert.IsType<SkipException>(failure);
        Assert.Contains(Reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expected_failure_that_holds_is_red()
    {
        Exception? failure = Outcome(new Means(flaw: 0, Reason).Permuting_the_rows_changes_nothing);
        Assert.Contains("must go", Assert.IsAssignableFrom<XunitException>(failure).Message, StringComparison.Ordinal);
    }

    // A recorder of exceptions lets skips pass.
    private static Exception? Outcome(Action law)
    {
        try
        {
            law();
            return null;
        }
        catch (Exception failure) when (failure is XunitException or SkipException)
        {
            return failure;
        }
    }

    // Answers with the mean of the first column, to which a flaw adds a share of the first row.
    private sealed class Means(double flaw, string? reason) : FitConformance<string>
    {
        protected override IEnumerable<string> Instances => ["instance 7"];

        protected override string? ExpectedFailure(string recipe, string law) => reason;

        protected override ModelRows Problem(int rows, int dimension) =>
            new(Cloud(new RandomStream(1), rows, dimension), null, []);

        protected override ModelAnswers Fit(string recipe, ModelRows rows, ComputeOptions? options = null)
        {
            double[] first = rows.Inputs.Values.ColumnToArray(0);
            double answer = first.Average() + (flaw * first[0]);
            return (_, _) => Matrix<double>.FromRowMajor(1, 1, [answer]);
        }
    }
}
