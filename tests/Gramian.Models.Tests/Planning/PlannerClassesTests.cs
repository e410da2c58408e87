using Gramian.Models.Planning;

namespace Gramian.Models.Tests.Planning;

public sealed class PlannerClassesTests
{
    private static readonly Workload Small = new(500, 10, 11);

    [Fact]
    public void Support_vectors_take_many_rows_and_say_why()
    {
        Plan plan = Planner.ChooseClassifier(new Workload(50_000, 10, 11), 2, new Budget());
        Assert.Equal(ModelKind.SupportVectors, plan.Kind);
        Assert.Contains("50000 rows of 2 classes", plan.Rule);
        Assert.InRange(plan.PredictedBytes, 100_000_000, 500_000_000);
    }

    // Functions on all rows had the smaller log loss on most small tables.
    [Fact]
    public void Logistic_regression_takes_few_rows_unless_memory_is_short()
    {
        Plan few = Planner.ChooseClassifier(Small with { Rows = 2000 }, 3, new Budget());
        Assert.Equal(ModelKind.KernelLogistic, few.Kind);
        Assert.Equal(0, few.Centres);
        Assert.Equal(ModelKind.SupportVectors, Planner.ChooseClassifier(
            Small with { Rows = 2001 }, 3, new Budget()).Kind);
        Assert.Equal(ModelKind.SupportVectors, Planner.ChooseClassifier(
            Small with { Rows = 2000 }, 9, new Budget { MemoryBytes = 200_000_000 }).Kind);
    }

    // Seconds that fits took on two cores; what a search takes depends on the data too, so a factor of 3.5 is allowed.
    [Theory]
    [InlineData("svm", 214, 9, 6, 5, 2.0)]
    [InlineData("svm", 1605, 123, 2, 5, 5.3)]
    [InlineData("svm", 1797, 64, 10, 5, 22)]
    [InlineData("svm", 7089, 4, 2, 0, 2.2)]
    [InlineData("logistic", 351, 34, 2, 5, 2.0)]
    [InlineData("logistic", 846, 18, 4, 5, 14)]
    [InlineData("logistic", 3186, 180, 3, 0, 6.7)]
    [InlineData("laplace", 768, 8, 2, 5, 2.5)]
    [InlineData("laplace", 625, 4, 3, 5, 35)]
    [InlineData("propagation", 351, 34, 2, 5, 4.4)]
    [InlineData("propagation", 336, 7, 8, 5, 49)]
    [InlineData("propagation", 1372, 4, 2, 2, 85)]
    public void What_is_predicted_is_about_what_was_measured(
        string model, int rows, int inputs, int classes, int folds, double seconds)
    {
        var work = new Workload(rows, inputs, inputs + 1) { Starts = 4, Folds = folds };
        Plan plan = model switch
        {
            "svm" => Planner.SupportVectors(work, classes, new Budget()),
            "logistic" => Planner.KernelLogistic(work, classes, new Budget()),
            "laplace" => Planner.GaussianProcessClassifier(work, classes, new Budget(), FitSolver.Laplace),
            _ => Planner.GaussianProcessClassifier(work, classes, new Budget(), FitSolver.ExpectationPropagation),
        };
        Assert.InRange(plan.PredictedSeconds / seconds, 1 / 3.5, 3.5);
    }

    [Fact]
    public void What_is_predicted_grows_with_rows_columns_classes_and_folds()
    {
        var budget = new Budget();
        foreach (Func<Workload, int, Plan> plan in (Func<Workload, int, Plan>[])
            [(work, k) => Planner.SupportVectors(work, k, budget),
            (work, k) => Planner.GaussianProcessClassifier(work, k, budget),
            (work, k) => Planner.KernelLogistic(work, k, budget),
            (work, k) => Planner.KernelLogistic(work with { Rows = 100 * work.Rows }, k, budget),
            (work, k) => Planner.DirichletClassifier(work, k, budget),
            (work, k) => Planner.DirichletClassifier(work with { Rows = 100 * work.Rows }, k, budget),
            (work, k) => Planner.GaussianProcessClassifier(
                work with { Rows = 100 * work.Rows }, k, budget, FitSolver.Variational),
            (work, k) => Planner.KernelRidgeClassifier(work, k, budget),
            (work, k) => Planner.KernelRidgeClassifier(work with { Rows = 100 * work.Rows }, k, budget)])
        {
            double seconds = plan(Small, 2).PredictedSeconds;
            Assert.True(seconds > 0);
            Assert.True(plan(Small with { Rows = 900 }, 2).PredictedSeconds > seconds);
            Assert.True(plan(Small with { Inputs = 40 }, 2).PredictedSeconds > seconds);
            Assert.True(plan(Small, 4).PredictedSeconds > seconds);
            Assert.True(plan(Small with { Folds = 5 }, 2).PredictedSeconds > 3 * seconds);
        }
    }

    [Fact]
    public void Propagation_is_taken_where_it_is_patient_and_inducing_points_beyond_that()
    {
        Plan few = Planner.GaussianProcessClassifier(Small, 2, new Budget());
        Assert.Equal(FitSolver.ExpectationPropagation, few.Solver);
        Assert.Equal("expectation propagation", few.Method);
        Plan many = Planner.GaussianProcessClassifier(Small with { Rows = 8000 }, 2, new Budget());
        Assert.Equal(FitSolver.Variational, many.Solver);
        Assert.Equal(256, many.Centres);
        Assert.True(many.PredictedBytes < 200_000_000);
        Assert.Equal(40, Planner.GaussianProcessClassifier(
            Small, 2, new Budget(), FitSolver.Variational, inducing: 40).Centres);
        Assert.Equal(FitSolver.Laplace, Planner.GaussianProcessClassifier(
            Small with { Rows = 8000 }, 2, new Budget(), FitSolver.Laplace).Solver);
        Assert.Equal(FitSolver.ExpectationPropagation, Planner.GaussianProcessClassifier(
            Small with { Rows = 8000 }, 2, new Budget(), FitSolver.ExpectationPropagation).Solver);
    }

    [Fact]
    public void Logistic_regression_goes_to_centres_when_rows_are_many_or_when_they_are_asked_for()
    {
        Assert.Equal(0, Planner.KernelLogistic(Small, 2, new Budget()).Centres);
        Plan many = Planner.KernelLogistic(Small with { Rows = 40_000 }, 2, new Budget());
        Assert.Equal(2000, many.Centres);
        Assert.Contains("2000 centres", many.Rule);
        Assert.InRange(many.PredictedBytes, 600_000_000, 1_500_000_000);
        Assert.Equal(70, Planner.KernelLogistic(Small, 2, new Budget(), centres: 70).Centres);
    }

    [Fact]
    public void Ridge_regression_goes_to_centres_when_rows_are_many_or_when_they_are_asked_for()
    {
        Plan few = Planner.KernelRidgeClassifier(Small with { Rows = 2000 }, 2, new Budget());
        Assert.Equal(0, few.Centres);
        Assert.InRange(few.PredictedBytes, 24 * 2000 * 2000, 40 * 2000 * 2000);
        Plan many = Planner.KernelRidgeClassifier(Small with { Rows = 40_000 }, 2, new Budget());
        Assert.Equal(2120, many.Centres);
        Assert.Contains("2120 centres", many.Rule);
        Assert.Equal(70, Planner.KernelRidgeClassifier(Small, 2, new Budget(), centres: 70).Centres);
        Assert.False(Planner.KernelRidgeClassifier(
            Small with { Rows = 2000 }, 2, new Budget { MemoryBytes = 90_000_000 }).Fits);
    }

    [Fact]
    public void Dirichlet_targets_go_to_inducing_points_when_rows_are_many_or_when_they_are_asked_for()
    {
        Assert.Equal(0, Planner.DirichletClassifier(Small, 2, new Budget()).Centres);
        Assert.Equal(512, Planner.DirichletClassifier(Small with { Rows = 1001 }, 2, new Budget()).Centres);
        Assert.Equal(30, Planner.DirichletClassifier(Small, 2, new Budget(), inducing: 30).Centres);
        Assert.Equal(500, Planner.DirichletClassifier(Small, 2, new Budget(), inducing: 3000).Centres);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_rows_that_do()
    {
        Plan memory = Planner.GaussianProcessClassifier(
            Small with { Rows = 20_000 }, 2, new Budget { MemoryBytes = 1_000_000_000 }, FitSolver.Laplace);
        Assert.False(memory.Fits);
        Assert.Contains("fit at most", memory.Refusal);
        Plan time = Planner.SupportVectors(Small with { Rows = 1_000_000 }, 2, new Budget { Seconds = 60 });
        Assert.Contains("60 s are allowed", time.Refusal);
        Assert.ThrowsAny<ArgumentException>(() => Planner.SupportVectors(Small, 1, new Budget()));
    }
}
