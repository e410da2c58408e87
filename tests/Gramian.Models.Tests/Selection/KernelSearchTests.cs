using Gramian.Kernels;
using Gramian.Kernels.Algebra;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Models.Selection;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Selection;

public sealed class KernelSearchTests
{
    private static readonly GaussianProcess Base =
        new(new Rbf(1)) { Mean = MeanFunction.Constant, NoiseVariance = 0.1, Restarts = 0 };

    [Fact]
    public void Finds_that_a_line_is_linear_and_stops_there()
    {
        KernelSearchResult result = Search(x => 2 * x, KernelScore.Evidence);
        Assert.IsType<Linear>(result.Recipe.Kernel);
        Assert.Equal(2, result.Steps.Max(step => step.Round));
        Assert.Single(result.Steps, step => step.Accepted);
    }

    [Fact]
    public void Combines_kernels_when_that_pays()
    {
        KernelSearchResult result = Search(x => (10 * x) + Math.Sin(6 * x), KernelScore.Evidence);
        Assert.IsType<Sum>(result.Recipe.Kernel);
        Assert.All(result.Steps, step => Assert.EndsWith(".", step.Explanation, StringComparison.Ordinal));
        Assert.Contains("all 60 rows", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Compares_on_no_more_rows_than_allowed_and_repeats_itself()
    {
        (Points inputs, Matrix<double> targets) = Data(x => Math.Sin(3 * x));
        KernelSearch search = new(Base) { RowLimit = 30, RoundLimit = 1 };
        (KernelSearchResult one, KernelSearchResult two) = (search.Run(inputs, targets), search.Run(inputs, targets));
        Assert.Equal((30, 60), (one.RowsUsed, one.Rows));
        Assert.Equal(one.Steps.Select(step => step.Score), two.Steps.Select(step => step.Score));
        Assert.Contains("30 drawn of 60", one.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_search_on_two_rows() => Assert.Throws<ArgumentException>(
        () => new KernelSearch(Base).Run(Points.FromColumn([0, 1]), new Matrix<double>(2, 1)));

    private static KernelSearchResult Search(Func<double, double> function, KernelScore score)
    {
        (Points inputs, Matrix<double> targets) = Data(function);
        return (new KernelSearch(Base) { Score = score, RoundLimit = 2 }).Run(inputs, targets);
    }

    private static (Points Inputs, Matrix<double> Targets) Data(Func<double, double> function)
    {
        var random = new RandomStream(2);
        var x = new double[60];
        random.FillNormal(x);
        double[] y = Array.ConvertAll(x, v => function(v) + (0.1 * random.NextNormal()));
        return (Points.FromColumn(x), Matrix<double>.FromRowMajor(60, 1, y));
    }
}
