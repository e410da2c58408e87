using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Models.Selection;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Selection;

public sealed class CrossValidationTests
{
    private static readonly GaussianProcess Recipe =
        new(new Rbf(0.7)) { NoiseVariance = 0.05, Optimize = false, Mean = MeanFunction.Constant };

    [Fact]
    public void Leaving_out_one_row_at_a_time_equals_the_closed_form()
    {
        (Points inputs, double[] targets) = Wave(15);
        CrossValidation folds = CrossValidation.OfFolds(15, 15, seed: 3);
        Matrix<double> column = Matrix<double>.FromRowMajor(15, 1, targets);
        Prediction predicted = folds.Predict(Recipe, inputs, column);
        Prediction closed = Recipe.Fit(inputs, targets).LeaveOneOut().Prediction;
        for (int i = 0; i < 15; i++)
        {
            Assert.Equal(closed.Mean[folds.TestRows[i]], predicted.Mean[i], 1e-11);
            Assert.Equal(closed.Variance[folds.TestRows[i]], predicted.Variance[i], 1e-11);
        }
    }

    [Fact]
    public void A_fold_is_fitted_without_its_rows()
    {
        var seen = new List<(int[] Train, int[] Test)>();
        CrossValidation.OfFolds(20, 4).Predict((train, test, _) =>
        {
            seen.Add((train, test));
            return new Prediction(new Matrix<double>(test.Length, 1), new Matrix<double>(test.Length, 1));
        });
        Assert.Equal(4, seen.Count);
        Assert.All(seen, fold => Assert.Empty(fold.Train.Intersect(fold.Test)));
        Assert.Equal(Enumerable.Range(0, 20), seen.SelectMany(fold => fold.Test).Order());
    }

    [Fact]
    public void Row_noise_follows_its_rows()
    {
        (Points inputs, double[] targets) = Wave(12);
        GaussianProcess noisy = Recipe with { RowNoise = [.. Enumerable.Range(0, 12).Select(i => 0.1 * i)] };
        CrossValidation folds = CrossValidation.OfFolds(12, 12);
        Prediction predicted = folds.Predict(noisy, inputs, Matrix<double>.FromRowMajor(12, 1, targets));
        Prediction closed = noisy.Fit(inputs, targets).LeaveOneOut().Prediction;
        Assert.Equal(closed.Mean[folds.TestRows[0]], predicted.Mean[0], 1e-11);
    }

    [Fact]
    public void Refuses_folds_that_share_a_row_or_test_nothing()
    {
        Assert.Throws<ArgumentException>(() => new CrossValidation([new Fold([0], [1]), new Fold([0], [1])]));
        Assert.Throws<ArgumentException>(() => new CrossValidation([new Fold([0], [])]));
        Assert.Throws<ArgumentException>(() => new CrossValidation([]));
    }

    [Fact]
    public void A_comparison_puts_the_better_model_first_and_says_that_the_difference_is_clear()
    {
        (Points inputs, double[] targets) = Wave(80);
        ModelComparison comparison = ModelComparison.Run(
            [
                Recipe with { Name = "wrong", Kernel = new Rbf(50) },
                Recipe,
                new StandardizedRegression(KernelRidge.Default(1)),
            ],
            inputs, targets, CrossValidation.OfFolds(80, 5));
        Assert.Equal(3, comparison.Models.Count);
        Assert.Equal("wrong", comparison.Models[^1].Name);
        Assert.True(comparison.Models[^1].SquaredErrorExcess.IsClear);
        Assert.Equal(0, comparison.Models[0].SquaredErrorExcess.Mean);
        Assert.False(comparison.Models[0].NlpdExcess.IsClear);
    }

    [Fact]
    public void A_comparison_refuses_two_models_of_one_name()
    {
        (Points inputs, double[] targets) = Wave(10);
        Assert.Throws<ArgumentException>(() => ModelComparison.Run(
            [Recipe, Recipe], inputs, targets, CrossValidation.OfFolds(10, 2)));
    }

    private static (Points Inputs, double[] Targets) Wave(int rows)
    {
        var random = new RandomStream(8);
        var x = new double[rows];
        random.FillNormal(x);
        return (Points.FromColumn(x), Array.ConvertAll(x, v => 3 + Math.Sin(3 * v) + (0.2 * random.NextNormal())));
    }
}
