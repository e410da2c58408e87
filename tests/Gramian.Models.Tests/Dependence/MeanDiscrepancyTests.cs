using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Models.Dependence;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Dependence;

public sealed class MeanDiscrepancyTests
{
    private static readonly double[] Pair = [0, 1];
    private static readonly double[] Other = [2, 4];

    // x = {0, 1}, y = {2, 4}, k = exp(−d²/2).
    [Fact]
    public void Small_samples_are_as_by_hand()
    {
        double K(double d) => Math.Exp(-d * d / 2);
        double between = (K(2) + K(4) + K(1) + K(3)) / 4;
        KernelTestResult Run(bool biased) => new MeanDiscrepancyTest { Kernel = new Rbf(1.0), Biased = biased }
            .Run(Points.FromColumn(Pair), Points.FromColumn(Other));
        Assert.Equal(K(1) + K(2) - (2 * between), Run(biased: false).Statistic, 1e-14);
        Assert.Equal(
            ((2 + (2 * K(1))) / 4) + ((2 + (2 * K(2))) / 4) - (2 * between), Run(biased: true).Statistic, 1e-14);

        // Of the 6 labellings, 2 (this one and its mirror image) are the most extreme: p is near 1/3.
        Assert.InRange(Run(biased: false).PValue, 0.25, 0.42);
    }

    [Fact]
    public void The_p_value_is_a_share_of_permutations_and_never_zero()
    {
        (Points x, Points y) = (Normal(40, 2, 1), Normal(30, 2, 2, shift: 5));
        KernelTestResult result = new MeanDiscrepancyTest { Replicates = 199 }.Run(x, y);
        Assert.Equal(1.0 / 200, result.PValue, 1e-15);
        Assert.Equal(199, result.Replicates);
        Assert.Empty(result.Notes);
        Assert.IsType<Rbf>(Assert.Single(result.Kernels));

        // Equal samples: every permutation is at least as large as MMD² = 0 of the biased estimate.
        Assert.Equal(1, new MeanDiscrepancyTest { Biased = true, Replicates = 20 }.Run(x, x).PValue);
    }

    [Fact]
    public void The_median_heuristic_is_as_by_hand()
    {
        // Distances 1, 2, 4, 1, 3, 2: the middle ones are 2 and 2.
        double[] points = [0, 1, 2, 4];
        Assert.Equal(2, MedianHeuristic.Choose(Points.FromColumn(points)).Lengthscale.Values[0]);
        double[] ties = [0, 0, 0, 0, 3];
        Assert.Equal(3, MedianHeuristic.Choose(Points.FromColumn(ties)).Lengthscale.Values[0]);
        Points units = Points.FromRows(new double[,] { { 0, 0 }, { 1, 1000 }, { 2, 0 } });
        ReadOnlySpan<double> lengths = MedianHeuristic.Choose(units, scaleColumns: true).Lengthscale.Values;
        Assert.Equal(1000 / Math.Sqrt(3), lengths[1] / lengths[0], 1e-9);
        double[] equal = [3, 3];
        Assert.Throws<ArgumentException>(() => MedianHeuristic.Choose(Points.FromColumn(equal)));
    }

    // Under the null p ≤ 0.05 in 200 · 0.05 = 10 ± 3.1 of 200 runs; 20 is exceeded once in a thousand seeds.
    [Theory]
    [InlineData(NullMethod.Permutation, false)]
    [InlineData(NullMethod.Asymptotic, false)]
    [InlineData(NullMethod.Asymptotic, true)]
    public void The_level_is_kept(NullMethod method, bool biased)
    {
        int rejected = 0;
        for (ulong run = 0; run < 200; run++)
        {
            KernelTestResult result = new MeanDiscrepancyTest
            {
                Null = method, Biased = biased, Replicates = 99, Seed = run,
            }.Run(Normal(30, 2, 100 + (2 * run)), Normal(40, 2, 101 + (2 * run)));
            rejected += result.PValue <= 0.05 ? 1 : 0;
        }

        Assert.InRange(rejected, 2, 20);
    }

    [Theory]
    [InlineData(NullMethod.Permutation, 0.8, 1)]
    [InlineData(NullMethod.Permutation, 0, 2.5)]
    [InlineData(NullMethod.Asymptotic, 0.8, 1)]
    [InlineData(NullMethod.Asymptotic, 0, 2.5)]
    public void Shifts_and_scales_are_found(NullMethod method, double shift, double scale)
    {
        var test = new MeanDiscrepancyTest { Null = method };
        KernelTestResult result = test.Run(Normal(100, 3, 1), Normal(120, 3, 2, shift, scale));
        Assert.InRange(result.PValue, 0, 0.01);
    }

    [Fact]
    public void The_limit_and_the_permutations_agree()
    {
        (Points x, Points y) = (Normal(150, 2, 1), Normal(150, 2, 5, shift: 0.12));
        KernelTestResult exact = new MeanDiscrepancyTest { Replicates = 2000 }.Run(x, y);
        KernelTestResult limit = new MeanDiscrepancyTest { Replicates = 2000, Null = NullMethod.Asymptotic }.Run(x, y);
        Assert.Equal(exact.Statistic, limit.Statistic);

        // Two shares of 2000 draws, ± 0.011 each at most, and the error of the limit at 150 points.
        Assert.Equal(exact.PValue, limit.PValue, 0.06);
    }

    [Fact]
    public void The_bits_depend_on_the_seed_alone()
    {
        (Points x, Points y) = (Normal(600, 2, 1), Normal(500, 2, 2, shift: 0.1));
        KernelTestResult Run(ulong seed, int threads) => new MeanDiscrepancyTest { Seed = seed, Replicates = 300 }
            .Run(x, y, new ComputeOptions { Threads = threads });
        Assert.Equal(Run(1, 1).Statistic, Run(1, 3).Statistic);
        Assert.Equal(Run(1, 1).PValue, Run(1, 3).PValue);
        Assert.Single(Run(1, 2).Notes);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void The_mean_of_the_blocks_is_the_statistic(int size)
    {
        (Points x, Points y) = (Normal(103, 2, 1), Normal(110, 2, 2, shift: 0.5));
        var kernel = new Rbf(1.3);
        KernelTestResult result = new BlockDiscrepancyTest
        {
            Kernel = kernel,
            BlockSize = size,
            Shuffled = false,
        }.Run(x, y);
        int blocks = 103 / size;
        double sum = 0;
        for (int block = 0; block < blocks; block++)
        {
            int[] rows = [.. Enumerable.Range(block * size, size)];
            sum += PairedEstimate(kernel, x.Select(rows), y.Select(rows));
        }

        Assert.Equal(sum / blocks, result.Statistic, 1e-14);
        Assert.Contains(result.Notes, note => note.Contains("not used", StringComparison.Ordinal));
        Assert.Equal(blocks < 30, result.Notes.Count == 2);
    }

    [Fact]
    public void Blocks_keep_the_level_and_find_shifts()
    {
        int rejected = 0;
        for (ulong run = 0; run < 200; run++)
        {
            KernelTestResult result = new BlockDiscrepancyTest { BlockSize = 4 }.Run(
                Normal(200, 2, 100 + (2 * run)), Normal(200, 2, 101 + (2 * run)));
            rejected += result.PValue <= 0.05 ? 1 : 0;
        }

        // 10 ± 3.1, as above; the normal law is an approximation for 50 blocks.
        Assert.InRange(rejected, 2, 21);
        Points shifted = Normal(2000, 2, 2, shift: 0.5);
        Assert.InRange(new BlockDiscrepancyTest().Run(Normal(2000, 2, 1), shifted).PValue, 0, 0.001);
    }

    [Fact]
    public void Sorted_rows_are_shuffled_before_they_are_cut_into_blocks()
    {
        Points x = Normal(4000, 1, 1);
        Points sorted = x.Select([.. Enumerable.Range(0, x.Count).OrderBy(i => x.Values[i, 0])]);
        var test = new BlockDiscrepancyTest { BlockSize = 20, Seed = 3 };
        Points y = Normal(4000, 1, 2);
        Assert.InRange(test.Run(sorted, y).PValue, 0.01, 1);
        Assert.InRange((test with { Shuffled = false }).Run(sorted, y).PValue, 0, 1e-6);
        Assert.Equal(test.Run(sorted, y), test.Run(sorted, y, new ComputeOptions { Threads = 1 }), (a, b) =>
            a!.Statistic.Equals(b!.Statistic) && a.PValue.Equals(b.PValue));
    }

    [Fact]
    public void Units_of_columns_have_no_say_when_columns_are_scaled()
    {
        (Points x, Points y) = (Normal(300, 2, 1), Normal(300, 2, 2, shift: 0.3));
        Points Scaled(Points points)
        {
            Matrix<double> values = points.Values.ToMatrix();
            for (int i = 0; i < values.Rows; i++)
            {
                values[i, 1] *= 1024;
            }

            return new Points(values);
        }

        var test = new BlockDiscrepancyTest { BlockSize = 10, ScaleColumns = true };
        Assert.Equal(test.Run(x, y).Statistic, test.Run(Scaled(x), Scaled(y)).Statistic, 1e-13);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        var test = new MeanDiscrepancyTest();
        Points x = Normal(5, 2, 1);
        Assert.Throws<ArgumentException>(() => test.Run(x, Normal(5, 3, 1)));
        Assert.Throws<ArgumentException>(() => test.Run(x, Normal(1, 2, 1)));
        Assert.Throws<ArgumentException>(() => test.Run(Normal(1, 2, 1), x));
        Assert.Throws<ArgumentException>(() => test.Run(
            Points.FromColumn(Pair), new Points(new Matrix<double>(0, 1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanDiscrepancyTest { Replicates = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockDiscrepancyTest { BlockSize = 1 });
        Assert.Throws<ArgumentException>(() => new BlockDiscrepancyTest { BlockSize = 3 }.Run(x, x));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => test.Run(x, x, new ComputeOptions { CancellationToken = source.Token }));
    }

    internal static Points Normal(int n, int d, ulong seed, double shift = 0, double scale = 1)
    {
        var values = Matrix<double>.Uninitialized(n, d);
        var stream = new RandomStream(seed, 99);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < d; j++)
            {
                values[i, j] = shift + (scale * stream.NextNormal());
            }
        }

        return new Points(values);
    }

    // The U-statistic of pairs, which leaves out k(xᵢ, yᵢ).
    private static double PairedEstimate(Kernel kernel, Points x, Points y)
    {
        using Matrix<double> xx = kernel.GramMatrix(x), yy = kernel.GramMatrix(y), xy = kernel.CrossMatrix(x, y);
        double sum = 0;
        for (int i = 0; i < x.Count; i++)
        {
            for (int j = 0; j < x.Count; j++)
            {
                sum += i == j ? 0 : xx[i, j] + yy[i, j] - xy[i, j] - xy[j, i];
            }
        }

        return sum / (x.Count * (x.Count - 1.0));
    }
}
