using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Algebra;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Discriminants;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Discriminants;

public sealed class RidgeClassTuningTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_model_is_its_recipe_at_what_was_chosen(int classes)
    {
        (Points inputs, double[] numbers, int[] labels) = Clouds(90, classes);
        RidgeClassModel model = new RidgeClassTuning().Fit(null, inputs, labels, classes, out string summary);
        Assert.Contains("all 90 rows", summary);
        FittedKernelRidgeClassifier direct = Recipe(Chosen(model), model.Ridge).Fit(inputs, numbers);
        double[] placed = Array.ConvertAll(model.Predict(inputs), place => 10 * (place + 1));
        Assert.Equal(direct.Predict(inputs), placed);
        Assert.True(model.Certificate.Converged);
        ClassData.Close(direct.Probabilities(inputs)!, model.Probabilities(inputs)!, 0);
        ClassData.Close(direct.DecisionValues(inputs), model.DecisionValues(inputs), 0);
    }

    // By refits: every row is left out in turn, a sigmoid is fitted to what the others say of it, and its loss decides.
    [Fact]
    public void The_chosen_ridge_has_the_least_loss_of_rows_that_were_left_out()
    {
        (Points inputs, double[] numbers, int[] labels) = Clouds(36, 2);
        Kernel kernel = new Rbf(0.8);
        double chosen = new RidgeClassTuning().Fit(kernel, inputs, labels, 2, out _).Ridge;
        double Loss(double ridge)
        {
            var left = new double[36];
            for (int row = 0; row < 36; row++)
            {
                int[] rest = [.. Enumerable.Range(0, 36).Where(i => i != row)];
                left[row] = (Recipe(kernel, ridge * 36 / 35) with { WithProbabilities = false })
                    .Fit(inputs.Select(rest), [.. rest.Select(i => numbers[i])])
                    .DecisionValues(inputs.Select([row]))[0, 0];
            }

            var scaling = PlattScaling.Fit(left, [.. numbers.Select(number => number == 20)]);
            return left.Zip(numbers, (value, number) => -Math.Log(number == 20
                ? scaling.Probability(value)
                : 1 - scaling.Probability(value))).Average();
        }

        double own = Loss(chosen);
        foreach (double factor in new[] { 1e-3, 1e-2, 0.1, 1 / Math.Sqrt(10), Math.Sqrt(10), 10, 100, 1000 })
        {
            Assert.True(own < Loss(chosen * factor) + 1e-4, $"{factor} times the chosen ridge loses less.");
        }

        Assert.True(Loss(1e3 * chosen) > own + 0.01 || Loss(1e-3 * chosen) > own + 0.01, "The ridge does not matter.");
    }

    // Narrow stripes ask for a short lengthscale, and a probability that rises slowly for a long one.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_lengthscale_follows_the_data(ulong seed)
    {
        var random = new RandomStream(seed);
        double[] places = [.. Enumerable.Range(0, 400).Select(_ => 2 * random.NextNormal())];
        int[] stripes = Array.ConvertAll(
            places, x => ((int)Math.Floor(x / 0.7) & 1) ^ (random.NextInt(40) == 0 ? 1 : 0));
        int[] slow = Array.ConvertAll(places, x => random.NextDouble() < 1 / (1 + Math.Exp(-x)) ? 1 : 0);
        Assert.InRange(Length(stripes), 0.25, 1);
        Assert.InRange(Length(slow), 2, 4);

        double Length(int[] labels) => Chosen(
            new RidgeClassTuning().Fit(null, Points.FromColumn(places), labels, 2, out _)).Hyperparameters[0].Value;
    }

    [Fact]
    public void A_heavier_class_is_more_probable_and_an_equal_weight_changes_nothing()
    {
        (Points inputs, double[] numbers, int[] labels) = Clouds(120, 2);
        RidgeClassModel Weighted(params double[] weights) =>
            new RidgeClassTuning { ClassWeights = [.. weights] }.Fit(null, inputs, labels, 2, out _);
        double Share(params double[] weights) =>
            Weighted(weights).Probabilities(inputs)!.View.ColumnToArray(0).Average();

        Assert.Equal(0.5, Share(), 0.02);
        Assert.Equal(Share(), Share(1, 1));

        Assert.InRange(Share(1, 9), 0.57, 0.9);
        Assert.InRange(Share(9, 1), 0.1, 0.43);

        // The scaling counts rows as the fit does: a row of weight nine is nine rows of its left-out value.
        RidgeClassModel heavy = Weighted(1, 9);
        FittedKernelRidgeClassifier direct = (Recipe(Chosen(heavy), heavy.Ridge) with
        {
            ClassWeights = ImmutableDictionary<double, double>.Empty.Add(20, 9),
        }).Fit(inputs, numbers);
        int[] repeated = [.. Enumerable.Range(0, 120).SelectMany(i => Enumerable.Repeat(i, labels[i] == 1 ? 9 : 1))];
        var expected = PlattScaling.Fit(
            [.. repeated.Select(i => direct.LeaveOneOut![i, 0])], [.. repeated.Select(i => labels[i] == 1)]);
        Assert.Equal(expected.A, heavy.Scalings[0].A, 1e-4);
        Assert.Equal(expected.B, heavy.Scalings[0].B, 1e-4);
        Assert.Throws<ArgumentException>(() => Share(1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Share(1, 0));
    }

    // Left out of two classes of as many rows, a row finds the mean of the others on the other side of its own class. A
    // stiff function has nothing else to say, and a falling sigmoid of it would be right of every row but a new one.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_stiff_function_does_not_win_by_what_it_says_the_wrong_way_round(ulong seed)
    {
        var random = new RandomStream(seed);
        var values = new Matrix<double>(140, 30);
        int[] labels = [.. Enumerable.Range(0, 140).Select(i => i % 2)];
        for (int i = 0; i < 140; i++)
        {
            random.FillNormal(values.Row(i));
            values[i, 0] += labels[i] == 0 ? -1.2 : 1.2;
        }

        var inputs = new Points(values);
        int[] training = [.. Enumerable.Range(0, 60)];
        RidgeClassModel model = new RidgeClassTuning().Fit(null, inputs.Select(training), labels[..60], 2, out _);
        Assert.All(model.Scalings, scaling => Assert.True(scaling.A <= 0));
        double right = model.Predict(inputs)[60..].Zip(labels[60..], (a, b) => a == b ? 1.0 : 0).Average();
        Assert.InRange(right, 0.6, 1);
    }

    [Fact]
    public void Many_rows_are_held_by_centres_and_chosen_for_by_drawn_ones()
    {
        (Points inputs, double[] numbers, int[] labels) = Clouds(2500, 3);
        var tuning = new RidgeClassTuning { Seed = 3, LengthscaleFactors = [1] };
        RidgeClassModel model = tuning.Fit(null, inputs, labels, 3, out string summary);
        Assert.Contains($"{RidgeClassTuning.RowLimit + 2} drawn of 2500 rows", summary);
        Assert.Equal(392, model.KeptPoints!.Count);
        Assert.Contains("392 centres of 2500 rows", model.Settings);

        // What carries over from the drawn rows is Nλ: the same problem of fewer rows chooses about the same.
        RidgeClassModel fewer = tuning.Fit(null, inputs.Select([.. Enumerable.Range(0, 900)]), labels[..900], 3, out _);
        Assert.InRange(model.Ridge * 2500 / (fewer.Ridge * 900), 1 / 11.0, 11);
        double right = model.Predict(inputs).Zip(numbers, (place, number) => 10 * (place + 1) == number ? 1.0 : 0)
            .Average();
        Assert.InRange(right, 0.75, 1);
        Assert.Equal(50, (tuning with { CentreCount = 50 })
            .Fit(new Rbf(1.0), inputs, labels, 3, out _).KeptPoints!.Count);
    }

    [Fact]
    public void Refuses_classes_without_a_row_and_stops_when_cancelled()
    {
        (Points inputs, _, int[] labels) = Clouds(30, 2);
        Assert.Contains("Each of the 3 classes", Assert.Throws<ArgumentException>(
            () => new RidgeClassTuning().Fit(null, inputs, labels, 3, out _)).Message);
        Assert.Throws<ArgumentException>(() => new RidgeClassTuning().Fit(null, inputs, labels[1..], 2, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RidgeClassTuning { CentreCount = 0 });
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new RidgeClassTuning().Fit(
            null, inputs, labels, 2, out _, new ComputeOptions { CancellationToken = cancelled.Token }));
    }

    private static KernelRidgeClassifier Recipe(Kernel kernel, double ridge) =>
        new(kernel) { Ridge = ridge, WithProbabilities = true };

    // Without the constant of the intercept.
    private static Kernel Chosen(RidgeClassModel model)
    {
        var sum = Assert.IsType<Sum>(model.Kernel);
        Assert.IsType<Constant>(sum.Parts[1]);
        return sum.Parts[0];
    }

    private static (Points Inputs, double[] Numbers, int[] Labels) Clouds(int rows, int classes)
    {
        (Points inputs, double[] numbers) = ClassData.Clouds(rows, classes);
        return (inputs, numbers, Array.ConvertAll(numbers, number => (int)(number / 10) - 1));
    }
}
