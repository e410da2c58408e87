using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Kernels.Tests.Gram;

public sealed class KernelReductionsTests
{
    private static readonly double[] Origin = [0];

    public static TheoryData<string> Positive =>
    [
        "rbf", "0.5 * rbf(lengthscale=[0.5, 2, 1.5])", "matern12", "matern32", "matern52", "matern(smoothness=0.8)",
        "rationalquadratic(alpha=0.7)", "laplacian", "overlap", "periodic", "constant",
        "3 * (rbf + laplacian) * matern52.on(1)^2", "rbf + matern12 + rationalquadratic", "rbf.warp(tanh)",
        "linear^2 + rbf",
    ];

    [Theory]
    [MemberData(nameof(Positive))]
    public void Log_sums_agree_with_the_matrix(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        Points rows = KernelTests.SomePoints(45, 3), columns = KernelTests.SomePoints(150, 3);
        double[] logWeights = [.. Enumerable.Range(0, 150).Select(j => j % 7 == 0
            ? double.NegativeInfinity
            : Math.Sin(j))];
        double[] actual = new double[45];
        using Matrix<double> cross = kernel.CrossMatrix(rows, columns);
        kernel.Reduce(rows, columns).LogSumExp(logWeights, actual);
        for (int i = 0; i < 45; i++)
        {
            double sum = 0;
            for (int j = 0; j < 150; j++)
            {
                sum += Math.Exp(logWeights[j]) * cross[i, j];
            }

            // A few roundings of 150 positive terms, relative to their sum.
            Assert.Equal(Math.Log(sum), actual[i], 1e-13 * (1 + Math.Abs(Math.Log(sum))));
        }
    }

    [Theory]
    [InlineData("rbf", -0.5 * 1e6)]
    [InlineData("2 * matern12(lengthscale=2)", -500 + 0.6931471805599453)]
    [InlineData("matern32", -1724.5931689618944)]
    [InlineData("laplacian", -1000)]
    [InlineData("(rbf + 2 * rbf(lengthscale=0.5))^3", -1.5e6)]
    [InlineData("rbf * laplacian", -501000)]
    public void Logarithms_are_exact_where_the_kernel_underflows(string text, double expected)
    {
        double[] actual = new double[1];
        double[] far = [1000];
        Kernel.Parse(text).Reduce(Points.FromColumn(Origin), Points.FromColumn(far)).LogSumExp([], actual);
        Assert.Equal(expected, actual[0], 1e-12 * Math.Abs(expected));
    }

    [Fact]
    public void The_logarithm_of_a_general_matern_kernel_ends_where_a_double_does()
    {
        double[] far = [1000];
        double[] actual = new double[1];
        Kernel.Parse("matern(smoothness=0.8)").Reduce(Points.FromColumn(Origin), Points.FromColumn(far))
            .LogSumExp([], actual);
        Assert.Equal(double.NegativeInfinity, actual[0]);
    }

    [Fact]
    public void Two_points_of_a_gaussian_density_have_the_logarithm_of_two_terms()
    {
        double[] actual = new double[2];
        double[] data = [-40, 3];
        double[] queries = [0, 100];
        new Rbf(1).Reduce(Points.FromColumn(queries), Points.FromColumn(data)).LogSumExp([], actual);
        Assert.Equal(-4.5 + double.LogP1(Math.Exp(4.5 - 800)), actual[0], 1e-14);
        Assert.Equal(-0.5 * 97 * 97, actual[1], 1e-11);
    }

    [Theory]
    [InlineData(PairExclusion.None)]
    [InlineData(PairExclusion.Self)]
    [InlineData(PairExclusion.SelfAndLater)]
    public void Exclusions_leave_out_the_pairs_they_name(PairExclusion exclusion)
    {
        const int Count = 141;
        Kernel kernel = Kernel.Parse("matern32 + 0.5 * white");
        Points points = KernelTests.SomePoints(Count, 2);
        using Matrix<double> gram = kernel.GramMatrix(points);
        using Matrix<double> values = WorkloadRandom.NormalMatrix(3, Count, 3);
        using var means = new Matrix<double>(Count, 3);
        double[] weights = [.. Enumerable.Range(0, Count).Select(j => Math.Cos(j))];
        double[] sums = new double[Count], logSums = new double[Count], maxima = new double[Count];
        int[] places = new int[Count];
        KernelReductions reductions = kernel.Reduce(points, exclusion);
        reductions.RowSums(weights, sums);
        reductions.LogSumExp([], logSums);
        reductions.SoftmaxSums(values, means);
        reductions.Max(maxima, places);
        for (int i = 0; i < Count; i++)
        {
            int[] partners = [.. Enumerable.Range(0, Count).Where(j => Counts(exclusion, i, j))];
            double total = partners.Sum(j => gram[i, j]);
            Assert.Equal(partners.Sum(j => weights[j] * gram[i, j]), sums[i], 1e-12);
            Assert.Equal(Math.Log(total), logSums[i], 1e-13);
            Assert.Equal(partners.Length == 0 ? double.NegativeInfinity : partners.Max(j => gram[i, j]), maxima[i]);
            Assert.Equal(partners.Length == 0 ? -1 : partners.MaxBy(j => gram[i, j]), places[i]);
            for (int k = 0; k < 3; k++)
            {
                double expected = partners.Length == 0 ? 0 : partners.Sum(j => gram[i, j] * values[j, k]) / total;
                Assert.Equal(expected, means[i, k], 1e-13);
            }
        }
    }

    [Fact]
    public void Softmax_sums_far_from_the_data_are_the_value_of_the_nearest_point()
    {
        double[] data = [0, 1, 2];
        double[] queries = [-1e4, 1e4];
        using Matrix<double> values = Matrix<double>.FromRowMajor(3, 1, [10, 20, 30]);
        using var means = new Matrix<double>(2, 1);
        new Rbf(1).Reduce(Points.FromColumn(queries), Points.FromColumn(data)).SoftmaxSums(values, means);
        Assert.Equal(10, means[0, 0], 1e-13);
        Assert.Equal(30, means[1, 0], 1e-13);
    }

    [Theory]
    [InlineData("rbf")]
    [InlineData("linear")]
    [InlineData("cosine(period=3)")]
    [InlineData("rbf + 0.5 * matern32 * periodic")]
    public void The_largest_entries_come_in_descending_order(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        Points rows = KernelTests.SomePoints(50, 3), columns = KernelTests.SomePoints(200, 3);
        using Matrix<double> cross = kernel.CrossMatrix(rows, columns);
        RowMatches matches = kernel.Reduce(rows, columns).Largest(7);
        for (int i = 0; i < 50; i++)
        {
            int[] expected = [.. Enumerable.Range(0, 200).OrderByDescending(j => cross[i, j]).Take(7)];
            Assert.Equal(expected, matches.Columns(i).ToArray());
            for (int k = 0; k < 7; k++)
            {
                // The exponential of the logarithm: a few roundings.
                double value = cross[i, expected[k]];
                Assert.Equal(value, matches.Values(i)[k], 1e-14 * (1 + Math.Abs(value)));
            }
        }
    }

    [Fact]
    public void Equal_entries_come_by_their_column_and_underflow_does_not_hide_the_nearest()
    {
        double[] data = [5, 100, 100, -3, 100, 99];
        double[] queries = [1e4];
        RowMatches matches = new Rbf(1).Reduce(Points.FromColumn(queries), Points.FromColumn(data)).Largest(4);
        Assert.Equal([1, 2, 4, 5], matches.Columns(0).ToArray());
        Assert.Equal(0, matches.Values(0)[0]);
    }

    [Fact]
    public void More_neighbours_than_there_are_gives_them_all()
    {
        Points points = KernelTests.SomePoints(5, 2);
        RowMatches matches = new Rbf(1).Reduce(points, PairExclusion.SelfAndLater).Largest(10);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(i, matches.Columns(i).Length);
            Assert.Equal(i, matches.Values(i).Length);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => matches.Columns(5).Length);
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        Points points = KernelTests.SomePoints(700, 3);
        using Matrix<double> values = WorkloadRandom.NormalMatrix(3, 700, 5);
        KernelReductions reductions = Kernel.Parse("matern52 + rbf").Reduce(points, PairExclusion.Self);
        double[]? first = null;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            var options = new ComputeOptions { Threads = threads };
            double[] logSums = new double[700], sums = new double[700];
            using var means = new Matrix<double>(700, 5);
            reductions.LogSumExp([], logSums, options);
            reductions.RowSums([], sums, options);
            reductions.SoftmaxSums(values, means, [], options);
            RowMatches matches = reductions.Largest(5, options);
            double[] all = [.. logSums, .. sums, .. means.View.ColumnToArray(4), .. matches.Values(699)];
            first ??= all;
            Assert.Equal(first, all);
        }
    }

    [Fact]
    public void Refuses_a_kernel_that_is_negative()
    {
        Points points = KernelTests.SomePoints(20, 2);
        double[] sums = new double[20];
        Exception refusal = Assert.Throws<NotSupportedException>(
            () => Kernel.Parse("linear").Reduce(points).LogSumExp([], sums));
        Assert.Contains("linear", refusal.Message);
    }

    [Fact]
    public void Refuses_lengths_and_weights_that_do_not_fit()
    {
        Points points = KernelTests.SomePoints(20, 2);
        KernelReductions reductions = new Rbf(1).Reduce(points);
        double[] right = new double[20], wrong = new double[19];
        double[] infinite = new double[20];
        infinite[3] = double.PositiveInfinity;
        using var narrow = new Matrix<double>(19, 2);
        Assert.Throws<ArgumentException>(() => reductions.LogSumExp(wrong, right));
        Assert.Throws<ArgumentException>(() => reductions.LogSumExp([], wrong));
        Assert.Throws<ArgumentException>(() => reductions.LogSumExp(infinite, right));
        Assert.Throws<ArgumentException>(() => reductions.RowSums(wrong, right));
        Assert.Throws<ArgumentException>(() => reductions.SoftmaxSums(narrow, narrow));
        Assert.Throws<ArgumentOutOfRangeException>(() => reductions.Largest(0));
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        Points points = KernelTests.SomePoints(200, 2);
        KernelReductions reductions = new Rbf(1).Reduce(points);
        var cancelled = new ComputeOptions { CancellationToken = new CancellationToken(canceled: true) };
        double[] sums = new double[200];
        Assert.ThrowsAny<OperationCanceledException>(() => reductions.LogSumExp([], sums, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => reductions.RowSums([], sums, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => reductions.Largest(2, cancelled));
    }

    private static bool Counts(PairExclusion exclusion, int row, int column) => exclusion switch
    {
        PairExclusion.None => true,
        PairExclusion.Self => row != column,
        _ => column < row,
    };
}
