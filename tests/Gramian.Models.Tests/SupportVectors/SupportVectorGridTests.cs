using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class SupportVectorGridTests
{
    private static readonly SupportVectorClassifier Recipe = new(new Rbf())
    {
        Solver = new SequentialMinimalOptimizer { Tolerance = 1e-6 },
    };

    [Fact]
    public void Every_cell_is_what_single_fits_give()
    {
        (Points inputs, double[] labels) = Made(150);
        int[] foldOf = SupportVectorGrid.StratifiedFolds(labels, 3);
        var grid = new SupportVectorGrid(Recipe, [Rbf.FromGamma(0.1), Rbf.FromGamma(1)], [0.1, 1, 30]);
        GridAccuracies found = grid.CrossValidate(inputs, labels, foldOf);
        Assert.True(found.Converged);
        double best = 0;
        for (int k = 0; k < 2; k++)
        {
            for (int c = 0; c < 3; c++)
            {
                double mean = 0;
                for (int fold = 0; fold < 3; fold++)
                {
                    int[] train = [.. Enumerable.Range(0, 150).Where(row => foldOf[row] != fold)];
                    int[] held = [.. Enumerable.Range(0, 150).Where(row => foldOf[row] == fold)];
                    double[] predicted = (Recipe with { Kernel = grid.Kernels[k], Cost = grid.Costs[c] })
                        .Fit(inputs.Select(train), [.. train.Select(row => labels[row])]).Predict(inputs.Select(held));
                    mean += predicted.Zip(held, (p, row) => p == labels[row] ? 1.0 : 0).Average() / 3;
                }

                Assert.Equal(mean, found.Accuracies[k, c], 1e-12);
                best = Math.Max(best, mean);
            }
        }

        Assert.Equal(best, found.Accuracies[found.BestKernel, found.BestCost], 1e-12);
    }

    [Fact]
    public void Memory_and_threads_change_nothing()
    {
        (Points inputs, double[] labels) = Made(90);
        int[] foldOf = SupportVectorGrid.StratifiedFolds(labels, 4);
        var grid = new SupportVectorGrid(Recipe, [Rbf.FromGamma(0.3), Rbf.FromGamma(2), Rbf.FromGamma(9)], [1, 10]);
        Matrix<double> all = grid.CrossValidate(inputs, labels, foldOf).Accuracies;
        Matrix<double> one = (grid with { GramBytes = 4 * 90 * 90 })
            .CrossValidate(inputs, labels, foldOf, new ComputeOptions { Threads = 1 }).Accuracies;
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(all.Row(k).ToArray(), one.Row(k).ToArray());
        }

        Assert.Contains("takes 32400 bytes", Assert.Throws<ArgumentException>(() =>
            (grid with { GramBytes = 1000 }).CrossValidate(inputs, labels, foldOf)).Message);
    }

    [Fact]
    public void Folds_are_stratified_in_order()
    {
        // scikit-learn's StratifiedKFold(3) on these labels.
        Assert.Equal(
            [0, 0, 0, 0, 1, 1, 2, 2, 1, 2], SupportVectorGrid.StratifiedFolds([1, 2, 1, 2, 1, 1, 1, 1, 2, 2], 3));
        Assert.Equal(
            [0, 0, 1, 0, 1, 1, 2, 0, 1, 2, 2],
            SupportVectorGrid.StratifiedFolds([2, 1, 1, 2, 2, 1, 2, 3, 3, 3, 1], 3));
        int[] foldOf = SupportVectorGrid.StratifiedFolds([1, 1, 1, 2, 2, 2], 3);
        Assert.Equal([0, 1, 2, 0, 1, 2], foldOf);
        Assert.Throws<ArgumentOutOfRangeException>(() => SupportVectorGrid.StratifiedFolds([1, 2], 1));
    }

    [Fact]
    public void What_is_no_grid_is_refused()
    {
        (Points inputs, double[] labels) = Made(20);
        int[] foldOf = SupportVectorGrid.StratifiedFolds(labels, 2);
        Kernel kernel = new Rbf();
        Assert.Contains("at least one", Refusal(new SupportVectorGrid(Recipe, [], [1])));
        Assert.Contains("at least one", Refusal(new SupportVectorGrid(Recipe, [kernel], [])));
        Assert.Contains("element 1 was 1", Refusal(new SupportVectorGrid(Recipe, [kernel], [1, 1])));
        Assert.Contains("at least two folds", Assert.Throws<ArgumentException>(() =>
            new SupportVectorGrid(Recipe, [kernel], [1]).CrossValidate(inputs, labels, new int[20])).Message);

        string Refusal(SupportVectorGrid grid) =>
            Assert.Throws<ArgumentException>(() => grid.CrossValidate(inputs, labels, foldOf)).Message;
    }

    private static (Points Inputs, double[] Labels) Made(int count)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(11, count, 3);
        return (new Points(values), [.. Enumerable.Range(0, count).Select(i =>
            Math.Sin(2 * values[i, 0]) + values[i, 1] + (0.4 * WorkloadRandom.Normal(12, (ulong)i)) > 0.3 ? 2.0 : 5)]);
    }
}
