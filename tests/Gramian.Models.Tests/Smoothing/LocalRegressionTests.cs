using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Smoothing;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Smoothing;

public sealed class LocalRegressionTests
{
    private static readonly double[] X = [0, 0.4, 1, 1.1, 2, 3.5];
    private static readonly double[] Y = [1, -0.3, 0.2, 2, 1.5, -1];

    public static TheoryData<LocalOrder> Orders => [LocalOrder.Constant, LocalOrder.Linear];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Is_least_squares_with_weights_at_each_query(LocalOrder order)
    {
        FittedLocalRegression fitted = Fit(order, 0.6, X, Y);
        foreach (double query in new[] { -0.5, 0.7, 2.6, 30 })
        {
            double[] weights = Weights(query, 0.6);
            double found = fitted.Predict(Points.FromColumn([query])).Mean[0];
            Assert.Equal(Naive(order, query, weights, Y), found, 1e-9 * (1 + Math.Abs(found)));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Leaving_one_out_is_fitting_without_it(LocalOrder order)
    {
        foreach (double bandwidth in new[] { 0.6, 0.05 })
        {
            FittedLocalRegression fitted = Fit(order, bandwidth, X, Y);
            for (int i = 0; i < X.Length; i++)
            {
                FittedLocalRegression rest = Fit(
                    order, bandwidth, [.. X.Where((_, j) => j != i)], [.. Y.Where((_, j) => j != i)]);
                double expected = Y[i] - rest.Predict(Points.FromColumn([X[i]])).Mean[0];
                Assert.Equal(expected, fitted.LeaveOneOutResiduals[i, 0], 1e-9 * (1 + Math.Abs(expected)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Variances_are_those_of_the_weights_and_the_residuals(LocalOrder order)
    {
        FittedLocalRegression fitted = Fit(order, 0.8, X, Y);
        Prediction found = fitted.Predict(Points.FromColumn([1.3]));
        double[] kernel = Weights(1.3, 0.8);
        double total = kernel.Sum();
        (double latent, double noise, double parameters) = (0, 0, 0);
        for (int j = 0; j < X.Length; j++)
        {
            // The weight of a target is the fit to a vector that is 1 there and 0 elsewhere.
            double[] unit = [.. X.Select((_, i) => i == j ? 1.0 : 0)];
            double weight = Naive(order, 1.3, kernel, unit);
            double residual = fitted.LeaveOneOutResiduals[j, 0];
            latent += weight * weight * residual * residual;
            noise += kernel[j] / total * residual * residual;
            parameters += Naive(order, X[j], Weights(X[j], 0.8), unit);
        }

        Assert.Equal(latent, found.LatentVariance![0], 1e-12);
        Assert.Equal(latent + noise, found.Variance[0], 1e-12);
        Assert.Equal(parameters, fitted.EffectiveParameters, 1e-10);
    }

    [Fact]
    public void A_plane_is_reproduced_at_any_bandwidth_and_far_out()
    {
        Points inputs = Normal(60, 3, seed: 1);
        double Plane(ReadOnlySpan<double> x) => 3 - (2 * x[0]) + x[1] - (0.5 * x[2]);
        var targets = new Matrix<double>(60, 1);
        for (int i = 0; i < 60; i++)
        {
            targets[i, 0] = Plane(inputs.Values.Row(i));
        }

        Points queries = Points.FromRows(new double[,] { { 0.3, -0.2, 1 }, { 4, 4, -4 } });
        foreach (double bandwidth in new[] { 0.7, 2, 1e6 })
        {
            double[] found = new LocalRegression { Bandwidth = Bandwidth.OfScalar(bandwidth, 3) }
                .Fit(inputs, targets).Predict(queries).Mean;
            Assert.Equal(Plane(queries.Values.Row(0)), found[0], 1e-9);
            if (bandwidth >= 2)
            {
                Assert.Equal(Plane(queries.Values.Row(1)), found[1], 1e-6);
            }
        }
    }

    [Fact]
    public void The_plane_has_no_bias_at_the_ends_and_the_constant_has()
    {
        double[] x = [.. Enumerable.Range(0, 101).Select(i => i * 0.01)];
        double[] y = [.. x.Select(value => 2 * value)];
        Assert.Equal(2, Fit(LocalOrder.Linear, 0.1, x, y).Predict(Points.FromColumn([1])).Mean[0], 1e-10);
        Assert.InRange(Fit(LocalOrder.Constant, 0.1, x, y).Predict(Points.FromColumn([1])).Mean[0], 1.7, 1.9);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_search_finds_the_best_bandwidth_and_widens_a_column_without_effect(LocalOrder order)
    {
        var stream = new RandomStream(4);
        const int Count = 250;
        (Matrix<double> inputs, Matrix<double> targets) = (new Matrix<double>(Count, 2), new Matrix<double>(Count, 1));
        for (int i = 0; i < Count; i++)
        {
            (inputs[i, 0], inputs[i, 1]) = (6 * stream.NextDouble(), 1000 * stream.NextDouble());
            targets[i, 0] = Math.Sin(2 * inputs[i, 0]) + (0.2 * stream.NextNormal());
        }

        var points = new Points(inputs);
        FittedLocalRegression fitted = new LocalRegression { Order = order }.Fit(points, targets);
        double[] lengths = fitted.Bandwidth.Lengths.ToArray();
        Assert.InRange(lengths[0], 0.05, 0.7);
        Assert.True(lengths[1] > 300, $"{lengths[1]}");
        double Error(double factor) => Error2(new LocalRegression
        {
            Order = order, Bandwidth = Bandwidth.OfAxes(lengths[0] * factor, lengths[1]),
        }.Fit(points, targets));
        Assert.True(Error(1) <= Error(0.8) && Error(1) <= Error(1.25));
        Prediction there = fitted.Predict(Points.FromRows(new double[,] { { 3, 500 } }));
        Assert.Equal(Math.Sin(6), there.Mean[0], 0.2);
        Assert.Equal(0.2, Math.Sqrt(there.Variance[0] - there.LatentVariance![0]), 0.06);
    }

    [Fact]
    public void Intervals_of_the_function_cover_it_where_it_is_a_plane()
    {
        // No bias: 95 % of the intervals hold the truth, up to the spread of 400 trials and of small samples.
        int covered = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            var stream = new RandomStream(50, (ulong)trial);
            double[] x = [.. Enumerable.Range(0, 60).Select(_ => stream.NextDouble())];
            double[] y = [.. x.Select(value => 1 + value + ((0.1 + value) * stream.NextNormal()))];
            Prediction there = Fit(LocalOrder.Linear, 0.3, x, y).Predict(Points.FromColumn([0.5]));
            (double[] lower, double[] upper) = there.LatentInterval();
            covered += lower[0] <= 1.5 && upper[0] >= 1.5 ? 1 : 0;
        }

        Assert.InRange(covered / 400.0, 0.91, 0.985);
    }

    [Fact]
    public void Gives_the_same_bits_for_any_number_of_threads()
    {
        Points inputs = Normal(80, 2, seed: 9);
        var targets = new Matrix<double>(80, 2);
        new RandomStream(3).FillNormal(targets.Row(7));
        double[] one = new LocalRegression().Fit(inputs, targets, new ComputeOptions { Threads = 1 })
            .Predict(inputs).Mean;
        double[] two = new LocalRegression().Fit(inputs, targets, new ComputeOptions { Threads = 2 })
            .Predict(inputs).Mean;
        Assert.Equal(one, two);
    }

    [Fact]
    public void Refuses_what_it_cannot_use()
    {
        Points inputs = Normal(5, 2, seed: 1);
        var targets = new Matrix<double>(5, 1);
        Assert.Throws<ArgumentException>(
            () => new LocalRegression { Shape = BandwidthShape.Full }.Fit(inputs, targets));
        Assert.Throws<ArgumentException>(
            () => new LocalRegression { Bandwidth = Bandwidth.OfScalar(1, 3) }.Fit(inputs, targets));
        Assert.Throws<ArgumentException>(() => new LocalRegression().Fit(inputs, new Matrix<double>(4, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalRegression { MostRows = 9 });
        Assert.Throws<ArgumentException>(
            () => new LocalRegression().Fit(inputs, targets).Predict(Points.FromColumn([1])));
    }

    private static double Error2(FittedLocalRegression fitted)
    {
        double sum = 0;
        for (int i = 0; i < fitted.Inputs.Count; i++)
        {
            sum += fitted.LeaveOneOutResiduals[i, 0] * fitted.LeaveOneOutResiduals[i, 0];
        }

        return sum;
    }

    private static FittedLocalRegression Fit(LocalOrder order, double bandwidth, double[] x, double[] y) =>
        new LocalRegression { Order = order, Bandwidth = Bandwidth.OfScalar(bandwidth, 1) }
            .Fit(Points.FromColumn(x), Matrix<double>.FromRowMajor(y.Length, 1, y));

    // Relative to the nearest point, so that nothing underflows far out.
    private static double[] Weights(double query, double bandwidth)
    {
        double nearest = X.Min(x => Math.Pow((x - query) / bandwidth, 2));
        return [.. X.Select(x => Math.Exp(-0.5 * (Math.Pow((x - query) / bandwidth, 2) - nearest)))];
    }

    private static double Naive(LocalOrder order, double query, double[] w, double[] y)
    {
        (double s0, double s1, double s2, double t0, double t1) = (0, 0, 0, 0, 0);
        for (int j = 0; j < w.Length; j++)
        {
            double u = X[j] - query;
            (s0, s1, s2) = (s0 + w[j], s1 + (w[j] * u), s2 + (w[j] * u * u));
            (t0, t1) = (t0 + (w[j] * y[j]), t1 + (w[j] * u * y[j]));
        }

        double determinant = (s0 * s2) - (s1 * s1);
        return order == LocalOrder.Constant || determinant <= 1e-9 * s0 * s2
            ? t0 / s0
            : ((s2 * t0) - (s1 * t1)) / determinant;
    }

    private static Points Normal(int count, int dimension, ulong seed)
    {
        var values = new Matrix<double>(count, dimension);
        var stream = new RandomStream(seed);
        for (int i = 0; i < count; i++)
        {
            stream.FillNormal(values.Row(i));
        }

        return new Points(values);
    }
}
