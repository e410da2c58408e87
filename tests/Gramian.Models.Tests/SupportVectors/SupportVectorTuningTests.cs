using Gramian.Kernels;
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
        // Rows twice would be dealt to different folds, so the scaling is compared on its own and the machine at one cell.
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
        // A circle inside a ring needs short lengthscales; the grid offers a hundred times too long ones only.
        var inputs = new Matrix<double>(160, 2);
        int[] labels = new int[160];
        for (int i = 0; i < 160; i++)
        {
            double angle = 0.7 * i;
            double radius = (i % 2 == 0 ? 0.5 : 1.5) + (0.3 * WorkloadRandom.Normal(5, (ulong)i));
            (inputs[i, 0], inputs[i, 1]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
            labels[i] = i % 2;
        }

        var points = new Points(inputs);
        var poor = new SupportVectorTuning { Costs = [0.01, 0.02], LengthscaleFactors = [64, 128] };
        SupportVectorModel edge = poor.Fit(null, points, labels, 2, out string told);
        Assert.NotEmpty(edge.AtBounds);
        Assert.Contains("looking 3 times beyond the edge", told);
        Assert.Contains("on the edge of all that was tried: ", told);

        // One octave short of what is good: found, and no edge is left.
        var near = new SupportVectorTuning { Costs = [1, 4, 16], LengthscaleFactors = [1, 2, 4] };
        SupportVectorModel found = near.Fit(null, points, labels, 2, out string summary);
        Assert.Empty(found.AtBounds);
        Assert.True(((Rbf)found.Kernel).Lengthscale.Values[0] < 1.9, found.Kernel.ToString());
        Assert.DoesNotContain("on the edge", summary);

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
