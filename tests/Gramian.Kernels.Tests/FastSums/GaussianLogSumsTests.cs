using FsCheck;
using FsCheck.Fluent;
using Gramian.Kernels.FastSums;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Tests.FastSums;

public sealed class GaussianLogSumsTests
{
    private static readonly double[] Tolerances = [1e-12, 1e-10, 1e-6, 1e-2, 0.3];

    [Fact]
    public void Every_sum_obeys_its_relative_tolerance()
    {
        Gen<(int, int, int, int, int)> cases = Gen.Choose(0, 5).SelectMany(shape => Gen.Choose(1, 6).SelectMany(
            dimension => Gen.Choose(1, 2500).SelectMany(count => Gen.Choose(0, 4).SelectMany(
                tolerance => Gen.Choose(1, 1000).Select(seed => (shape, dimension, count, tolerance, seed))))));
        Prop.ForAll(cases.ToArbitrary(), sample => Obeys(sample, absolute: 0)).Check(
            Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void Every_sum_obeys_its_absolute_tolerance()
    {
        Gen<(int, int, int, int, int)> cases = Gen.Choose(0, 5).SelectMany(shape => Gen.Choose(1, 4).SelectMany(
            dimension => Gen.Choose(1, 1500).SelectMany(
                count => Gen.Choose(1, 1000).Select(seed => (shape, dimension, count, 1, seed)))));
        Prop.ForAll(cases.ToArbitrary(), sample => Obeys(sample, absolute: 1e-5)).Check(
            Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Theory]
    [InlineData(1, 1e-10)]
    [InlineData(1, 1e-2)]
    [InlineData(2, 1e-10)]
    [InlineData(2, 1e-2)]
    [InlineData(3, 1e-3)]
    public void Dense_points_are_expanded_and_not_summed_one_by_one(int dimension, double tolerance)
    {
        var points = new Points(WorkloadRandom.UniformMatrix(1, 20_000, dimension));
        var queries = new Points(WorkloadRandom.UniformMatrix(2, 300, dimension));
        double[] logs = new double[300];
        long pairs = new GaussianLogSums(Times(points, 2)).Evaluate(Times(queries, 2), logs, tolerance);
        Assert.InRange(pairs, 0, 0.15 * 20_000 * 300);
        AssertClose(Reference(Times(points, 2), [], Times(queries, 2)), logs, tolerance, 0);
    }

    [Theory]
    [InlineData(1, 1e-12)]
    [InlineData(1, 1e-10)]
    [InlineData(1, 0.5)]
    [InlineData(2, 1e-11)]
    [InlineData(2, 1e-5)]
    [InlineData(2, 0.1)]
    public void Cells_of_many_points_and_weights_keep_the_tolerance(int dimension, double tolerance)
    {
        // Crowded places and empty ones, weights over six decades, and queries within, between and beyond the points.
        Points points = Times(new Points(WorkloadRandom.NormalMatrix(11, 30_000, dimension)), 8);
        double[] weights =
            [.. WorkloadRandom.UniformMatrix(12, 1, 30_000).Row(0).ToArray().Select(value => -14 * value)];
        Points queries = Times(new Points(WorkloadRandom.NormalMatrix(13, 400, dimension)), 11);
        double[] logs = new double[400];
        long pairs = new GaussianLogSums(points, weights).Evaluate(queries, logs, tolerance);
        Assert.InRange(pairs, 0, 0.2 * 400 * 30_000);
        AssertClose(Reference(points, weights, queries), logs, tolerance, 0);
    }

    [Theory]
    [InlineData(1, 0, 1e-2)]
    [InlineData(1, 0, 1e-6)]
    [InlineData(2, 0, 1e-2)]
    [InlineData(2, 1, 1e-2)]
    [InlineData(2, 0, 1e-6)]
    public void A_crowd_at_any_distance_keeps_the_tolerance(int dimension, int axis, double tolerance)
    {
        // One point at the query, and a crowd away from it: near, at the reach of the cells, and beyond.
        for (double away = 0.5; away < 9; away += 0.5)
        {
            Matrix<double> values = WorkloadRandom.UniformMatrix(17, 20_000, dimension);
            for (int i = 1; i < values.Rows; i++)
            {
                values[i, axis] += away;
            }

            values.Row(0).Clear();
            var points = new Points(values);
            Points queries = Times(new Points(WorkloadRandom.UniformMatrix(18, 20, dimension)), 0.02);
            double[] logs = new double[20];
            new GaussianLogSums(points).Evaluate(queries, logs, tolerance);
            AssertClose(Reference(points, [], queries), logs, tolerance, 0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Where_an_absolute_error_is_allowed_cells_settle_the_tails_too(int dimension)
    {
        Points points = Times(new Points(WorkloadRandom.NormalMatrix(14, 20_000, dimension)), 4);
        Points queries = Times(new Points(WorkloadRandom.NormalMatrix(15, 300, dimension)), 9);
        double[] logs = new double[300];
        long pairs = new GaussianLogSums(points).Evaluate(queries, logs, 1e-9, 1e-6);
        Assert.Equal(0, pairs);
        AssertClose(Reference(points, [], queries), logs, 1e-9, 1e-6);
    }

    [Fact]
    public void Cells_of_few_points_each_do_not_fill_the_memory()
    {
        // Hardly two points in a cell, whose terms would be 300 numbers: the tree sums pairs.
        Points points = Times(new Points(WorkloadRandom.UniformMatrix(23, 30_000, 2)), 280);
        Points some = points.Select([.. Enumerable.Range(0, 200)]);
        double[] logs = new double[200];
        long pairs = new GaussianLogSums(points).Evaluate(some, logs, 1e-10);
        Assert.InRange(pairs, 1, 0.5 * 200 * 30_000);
        AssertClose(Reference(points, [], some), logs, 1e-10, 0);
    }

    [Fact]
    public void Sums_that_expansions_make_negative_are_none()
    {
        Points points = Times(new Points(WorkloadRandom.UniformMatrix(19, 20_000, 1)), 3);
        Points queries = Times(new Points(WorkloadRandom.NormalMatrix(20, 4000, 1)), 5);
        double[] logs = new double[4000];
        new GaussianLogSums(points).Evaluate(queries, logs, 0.5, 2000);
        Assert.DoesNotContain(double.NaN, logs);
        AssertClose(Reference(points, [], queries), logs, 0.5, 2000);
    }

    [Fact]
    public void Many_queries_beyond_the_points_do_not_meet_them_all()
    {
        var points = new Points(WorkloadRandom.UniformMatrix(21, 30_000, 1));
        Matrix<double> far = WorkloadRandom.UniformMatrix(22, 300, 1);
        for (int i = 0; i < far.Rows; i++)
        {
            far[i, 0] = 300 * (far[i, 0] + 1);
        }

        points = Times(points, 200);
        double[] logs = new double[300];
        long pairs = new GaussianLogSums(points).Evaluate(new Points(far), logs, 1e-6);
        Assert.InRange(pairs, 1, 0.2 * 300 * 30_000);
        AssertClose(Reference(points, [], new Points(far)), logs, 1e-6, 0);
    }

    [Fact]
    public void Points_too_far_apart_for_cells_are_summed_all_the_same()
    {
        Points near = Times(new Points(WorkloadRandom.NormalMatrix(16, 2000, 2)), 3);
        Matrix<double> values = near.Values.ToMatrix();
        (values[7, 0], values[9, 1]) = (1e9, -1e200);
        var points = new Points(values);
        double[] logs = new double[2000];
        new GaussianLogSums(points).Evaluate(points, logs, 1e-8);
        AssertClose(Reference(points, [], points), logs, 1e-8, 0);
    }

    [Fact]
    public void Far_points_are_left_out_in_eight_dimensions()
    {
        // Two clouds of which each query needs its own.
        Matrix<double> values = WorkloadRandom.NormalMatrix(3, 4000, 8);
        for (int i = 0; i < 2000; i++)
        {
            values[i, 3] += 60;
        }

        var points = new Points(values);
        Points queries = points.Select(Enumerable.Range(0, 256).Select(i => 15 * i).ToArray());
        double[] logs = new double[256];
        long pairs = new GaussianLogSums(points).Evaluate(queries, logs, 1e-10);
        Assert.InRange(pairs, 1, 0.8 * 4000 * 256);
        AssertClose(Reference(points, [], queries), logs, 1e-10, 0);
    }

    [Theory]
    [InlineData(4, 1e-10)]
    [InlineData(4, 1e-2)]
    [InlineData(8, 1e-10)]
    [InlineData(8, 1e-2)]
    [InlineData(20, 1e-10)]
    [InlineData(20, 1e-2)]
    public void Pairs_that_matter_little_are_left_out_by_groups(int dimension, double tolerance)
    {
        Points points = Times(new Points(WorkloadRandom.NormalMatrix(5, 5000, dimension)), 6);
        Points queries = Times(new Points(WorkloadRandom.NormalMatrix(6, 300, dimension)), 6);
        double[] logs = new double[300];
        double[] weights = WorkloadRandom.NormalMatrix(7, 1, 5000).Row(0).ToArray();
        long pairs = new GaussianLogSums(points, weights).Evaluate(queries, logs, tolerance);
        Assert.InRange(pairs, 1, 0.9 * 5000 * 300);
        AssertClose(Reference(points, weights, queries), logs, tolerance, 0);
    }

    [Fact]
    public void Many_points_of_little_weight_are_not_left_out_beside_a_heavy_one()
    {
        // All at one place: a heavy point, and light ones that together are a seventeenth of it.
        var points = new Points(new Matrix<double>(60_000, 5));
        double[] weights = new double[60_000];
        weights.AsSpan(1).Fill(-20 * Math.Log(2));
        var queries = new Points(WorkloadRandom.NormalMatrix(8, 40, 5));
        double[] logs = new double[40];
        new GaussianLogSums(points, weights).Evaluate(queries, logs, 1e-2);
        AssertClose(Reference(points, weights, queries), logs, 1e-2, 0);
    }

    [Fact]
    public void Points_far_from_zero_lose_no_digits()
    {
        Points near = Times(new Points(WorkloadRandom.NormalMatrix(4, 400, 2)), 1.0 / 1024);
        Matrix<double> far = near.Values.ToMatrix();
        for (int i = 0; i < far.Rows; i++)
        {
            for (int k = 0; k < 2; k++)
            {
                far[i, k] = Math.Round(far[i, k] * (1 << 20)) / (1 << 20);
            }
        }

        Matrix<double> moved = far.Copy();
        for (int i = 0; i < far.Rows; i++)
        {
            (moved[i, 0], moved[i, 1]) = (far[i, 0] + (1 << 30), far[i, 1] - (1 << 28));
        }

        double[] here = new double[400], there = new double[400];
        new GaussianLogSums(new Points(far)).Evaluate(new Points(far), here, 1e-10);
        new GaussianLogSums(new Points(moved)).Evaluate(new Points(moved), there, 1e-10);
        Assert.Equal(here, there);
    }

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 1e-10)]
    [InlineData(5, 1e-10)]
    [InlineData(5, 0.01)]
    public void Bits_do_not_depend_on_the_number_of_threads(int dimension, double tolerance)
    {
        (Points points, double[] weights, Points queries) = Sample(2, dimension, 3000, 7);
        double[] one = new double[queries.Count], two = new double[queries.Count];
        long first = new GaussianLogSums(points, weights).Evaluate(
            queries, one, tolerance, 0, new ComputeOptions { Threads = 1 });
        long second = new GaussianLogSums(points, weights).Evaluate(
            queries, two, tolerance, 0, new ComputeOptions { Threads = 2 });
        Assert.Equal(one, two);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Nothing_to_sum_has_a_logarithm_of_minus_infinity()
    {
        Points queries = Points.FromColumn([1, 2]);
        double[] logs = new double[2];
        new GaussianLogSums(new Points(new Matrix<double>(0, 1))).Evaluate(queries, logs, 1e-10);
        Assert.All(logs, log => Assert.Equal(double.NegativeInfinity, log));
        double[] none = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        new GaussianLogSums(Points.FromColumn([1, 2, 3]), none).Evaluate(queries, logs, 1e-10);
        Assert.All(logs, log => Assert.Equal(double.NegativeInfinity, log));
        new GaussianLogSums(queries).Evaluate(new Points(new Matrix<double>(0, 1)), [], 1e-10);
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        var sums = new GaussianLogSums(Points.FromColumn([1, 2, 3]));
        Points queries = Points.FromColumn([1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => sums.Evaluate(queries, new double[1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => sums.Evaluate(queries, new double[1], 0.6));
        Assert.Throws<ArgumentOutOfRangeException>(() => sums.Evaluate(queries, new double[1], 0.1, -1));
        Assert.Throws<ArgumentException>(() => sums.Evaluate(queries, new double[2], 0.1));
        Assert.Throws<ArgumentException>(() => sums.Evaluate(Points.FromRows(new double[1, 2]), new double[1], 0.1));
        Assert.Throws<ArgumentException>(() => new GaussianLogSums(queries, [0, 0]));
        Assert.Throws<ArgumentException>(() => new GaussianLogSums(queries, [double.NaN]));
    }

    [Fact]
    public void Cancellation_ends_the_sums()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var points = new Points(WorkloadRandom.NormalMatrix(1, 500, 5));
        var sums = new GaussianLogSums(points);
        Assert.ThrowsAny<OperationCanceledException>(() => sums.Evaluate(
            points, new double[500], 1e-10, 0, new ComputeOptions { CancellationToken = source.Token }));
    }

    private static bool Obeys((int Shape, int Dimension, int Count, int Tolerance, int Seed) sample, double absolute)
    {
        (Points points, double[] weights, Points queries) =
            Sample(sample.Shape, sample.Dimension, sample.Count, (ulong)sample.Seed);
        double tolerance = Tolerances[sample.Tolerance];
        double[] logs = new double[queries.Count];
        new GaussianLogSums(points, weights).Evaluate(queries, logs, tolerance, absolute);
        double extent = points.Values.ColumnToArray(0).Max(Math.Abs);
        AssertClose(Reference(points, weights, queries), logs, tolerance, absolute, extent);
        return true;
    }

    // Clusters, repeated points, tiny and huge bandwidths, weights over hundreds of decades, and queries near the
    // points and up to a hundred thousand standard deviations from them.
    private static (Points Points, double[] LogWeights, Points Queries) Sample(
        int shape, int dimension, int count, ulong seed)
    {
        var random = new RandomStream(seed);
        double scale = shape switch { 0 => 1, 1 => 1e-3, 2 => 30, 3 => 1e5, 4 => 5, _ => 0.3 };
        Matrix<double> points = new(count, dimension), queries = new(70, dimension);
        double[] weights = shape is 0 or 3 ? [] : new double[count];
        for (int i = 0; i < count; i++)
        {
            bool isRepeated = i > 0 && shape is 2 or 4 && random.NextDouble() < 0.3;
            int cluster = random.NextInt(3);
            for (int k = 0; k < dimension; k++)
            {
                points[i, k] = isRepeated
                    ? points[i / 2, k]
                    : scale * ((shape == 4 ? 0.01 : 1) * random.NextNormal() + (10 * cluster * (k == 0 ? 1 : 0)));
            }

            if (weights.Length > 0)
            {
                weights[i] = shape == 5
                    ? -900 * random.NextDouble()
                    : random.NextDouble() < 0.1 && i > 0 ? double.NegativeInfinity : random.NextNormal();
            }
        }

        for (int i = 0; i < queries.Rows; i++)
        {
            double reach = i < 40 ? 0.1 * scale : i < 60 ? 30 : 1e5;
            int source = random.NextInt(count);
            for (int k = 0; k < dimension; k++)
            {
                queries[i, k] = points[source, k] + (reach * random.NextNormal());
            }
        }

        return (new Points(points), weights, new Points(queries));
    }

    private static double[] Reference(Points points, double[] logWeights, Points queries)
    {
        double[] logs = new double[queries.Count];
        double[] exponents = new double[points.Count];
        for (int i = 0; i < logs.Length; i++)
        {
            for (int j = 0; j < exponents.Length; j++)
            {
                double square = 0;
                for (int k = 0; k < points.Dimension; k++)
                {
                    double difference = queries.Values[i, k] - points.Values[j, k];
                    square += difference * difference;
                }

                exponents[j] = (logWeights.Length == 0 ? 0 : logWeights[j]) - (0.5 * square);
            }

            double largest = exponents.Max();
            logs[i] = largest + Math.Log(exponents.Sum(exponent => Math.Exp(exponent - largest)));
        }

        return logs;
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance, double absolute,
        double extent = 100)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // Coordinates and logarithms are rounded; the promise is about the sum.
            double rounding = (2e-15 * Math.Abs(expected[i])) + 1e-13
                + (1e-15 * extent * (20 + Math.Sqrt(2 * Math.Abs(expected[i]))));
            double allowed = absolute + ((tolerance + rounding) * Math.Exp(expected[i]));
            bool isClose = double.IsNegativeInfinity(actual[i])
                ? Math.Exp(expected[i]) <= allowed && (absolute > 0 || double.IsNegativeInfinity(expected[i]))
                : Math.Abs(Math.Exp(actual[i]) - Math.Exp(expected[i])) <= allowed
                    && (absolute > 0 || Math.Abs(double.ExpM1(actual[i] - expected[i])) <= tolerance + rounding);
            Assert.True(
                isClose, $"Sum {i} is {actual[i]:R}, should be {expected[i]:R} within {tolerance}, {absolute}.");
        }
    }

    private static Points Times(Points points, double factor)
    {
        Matrix<double> scaled = points.Values.ToMatrix();
        for (int i = 0; i < scaled.Rows; i++)
        {
            foreach (ref double value in scaled.Row(i))
            {
                value *= factor;
            }
        }

        return new Points(scaled);
    }
}
