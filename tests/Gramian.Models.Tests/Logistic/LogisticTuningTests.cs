using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Logistic;

public sealed class LogisticTuningTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_model_is_its_recipe_at_what_was_chosen(int classes)
    {
        (Points inputs, int[] labels) = Stripes(90, classes, width: 1);
        LogisticClassModel model = new LogisticTuning().Fit(null, inputs, labels, classes, out string summary);
        Assert.Contains("all 90 rows", summary);
        FittedKernelLogistic direct = new KernelLogisticRegression(model.Kernel) { Ridge = model.Ridge }
            .Fit(inputs, Array.ConvertAll(labels, label => (double)label));
        Assert.Equal(direct.Labels, model.Labels);
        Assert.True(model.Certificate.Converged);
        using Matrix<double> expected = direct.Probabilities(inputs)!;
        using Matrix<double> found = model.Probabilities(inputs)!;
        Assert.Equal(direct.Predict(inputs), model.Predict(inputs));
        for (int row = 0; row < inputs.Count; row++)
        {
            Assert.Equal(expected.Row(row).ToArray(), found.Row(row).ToArray());
        }
    }

    // Narrow stripes ask for a short lengthscale, also where longer ones than the middle one lose less than it does,
    // and a probability that rises slowly asks for a long one.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_lengthscale_follows_the_data(ulong seed)
    {
        var random = new RandomStream(seed);
        double[] places = [.. Enumerable.Range(0, 400).Select(_ => 2 * random.NextNormal())];
        int[] stripes = Array.ConvertAll(
            places, x => ((int)Math.Floor(x / 0.7) & 1) ^ (random.NextInt(40) == 0 ? 1 : 0));
        int[] slow = Array.ConvertAll(places, x => random.NextDouble() < 1 / (1 + Math.Exp(-x)) ? 1 : 0);
        Assert.InRange(Chosen(stripes), 0.25, 0.5);
        Assert.InRange(Chosen(slow), 1, 4);

        double Chosen(int[] labels) => new LogisticTuning().Fit(null, Points.FromColumn(places), labels, 2, out _)
            .Kernel.Hyperparameters[0].Value;
    }

    // Functions on a few hundred rows separate these, and so want hardly a ridge; few centres under many rows do.
    [Fact]
    public void On_centres_the_ridge_is_chosen_on_centres()
    {
        const int Count = 2600;
        const int Train = 2100;
        const int Inputs = 40;
        var random = new RandomStream(5);
        using Matrix<double> directions = Normal(3, Inputs), values = Normal(Count, Inputs);
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => ClassOf(i))];
        var points = new Points(values);
        Points train = points.Select([.. Enumerable.Range(0, Train)]);
        Points test = points.Select([.. Enumerable.Range(Train, Count - Train)]);
        LogisticClassModel model = new LogisticTuning { CentreCount = 100 }
            .Fit(null, train, labels.AsSpan(0, Train), 3, out string summary);
        Assert.Contains("On centres λ = ", summary);
        Assert.Contains($"a fifth of {Train} rows", summary);
        double[] numbers = [.. labels[..Train].Select(label => (double)label)];
        var recipe = new KernelLogisticRegression(model.Kernel) { ExactRows = 0, CentreCount = 100 };
        double least = recipe.FitPath(train, numbers, [.. Enumerable.Range(0, 15).Select(i => Math.Pow(10, -i / 2.0))])
            .Min(Loss);
        Assert.InRange(Loss(recipe.FitPath(train, numbers, [model.Ridge])[0]), 0, 1.1 * least);

        int ClassOf(int row)
        {
            double[] scores = [.. Enumerable.Range(0, 3)
                .Select(c => Enumerable.Range(0, Inputs).Sum(k => directions[c, k] * values[row, k]))];
            return Array.IndexOf(scores, scores.Max());
        }

        double Loss(FittedKernelLogistic fitted)
        {
            using Matrix<double> probabilities = fitted.Probabilities(test)!;
            return -Enumerable.Range(0, Count - Train).Average(
                i => Math.Log(probabilities[i, fitted.Labels.ToList().IndexOf(labels[Train + i])]));
        }

        Matrix<double> Normal(int rows, int columns)
        {
            var matrix = new Matrix<double>(rows, columns);
            for (int i = 0; i < rows; i++)
            {
                for (int k = 0; k < columns; k++)
                {
                    matrix[i, k] = random.NextNormal();
                }
            }

            return matrix;
        }
    }

    [Fact]
    public void A_heavier_class_is_predicted_more_often_and_an_equal_weight_changes_nothing()
    {
        (Points inputs, int[] labels) = Stripes(120, 2, width: 1);
        LogisticClassModel Weighted(params double[] weights) => new LogisticTuning { ClassWeights = [.. weights] }
            .Fit(null, inputs, labels, 2, out _);
        int Ones(params double[] weights) => Weighted(weights).Predict(inputs).Count(label => label == 1);
        int plain = Ones();
        Assert.Equal(plain, Ones(1, 1));
        Assert.True(Ones(1, 20) > plain && Ones(20, 1) < plain);
        Assert.Throws<ArgumentException>(() => Ones(1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ones(1, 0));

        // Weights count in the loss that chooses, as in a recipe that chooses its own ridge.
        var kernel = new Rbf(0.5);
        double chosen = new LogisticTuning { ClassWeights = [1, 9] }.Fit(kernel, inputs, labels, 2, out _).Ridge;
        Assert.Equal(
            new KernelLogisticRegression(kernel)
            {
                ClassWeights = ImmutableDictionary<double, double>.Empty.Add(1, 9),
                SelectionRows = LogisticTuning.RowLimit(2),
            }.Fit(inputs, Array.ConvertAll(labels, label => (double)label)).Ridge,
            chosen);
        Assert.NotEqual(new LogisticTuning().Fit(kernel, inputs, labels, 2, out _).Ridge, chosen, chosen / 10);

        // At one ridge and kernel a weight is that many rows, which Nλ counts.
        LogisticClassModel twice = Weighted(1, 2);
        int[] doubled = [.. Enumerable.Range(0, 120), .. Enumerable.Range(0, 120).Where(i => labels[i] == 1)];
        FittedKernelLogistic expected = new KernelLogisticRegression(twice.Kernel) { Ridge = twice.Ridge }
            .Fit(inputs.Select(doubled), [.. doubled.Select(i => (double)labels[i])]);
        using Matrix<double> theirs = expected.DecisionValues(inputs), ours = twice.DecisionValues(inputs);
        Assert.All(Enumerable.Range(0, 120), i => Assert.Equal(theirs[i, 0], ours[i, 0], 1e-3));
    }

    [Fact]
    public void A_kernel_without_open_lengthscales_is_taken_as_it_is()
    {
        (Points inputs, int[] labels) = Stripes(60, 2, width: 1);
        Kernel given = new Rbf(0.3);
        Assert.Equal(given, new LogisticTuning().Fit(given, inputs, labels, 2, out _).Kernel);
    }

    [Fact]
    public void Many_rows_are_held_by_centres_and_chosen_for_by_drawn_ones()
    {
        (Points inputs, int[] labels) = Stripes(2500, 2, width: 2);
        LogisticClassModel model = new LogisticTuning { Seed = 3 }.Fit(null, inputs, labels, 2, out string summary);
        Assert.Contains($"{LogisticTuning.RowLimit(2)} drawn of 2500 rows", summary);
        Assert.Equal(392, model.KeptPoints!.Count);
        Assert.Contains("392 centres of 2500 rows", model.Settings);
        double[] predicted = model.Predict(inputs);
        Assert.InRange(predicted.Zip(labels, (a, b) => a == b ? 1.0 : 0).Average(), 0.9, 1);
        Assert.Equal(50, new LogisticTuning { CentreCount = 50 }
            .Fit(new Rbf(1.0), inputs, labels, 2, out _).KeptPoints!.Count);
    }

    [Fact]
    public void Refuses_classes_without_a_row()
    {
        (Points inputs, int[] labels) = Stripes(30, 2, width: 1);
        Assert.Contains("Each of the 3 classes", Assert.Throws<ArgumentException>(
            () => new LogisticTuning().Fit(null, inputs, labels, 3, out _)).Message);
        Assert.Throws<ArgumentException>(() => new LogisticTuning().Fit(null, inputs, labels[1..], 2, out _));
    }

    // One column in stripes of the classes in turn; a tenth of the labels is wrong.
    private static (Points Inputs, int[] Labels) Stripes(int rows, int classes, double width)
    {
        var random = new RandomStream(8);
        var inputs = new double[rows];
        var labels = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            inputs[i] = 2 * random.NextNormal();
            int stripe = (int)Math.Floor(inputs[i] / width);
            labels[i] = random.NextInt(20) == 0 ? random.NextInt(classes) : ((stripe % classes) + classes) % classes;
        }

        return (Points.FromColumn(inputs), labels);
    }
}
