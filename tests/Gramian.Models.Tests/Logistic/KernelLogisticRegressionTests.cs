using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Models.Tests.Discriminants;
using Gramian.Numerics;

namespace Gramian.Models.Tests.Logistic;

public sealed class KernelLogisticRegressionTests
{
    private static readonly Kernel Kernel = new Rbf(1.0);

    [Fact]
    public void Two_points_have_the_worked_mode()
    {
        // Nλ = 1 without an intercept is the mode of a Gaussian process with a logistic likelihood.
        FittedKernelLogistic fitted =
            new KernelLogisticRegression(Kernel) { Ridge = 0.5, Intercept = false, Tolerance = 1e-22 }
                .Fit(Points.FromColumn([-1, 1]), [-1, 1]);
        Matrix<double> values = fitted.DecisionValues(Points.FromColumn([-1, 1]));
        Assert.Equal(-0.3561486433, values[0, 0], 1e-9);
        Assert.Equal(0.3561486433, values[1, 0], 1e-9);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void At_the_optimum_the_weights_are_the_errors_of_the_probabilities(int classes, bool intercept)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(60, classes);
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => 0.5 + (i % 3))];
        FittedKernelLogistic fitted =
            new KernelLogisticRegression(Kernel) { Ridge = 1e-2, Intercept = intercept, Tolerance = 1e-13 }
                .Fit(inputs, labels, weights);
        Assert.True(fitted.Certificate.Converged);
        Assert.InRange(fitted.Certificate.DualityGap, 0, 1e-11);
        Matrix<double> probabilities = fitted.Probabilities(inputs)!;
        double total = weights.Sum();
        for (int c = 0; c < (classes == 2 ? 1 : classes); c++)
        {
            double sum = 0;
            for (int i = 0; i < 60; i++)
            {
                double error = (labels[i] == fitted.Labels[c] ? 1 : 0) - probabilities[i, c];
                double alpha = fitted.Expansion.Weights[i, c];
                Assert.Equal(weights[i] * error / (1e-2 * total), alpha, 1e-6);
                sum += alpha;
            }

            if (intercept)
            {
                Assert.Equal(0, sum, 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void On_centres_that_are_all_rows_it_is_the_same_function(int classes, bool intercept)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(90, classes);
        double[] weights = [.. Enumerable.Range(0, 90).Select(i => 1.0 + (i % 2))];
        var recipe = new KernelLogisticRegression(Kernel) { Ridge = 1e-3, Intercept = intercept, Tolerance = 1e-12 };
        FittedKernelLogistic exact = recipe.Fit(inputs, labels, weights);
        FittedKernelLogistic centres =
            (recipe with { ExactRows = 0, CentreCount = 90 }).Fit(inputs, labels, weights);
        Assert.True(exact.Certificate.Converged && centres.Certificate.Converged);
        Assert.True(centres.InnerIterations > 0 && exact.InnerIterations == 0);
        Assert.Equal(exact.Objective, centres.Objective, 1e-10);
        ClassData.Close(exact.Probabilities(inputs)!, centres.Probabilities(inputs)!, 1e-5);
    }

    [Fact]
    public void Recomputed_features_give_what_kept_ones_do()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(3000, 3);
        var recipe = new KernelLogisticRegression(Kernel)
        {
            Ridge = 1e-3,
            ExactRows = 0,
            CentreCount = 60,
            Tolerance = 1e-10,
        };
        FittedKernelLogistic kept = recipe.Fit(inputs, labels);
        FittedKernelLogistic made = recipe.Fit(
            inputs, labels, options: new ComputeOptions { MemoryLimit = 2_000_000 });
        Assert.True(kept.Certificate.Converged && made.Certificate.Converged);
        Assert.True(ClassData.Accuracy(kept.Predict(inputs), labels) > 0.8);
        ClassData.Close(kept.Probabilities(inputs)!, made.Probabilities(inputs)!, 1e-4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_whole_weight_counts_as_repeated_rows_and_zero_as_none(int classes)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(60, classes);
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => (double)(i / classes % 3))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, i / classes % 3))];
        var recipe = new KernelLogisticRegression(Kernel) { Ridge = 1e-2, Tolerance = 1e-12 };
        Matrix<double> weighted = recipe.Fit(inputs, labels, weights).DecisionValues(inputs);
        Matrix<double> expanded = recipe.Fit(inputs.Select(repeated), [.. repeated.Select(i => labels[i])])
            .DecisionValues(inputs);
        ClassData.Close(expanded, weighted, 1e-5);
    }

    [Fact]
    public void The_weight_of_a_class_is_the_weight_of_its_rows()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(50, 2);
        var recipe = new KernelLogisticRegression(Kernel) { Ridge = 1e-2 };
        Matrix<double> byClass = (recipe with
        {
            ClassWeights = ImmutableDictionary<double, double>.Empty.Add(10, 4),
        }).Fit(inputs, labels).DecisionValues(inputs);
        Matrix<double> byRow = recipe.Fit(inputs, labels, [.. labels.Select(label => label == 10 ? 4.0 : 1)])
            .DecisionValues(inputs);
        ClassData.Close(byRow, byClass, 1e-13);
    }

    [Fact]
    public void The_gap_is_a_bound_when_it_stops_early()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(80, 2);
        var recipe = new KernelLogisticRegression(Kernel) { Ridge = 1e-4, Intercept = false, Tolerance = 1e-13 };
        double least = recipe.Fit(inputs, labels).Objective;
        for (int steps = 1; steps < 6; steps++)
        {
            FittedKernelLogistic early = (recipe with { IterationLimit = steps }).Fit(inputs, labels);
            double excess = 80 * (early.Objective - least);
            Assert.InRange(excess, -1e-9, early.Certificate.DualityGap + 1e-9);
            Assert.Equal(steps, early.Certificate.Iterations);
            Assert.Equal(early.Certificate.Converged, early.Certificate.Remedy is null);
        }

        Assert.False((recipe with { IterationLimit = 1 }).Fit(inputs, labels).Certificate.Converged);
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(0)]
    public void A_start_from_another_ridge_takes_fewer_steps_to_the_same_place(int exactRows)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(150, 3);
        var recipe = new KernelLogisticRegression(Kernel) { Ridge = 1e-3, ExactRows = exactRows, CentreCount = 60 };
        FittedKernelLogistic near = (recipe with { Ridge = 1.2e-3 }).Fit(inputs, labels);
        FittedKernelLogistic cold = recipe.Fit(inputs, labels);
        FittedKernelLogistic warm = recipe.Fit(inputs, labels, start: near);
        Assert.True(warm.Certificate.Converged);
        Assert.True(warm.Certificate.Iterations < cold.Certificate.Iterations);
        Assert.Equal(cold.Objective, warm.Objective, 2e-8);
        IReadOnlyList<FittedKernelLogistic> path = recipe.FitPath(inputs, labels, [1.2e-3, 1e-3]);
        Assert.Equal(warm.Objective, path[1].Objective, 2e-8);
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs.Select([0, 1, 2, 3]), [1, 2, 3, 1], start: near));
    }

    [Fact]
    public void The_ridge_of_least_held_out_loss_beats_its_neighbours_on_new_rows()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(300, 3);
        (Points queries, double[] truth) = ClassData.Clouds(3000, 3, seed: 2);
        var recipe = new KernelLogisticRegression(Kernel);
        FittedKernelLogistic chosen = recipe.Fit(inputs, labels);
        Assert.NotEmpty(chosen.Path);
        Assert.Contains(chosen.Path, point => point.Ridge == chosen.Ridge);
        double Loss(FittedKernelLogistic model)
        {
            Matrix<double> p = model.Probabilities(queries)!;
            return -truth.Select((label, i) => Math.Log(p[i, (int)(label / 10) - 1])).Average();
        }

        double best = Loss(chosen);
        Assert.True(best < Loss((recipe with { Ridge = chosen.Ridge * 1000 }).Fit(inputs, labels)));
        Assert.True(best < Loss((recipe with { Ridge = chosen.Ridge / 1000 }).Fit(inputs, labels)));
    }

    [Fact]
    public void A_class_of_one_row_and_rows_that_repeat_do_no_harm()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(40, 2);
        labels[7] = 99;
        int[] twice = [.. Enumerable.Range(0, 40), 3, 3, 4];
        FittedKernelLogistic fitted = new KernelLogisticRegression(Kernel)
            .Fit(inputs.Select(twice), [.. twice.Select(i => labels[i])]);
        Assert.Equal([10, 20, 99], fitted.Labels);
        Assert.True(fitted.Certificate.Converged, fitted.Certificate.Remedy);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(700, 3);
        foreach (int exactRows in new[] { 0, 2000 })
        {
            var recipe = new KernelLogisticRegression(Kernel)
            {
                Ridge = 1e-3,
                ExactRows = exactRows,
                CentreCount = 50,
            };
            double[] Bits(int threads) => recipe
                .Fit(inputs, labels, options: new ComputeOptions { Threads = threads })
                .DecisionValues(inputs).View.ColumnToArray(1);
            Assert.Equal(Bits(1), Bits(2));
        }
    }

    [Fact]
    public void Bad_input_is_refused_and_a_cancelled_fit_stops()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(10, 2);
        var recipe = new KernelLogisticRegression(Kernel);
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, labels.AsSpan()[..9]));
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, new double[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { Tolerance = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe.FitPath(inputs, labels, [1, -1]));
        Assert.Throws<InsufficientMemoryException>(() => (recipe with { Ridge = 1 }).Fit(
            inputs, labels, options: new ComputeOptions { MemoryLimit = 100 }));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => recipe.Fit(
            inputs, labels, options: new ComputeOptions { CancellationToken = cancelled.Token }));
    }
}
