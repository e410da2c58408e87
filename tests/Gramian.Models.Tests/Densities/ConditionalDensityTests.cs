using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Densities;

public sealed class ConditionalDensityTests
{
    private static readonly Points X = Points.FromRows(new double[,] { { 0, 1 }, { 1, 0.5 }, { 2, -1 }, { 0.5, 0 } });
    private static readonly Points Y = Points.FromColumn([1, 2, 0, -1]);
    private static readonly double[] Weights = [1, 2, 1, 3];

    [Fact]
    public void At_one_input_it_is_a_density_of_the_targets()
    {
        var stream = new RandomStream(21);
        var (inputs, targets) = (new Matrix<double>(80, 2), new Matrix<double>(80, 1));
        for (int i = 0; i < 80; i++)
        {
            stream.FillNormal(inputs.Row(i));
            targets[i, 0] = inputs[i, 0] + stream.NextNormal();
        }

        double[] weights = [.. Enumerable.Range(1, 80).Select(i => (double)i)];
        FittedConditionalDensity fitted = new ConditionalDensity
        {
            InputBandwidth = Bandwidth.OfAxes(0.5, 0.8), TargetBandwidth = Bandwidth.OfScalar(0.4, 1),
        }.Fit(new Points(inputs), new Points(targets), weights);
        foreach (double[] at in new double[][] { [0.3, -0.2], [40, 3] })
        {
            double[] places = [-2, 0.1, 3];
            var repeated = new Points(Matrix<double>.FromRowMajor(3, 2, [.. at, .. at, .. at]));
            double[] expected = fitted.LogDensity(repeated, Points.FromColumn(places));
            double[] found = fitted.At(at).LogDensity(Points.FromColumn(places));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }

        Assert.Throws<ArgumentException>(() => fitted.At([1]));
        Assert.ThrowsAny<ArgumentException>(() => fitted.At([1, double.NaN]));
    }

    [Fact]
    public void Is_the_joint_density_over_that_of_the_inputs()
    {
        FittedConditionalDensity found = Fixed().Fit(X, Y, Weights);
        Points queries = Points.FromRows(new double[,] { { 0.3, 0.2 }, { 40, 40 } });
        Points targets = Points.FromColumn([0.4, 9]);
        double[] joint = new KernelDensity { Bandwidth = Bandwidth.OfAxes(0.7, 0.9, 0.5) }
            .Fit(Join(X, Y), Weights).LogDensity(Join(queries, targets));
        double[] inputs = new KernelDensity { Bandwidth = Bandwidth.OfAxes(0.7, 0.9) }
            .Fit(X, Weights).LogDensity(queries);
        double[] logs = found.LogDensity(queries, targets);
        Assert.Equal(joint[0] - inputs[0], logs[0], 1e-12);
        Assert.Equal(joint[1] - inputs[1], logs[1], 1e-9);
    }

    [Fact]
    public void Integrates_to_one_at_every_input()
    {
        FittedConditionalDensity found = Fixed().Fit(X, Y, Weights);
        const int Count = 4000;
        double[] places = [.. Enumerable.Range(0, Count).Select(i => -10 + (i * 0.005))];
        foreach ((double a, double b) in new[] { (0.3, 0.2), (-1, 4), (300, -200) })
        {
            var queries = new Matrix<double>(Count, 2);
            for (int i = 0; i < Count; i++)
            {
                (queries[i, 0], queries[i, 1]) = (a, b);
            }

            double sum = found.LogDensity(new Points(queries), Points.FromColumn(places)).Sum(Math.Exp) * 0.005;
            Assert.Equal(1, sum, 1e-10);
        }
    }

    [Fact]
    public void Leaving_one_out_is_fitting_without_it()
    {
        double[] left = Fixed().Fit(X, Y, Weights).LeaveOneOut();
        for (int i = 0; i < 4; i++)
        {
            int[] rest = [.. Enumerable.Range(0, 4).Where(row => row != i)];
            double expected = Fixed().Fit(X.Select(rest), Y.Select(rest), Array.ConvertAll(rest, row => Weights[row]))
                .LogDensity(X.Select([i]), Y.Select([i]))[0];
            Assert.Equal(expected, left[i], 1e-12 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void The_search_widens_an_input_that_does_not_matter_and_comes_close_to_the_truth()
    {
        const int Count = 400;
        (Points x, Points y) = Draw(Count, seed: 1);
        FittedConditionalDensity found = new ConditionalDensity().Fit(x, y);
        Assert.Null(found.Warning);
        Assert.InRange(found.InputBandwidth.Lengths[0], 0.02, 0.5);

        // The second input is uniform over 1 000: wider than half of that, it hardly tells rows apart.
        Assert.True(found.InputBandwidth.Lengths[1] > 500, $"{found.InputBandwidth.Lengths[1]}");
        Assert.InRange(found.TargetBandwidth.Mean, 0.05, 0.3);
        (Points freshX, Points freshY) = Draw(1000, seed: 2);
        double truth = 0;
        for (int i = 0; i < 1000; i++)
        {
            double u = (freshY.Values[i, 0] - Math.Sin(3 * freshX.Values[i, 0])) / 0.3;
            truth += (-0.5 * u * u) - Math.Log(0.3 * Math.Sqrt(2 * Math.PI));
        }

        double score = found.LogDensity(freshX, freshY).Average();
        Assert.InRange(score, (truth / 1000) - 0.25, truth / 1000);
        double Around(double a, double b) => new ConditionalDensity
        {
            InputBandwidth = Bandwidth.OfAxes(found.InputBandwidth.Lengths[0] * a, found.InputBandwidth.Lengths[1]),
            TargetBandwidth = found.TargetBandwidth.Times(b),
        }.Fit(x, y).LeaveOneOut().Average();
        Assert.All(new[] { 0.8, 1.25 }, factor =>
            Assert.True(Around(1, 1) > Around(factor, 1) && Around(1, 1) > Around(1, factor)));
    }

    [Fact]
    public void Repeated_rows_are_told_and_refusals_are_sentences()
    {
        (Points x, Points y) = Draw(40, seed: 3);
        int[] twice = [.. Enumerable.Range(0, 40), .. Enumerable.Range(0, 40)];
        FittedConditionalDensity found = new ConditionalDensity().Fit(x.Select(twice), y.Select(twice));
        Assert.Contains("80 of 80 points repeat", found.Warning, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ConditionalDensity().Fit(x, Points.FromColumn([1])));
        Assert.Throws<ArgumentException>(
            () => new ConditionalDensity { InputBandwidth = Bandwidth.OfScalar(1, 2) }.Fit(x, y));
        Assert.Throws<ArgumentException>(() => new ConditionalDensity().Fit(x.Select([0, 1]), y.Select([0, 1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConditionalDensity { MostRows = 1 });
        Assert.Throws<ArgumentException>(() => Fixed().Fit(X, Y).LogDensity(X, Points.FromColumn([1])));
        Assert.Throws<InvalidOperationException>(() => Fixed().Fit(X.Select([0]), Y.Select([0])).LeaveOneOut());
    }

    private static ConditionalDensity Fixed() => new()
    {
        InputBandwidth = Bandwidth.OfAxes(0.7, 0.9), TargetBandwidth = Bandwidth.OfScalar(0.5, 1),
    };

    // y = sin 3x₁ + 0.3 ε; x₂ plays no part.
    private static (Points X, Points Y) Draw(int count, ulong seed)
    {
        var stream = new RandomStream(seed);
        var x = new Matrix<double>(count, 2);
        var y = new double[count];
        for (int i = 0; i < count; i++)
        {
            (x[i, 0], x[i, 1]) = (2 * stream.NextDouble(), 1000 * stream.NextDouble());
            y[i] = Math.Sin(3 * x[i, 0]) + (0.3 * stream.NextNormal());
        }

        return (new Points(x), Points.FromColumn(y));
    }

    private static Points Join(Points left, Points right)
    {
        var values = new Matrix<double>(left.Count, left.Dimension + right.Dimension);
        for (int i = 0; i < left.Count; i++)
        {
            left.Values.Row(i).CopyTo(values.Row(i));
            right.Values.Row(i).CopyTo(values.Row(i)[left.Dimension..]);
        }

        return new Points(values);
    }
}
