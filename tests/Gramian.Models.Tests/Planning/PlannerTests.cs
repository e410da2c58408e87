using System.Globalization;
using Gramian.Models.Planning;

namespace Gramian.Models.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly Budget Small = new() { MemoryBytes = 1_000_000_000 };
    private static readonly Budget Large = new() { MemoryBytes = 16_000_000_000 };

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

    [Theory]
    [InlineData(1_000, ModelKind.GaussianProcess)]
    [InlineData(3_000, ModelKind.GaussianProcess)]
    [InlineData(20_000, ModelKind.SparseGaussianProcess)]
    [InlineData(1_000_000, ModelKind.NystromRidge)]
    public void Chooses_by_the_number_of_rows_and_says_why(int rows, ModelKind expected)
    {
        Plan plan = Planner.Choose(new Workload(rows, 10, 12), Large);
        Assert.True(plan.Fits, plan.Refusal);
        Assert.Equal(expected, plan.Kind);
        Assert.Contains(rows.ToString(CultureInfo.InvariantCulture), plan.Rule, StringComparison.Ordinal);
        Assert.Equal(expected != ModelKind.GaussianProcess, plan.Centres > 0);
        Assert.Equal(plan.Centres > 0, plan.Rule.StartsWith("An exact Gaussian process", StringComparison.Ordinal));
    }

    [Fact]
    public void A_budget_of_time_chooses_what_fits_into_it()
    {
        var work = new Workload(20_000, 10, 12);
        Plan patient = Planner.Choose(work, Large with { Seconds = 3600 });
        Plan hurried = Planner.Choose(work, Large with { Seconds = 20 });
        Assert.True(hurried.PredictedSeconds <= 20 && patient.PredictedSeconds > 20);
        Assert.True(Planner.Choose(work, Large with { Seconds = 1e-3 }) is { Fits: false, Refusal: not null });
    }

    [Fact]
    public void A_budget_of_memory_keeps_squares_away()
    {
        Plan plan = Planner.Choose(new Workload(6000, 4, 6), new Budget { MemoryBytes = 450_000_000, Seconds = 1e6 });
        Assert.Equal(ModelKind.SparseGaussianProcess, plan.Kind);
        Assert.Contains("that may be used", plan.Rule, StringComparison.Ordinal);
        Assert.InRange(plan.PredictedBytes, 1, 450_000_000);
    }

    [Fact]
    public void What_does_not_fit_says_how_many_rows_would()
    {
        var budget = new Budget { MemoryBytes = 1L << 40, Seconds = 30 };
        Plan plan = Planner.SparseProcess(new Workload(500_000, 10, 12), budget, 512);
        string number = plan.Refusal!.Split("at most ")[1].Split(' ')[0];
        int rows = int.Parse(number, CultureInfo.InvariantCulture);
        Assert.True(Planner.SparseProcess(new Workload(rows, 10, 12), budget, 512).Fits);
        Assert.True(Planner.IterativeProcess(new Workload(100_000, 10, 12), budget).Refusal is not null);
    }
}
