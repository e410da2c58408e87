using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Discriminants;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Models.Tests.Discriminants;

public sealed class KernelRidgeClassifierTests
{
    private static readonly Kernel Kernel = new Rbf(1.0);

    [Fact]
    public void Two_classes_are_a_ridge_regression_on_signs()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(60, 2);
        FittedKernelRidgeClassifier fitted = new KernelRidgeClassifier(Kernel).Fit(inputs, labels);
        FittedKernelRidge regression = new KernelRidge(Kernel + new Constant(1))
            .Fit(inputs, [.. labels.Select(label => label == 20 ? 1.0 : -1)]);
        Assert.Equal([20, 10], fitted.Labels);
        Assert.Equal(regression.Ridge, fitted.Ridge, 1e-12 * regression.Ridge);
        ClassData.Close(regression.Predict(inputs).Means, fitted.DecisionValues(inputs), 1e-10);
        Assert.Null(fitted.Probabilities(inputs));
        Assert.True(fitted.Certificate.Converged && fitted.Certificate.AchievedResidual < 1e-9);
        Assert.True(ClassData.Accuracy(fitted.Predict(inputs), labels) > 0.85);
    }

    [Fact]
    public void Values_of_rows_left_out_are_those_of_refits()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(24, 3);
        double[] weights = [.. Enumerable.Range(0, 24).Select(i => 0.5 + (i % 4))];
        var recipe = new KernelRidgeClassifier(Kernel) { Ridge = 0.02 };
        FittedKernelRidgeClassifier all = recipe.Fit(inputs, labels, weights);
        double total = weights.Sum();
        for (int left = 0; left < 24; left += 5)
        {
            double[] rest = [.. weights];
            rest[left] = 0;
            FittedKernelRidgeClassifier without = (recipe with { Ridge = 0.02 * total / rest.Sum() })
                .Fit(inputs, labels, rest);
            Matrix<double> expected = without.DecisionValues(inputs.Select([left]));
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(expected[0, c], all.LeaveOneOut![left, c], 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(0)]
    public void A_whole_weight_counts_as_repeated_rows_and_zero_as_none(int exactRows)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(45, 3);
        double[] weights = [.. Enumerable.Range(0, 45).Select(i => (double)(i / 3 % 3))];
        int[] repeated = [.. Enumerable.Range(0, 45).SelectMany(i => Enumerable.Repeat(i, i / 3 % 3))];
        var recipe = new KernelRidgeClassifier(Kernel) { Ridge = 0.01, ExactRows = exactRows, CentreCount = 1000 };
        Matrix<double> weighted = recipe.Fit(inputs, labels, weights).DecisionValues(inputs);
        Matrix<double> expanded = (recipe with { ExactRows = 3000 })
            .Fit(inputs.Select(repeated), [.. repeated.Select(i => labels[i])]).DecisionValues(inputs);
        ClassData.Close(expanded, weighted, exactRows == 0 ? 1e-5 : 1e-9);
    }

    [Fact]
    public void The_weight_of_a_class_is_the_weight_of_its_rows()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(40, 2);
        var recipe = new KernelRidgeClassifier(Kernel) { Ridge = 0.01 };
        Matrix<double> byClass = (recipe with
        {
            ClassWeights = ImmutableDictionary<double, double>.Empty.Add(20, 5),
        }).Fit(inputs, labels).DecisionValues(inputs);
        Matrix<double> byRow = recipe.Fit(inputs, labels, [.. labels.Select(label => label == 20 ? 5.0 : 1)])
            .DecisionValues(inputs);
        ClassData.Close(byRow, byClass, 1e-13);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void On_centres_that_are_all_rows_it_is_the_same_function(int classes)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(80, classes);
        double[] weights = [.. Enumerable.Range(0, 80).Select(i => 1.0 + (i % 2))];
        var recipe = new KernelRidgeClassifier(Kernel) { WithProbabilities = true, Ridge = 1e-3 };
        FittedKernelRidgeClassifier exact = recipe.Fit(inputs, labels, weights);
        FittedKernelRidgeClassifier centres =
            (recipe with { ExactRows = 0, CentreCount = 80 }).Fit(inputs, labels, weights);
        ClassData.Close(exact.DecisionValues(inputs), centres.DecisionValues(inputs), 1e-5);
        ClassData.Close(exact.Probabilities(inputs)!, centres.Probabilities(inputs)!, 1e-3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Probabilities_sum_to_one_and_their_largest_is_the_prediction(int classes)
    {
        (Points inputs, double[] labels) = ClassData.Clouds(120, classes);
        FittedKernelRidgeClassifier fitted =
            new KernelRidgeClassifier(Kernel) { WithProbabilities = true }.Fit(inputs, labels);
        Matrix<double> probabilities = fitted.Probabilities(inputs)!;
        double[] predicted = fitted.Predict(inputs);
        for (int i = 0; i < inputs.Count; i++)
        {
            double[] row = probabilities.Row(i).ToArray();
            Assert.Equal(1, row.Sum(), 1e-12);
            Assert.Equal(predicted[i], fitted.Labels[Array.IndexOf(row, row.Max())]);
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        (Points inputs, double[] labels) = ClassData.Clouds(10, 2);
        var recipe = new KernelRidgeClassifier(Kernel);
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, labels.AsSpan()[..9]));
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, new double[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe.Fit(inputs, labels, [-1, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, labels, new double[10]));
        labels[3] = double.NaN;
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, labels));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        labels[3] = 10;
        Assert.ThrowsAny<OperationCanceledException>(() => recipe.Fit(
            inputs, labels, options: new ComputeOptions { CancellationToken = cancelled.Token }));
        FittedKernelRidgeClassifier fitted = recipe.Fit(inputs, labels);
        Assert.Throws<ArgumentException>(() => fitted.Predict(Points.FromColumn([1])));
    }
}
