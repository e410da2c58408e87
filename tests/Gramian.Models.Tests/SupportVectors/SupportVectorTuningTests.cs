using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class SupportVectorTuningTests
{
    [Fact]
    public void A_weight_of_two_is_every_row_of_the_class_twice()
    {
        // Rows twice would be dealt to different folds, so the scaling is compared on its own and the machine at one
        // cell.
        double[] values = [.. Enumerable.Range(0, 40).Select(i => WorkloadRandom.Normal(1, (ulong)i) + (i % 2))];
        bool[] positive = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 1)];
        PlattScaling weighted = PlattScaling.Fit(values, positive, [.. positive.Select(p => p ? 2.0 : 1)]);
        PlattScaling twice = PlattScaling.Fit(
            [.. values, .. values.Where((_, i) => positive[i])], [.. positive, .. Enumerable.Repeat(true, 20)]);
        Assert.Equal(twice.A, weighted.A, 1e-9);
        Assert.Equal(twice.B, weighted.B, 1e-9);
        Assert.NotEqual(PlattScaling.Fit(values, positive).B, weighted.B, 1e-3);

        (Points points, int[] labels) = Clouds(60, 0.8);
        var one = new SupportVectorTuning { Costs = [2], LengthscaleFactors = [1], ClassWeights = [1, 2] };
        SupportVectorModel machine = one.Fit(null, points, labels, 2, out _);
        int[] doubled = [.. Enumerable.Range(0, 60), .. Enumerable.Range(0, 60).Where(i => labels[i] == 1)];
        FittedSupportVectorClassifier expected = new SupportVectorClassifier(machine.Kernel)
        {
            Cost = 2, Solver = new() { Tolerance = 1e-6 },
        }.Fit(points.Select(doubled), [.. doubled.Select(i => (double)labels[i])]);
        Matrix<double> ours = machine.DecisionValues(points), theirs = expected.DecisionValues(points);
        double sign = expected.Labels[0] == 0 ? 1 : -1;
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal(sign * theirs[i, 0], ours[i, 0], 0.01));
    }

    [Fact]
    public void A_heavier_class_is_predicted_more_often_and_an_equal_weight_changes_nothing()
    {
        (Points points, int[] labels) = Clouds(120, 0.6);
        int Ones(params double[] weights) => new SupportVectorTuning { ClassWeights = [.. weights] }
            .Fit(null, points, labels, 2, out _).Predict(points).Count(label => label == 1);
        int plain = Ones();
        Assert.Equal(plain, Ones(1, 1));
        Assert.True(Ones(1, 5) > plain && Ones(5, 1) < plain);
        Assert.Throws<ArgumentException>(() => Ones(1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ones(1, 0));
    }

    [Fact]
    public void The_grid_is_widened_while_it_pays_and_an_edge_is_told()
    {
        // A narrow gap across a long cloud needs large weights, and so a C far above what is offered: every step pays.
        var along = new Matrix<double>(160, 2);
        int[] sides = [.. Enumerable.Range(0, 160).Select(i => i % 2)];
        for (int i = 0; i < 160; i++)
        {
            double place = 3 * WorkloadRandom.Normal(6, (ulong)i);
            (along[i, 0], along[i, 1]) = (place + (sides[i] == 0 ? 0.3 : -0.3), place);
        }

        var poor = new SupportVectorTuning { Costs = [0.001, 0.002] };
        SupportVectorModel edge = poor.Fit(new Linear(), new Points(along), sides, 2, out string told);
        Assert.Equal(["C (upper)"], edge.AtBounds);
        Assert.Equal(0.128, edge.Cost!.Value, 1e-12);
        Assert.Contains("looking 3 times beyond the edge", told);

        // A kernel that was given has no lengthscales, and every cost that was tried is listed once.
        Assert.Equal([0.001, 0.002, 0.008, 0.032, 0.128], edge.Trials.Select(trial => Math.Round(trial.Cost, 12)));
        Assert.All(edge.Trials, trial => Assert.True(double.IsNaN(trial.Lengthscale) && trial.Rows == 160));
        Assert.Equal(4, edge.ChosenTrial);
        Assert.Equal(edge.Trials.Min(trial => trial.Loss), edge.Trials[4].Loss);
        Assert.Contains("on the edge of all that was tried: C (upper).", told);

        // A board of unit squares needs lengthscales below one; the grid begins above.
        var inputs = new Matrix<double>(240, 2);
        int[] labels = new int[240];
        for (int i = 0; i < 240; i++)
        {
            (inputs[i, 0], inputs[i, 1]) = (4 * ((0.618034 * i) % 1), 4 * ((i + 0.5) / 240));
            labels[i] = ((int)inputs[i, 0] + (int)inputs[i, 1]) % 2;
        }

        var points = new Points(inputs);
        var near = new SupportVectorTuning { Costs = [0.25, 1, 4, 16, 64], LengthscaleFactors = [1, 2, 4] };
        SupportVectorModel found = near.Fit(null, points, labels, 2, out string summary);
        Assert.Empty(found.AtBounds);
        Assert.InRange(((Rbf)found.Kernel).Lengthscale.Values[0], 0.3, 0.8);
        Assert.Contains("beyond the edge", summary);
        Assert.DoesNotContain("on the edge of all", summary);

        // What was given is no search: no edge, and nothing is tried beyond it.
        var given = new SupportVectorTuning { Costs = [1], LengthscaleFactors = [1] };
        Assert.Empty(given.Fit(null, points, labels, 2, out string once).AtBounds);
        Assert.StartsWith("Tried 1 pairs", once);
        Assert.Empty(given.Fit(new Rbf(0.7), points, labels, 2, out _).AtBounds);
    }

    [Fact]
    public void Any_number_of_threads_finds_the_same_machine()
    {
        (Points points, int[] labels) = Clouds(150, 0.7);
        SupportVectorModel[] found = [.. new[] { 1, 2, 3 }.Select(threads => new SupportVectorTuning().Fit(
            null, points, labels, 2, out _, new ComputeOptions { Threads = threads }))];
        Assert.All(found, machine =>
        {
            Assert.Equal(found[0].Kernel, machine.Kernel);
            Assert.Equal(found[0].Scalings, machine.Scalings);
            Assert.Equal(found[0].Expansion.Offsets, machine.Expansion.Offsets);
        });
    }

    private static (Points Points, int[] Labels) Clouds(int rows, double distance)
    {
        var inputs = new Matrix<double>(rows, 2);
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            labels[i] = i % 2;
            inputs[i, 0] = WorkloadRandom.Normal(2, (ulong)(2 * i)) + (labels[i] * distance);
            inputs[i, 1] = WorkloadRandom.Normal(2, (ulong)((2 * i) + 1)) - (labels[i] * distance);
        }

        return (new Points(inputs), labels);
    }
}
