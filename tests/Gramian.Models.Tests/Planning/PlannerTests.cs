using System.Globalization;
using Gramian.Models.Planning;

namespace Gramian.Models.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly Budget Small = new() { MemoryBytes = 1_000_000_000 };

    [Fact]
    public void A_thousand_rows_fit_and_the_plan_says_why()
    {
        Plan plan = Planner.GaussianProcess(new Workload(1000, 8, 11), Small).OrThrow();
        Assert.Contains("1000 rows", plan.Rule, StringComparison.Ordinal);
        Assert.InRange(plan.PredictedBytes, 16_000_000, 64_000_000);
        Assert.InRange(plan.PredictedSeconds, 1, 60);
    }

    [Fact]
    public void A_hundred_thousand_rows_are_refused_with_a_number_of_rows_that_fits()
    {
        Plan plan = Planner.GaussianProcess(new Workload(100_000, 8, 11), Small);
        PlanException refusal = Assert.Throws<PlanException>(plan.OrThrow);
        Assert.Contains(" GB, but 1.0 GB may be used", refusal.Message, StringComparison.Ordinal);
        string number = refusal.Message.Split("at most ")[1].Split(' ')[0];
        int rows = int.Parse(number, CultureInfo.InvariantCulture);
        Assert.True(Planner.GaussianProcess(new Workload(rows, 8, 11), Small).Fits);
    }

    [Fact]
    public void A_fit_that_takes_too_long_is_refused()
    {
        Budget hurried = Small with { Seconds = 5 };
        Plan plan = Planner.KernelRidge(new Workload(5000, 8, 2), hurried);
        Assert.Contains("5 s are allowed", plan.Refusal, StringComparison.Ordinal);
        Assert.True(Planner.KernelRidge(new Workload(300, 8, 2), hurried).Fits);
    }

    [Fact]
    public void Folds_take_further_time() => Assert.True(
        Planner.GaussianProcess(new Workload(1000, 8, 11) { Folds = 5 }, Small).PredictedSeconds
        > 2 * Planner.GaussianProcess(new Workload(1000, 8, 11), Small).PredictedSeconds);

    [Fact]
    public void Rejects_a_workload_without_rows() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Planner.GaussianProcess(new Workload(0, 1, 1), Small));
}
