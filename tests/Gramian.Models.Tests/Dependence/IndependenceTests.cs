using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Models.Dependence;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Dependence;

public sealed class IndependenceTests
{
    private static readonly double[] First = [0, 1, 2, 4, 3.5, 5, 7, 6.5];
    private static readonly double[] Second = [0.3, -1, 2, 2.5, 4, 3, 8, 5];

    // Both by NumPy and SciPy after Gretton's published hsicTestGamma.
    [Fact]
    public void The_gamma_law_is_the_published_one()
    {
        var test = new IndependenceTest
        {
            FirstKernel = new Rbf(1.5), SecondKernel = new Rbf(2.0), Null = NullMethod.Asymptotic,
        };
        KernelTestResult result = test.Run(Points.FromColumn(First), Points.FromColumn(Second));
        Assert.Equal(0.083768616964707, result.Statistic, 1e-14);
        Assert.Equal(0.002755249817528959, result.PValue, 1e-12);
        Assert.NotEmpty(result.Notes);
        Assert.Equal(result.Statistic, (test with { Null = NullMethod.Permutation })
            .Run(Points.FromColumn(First), Points.FromColumn(Second)).Statistic, 1e-15);
    }

    [Fact]
    public void The_statistic_is_a_trace()
    {
        (Points x, Points y) = Dependent(70, 1, 0.5);
        (var k, var l) = (new Matern32(0.9), new Laplacian(1.7));
        KernelTestResult result = new IndependenceTest { FirstKernel = k, SecondKernel = l, Replicates = 5 }.Run(x, y);
        using Matrix<double> a = Centred(k.GramMatrix(x)), b = Centred(l.GramMatrix(y));
        double trace = 0;
        for (int i = 0; i < 70; i++)
        {
            for (int j = 0; j < 70; j++)
            {
                trace += a[i, j] * b[i, j];
            }
        }

        // 4900 terms below 1, each with a few roundings.
        Assert.Equal(trace / 4900, result.Statistic, 1e-14);
        Assert.Equal(result.Statistic, new IndependenceTest
        {
            FirstKernel = k, SecondKernel = l, Null = NullMethod.Asymptotic,
        }.Run(x, y).Statistic, 1e-14);
    }

    // 10 ± 3.1 of 200 runs reject at 0.05 under the null; the gamma law is an approximation for 40 points.
    [Theory]
    [InlineData(NullMethod.Permutation)]
    [InlineData(NullMethod.Asymptotic)]
    public void The_level_is_kept(NullMethod method)
    {
        int rejected = 0;
        for (ulong run = 0; run < 200; run++)
        {
            (Points x, Points y) = Dependent(40, run, 0);
            rejected += new IndependenceTest { Null = method, Replicates = 59, Seed = run }.Run(x, y).PValue <= 0.05
                ? 1 : 0;
        }

        Assert.InRange(rejected, 1, 21);
    }

    // y = x² + noise: no correlation at all.
    [Theory]
    [InlineData(NullMethod.Permutation)]
    [InlineData(NullMethod.Asymptotic)]
    public void Dependence_without_correlation_is_found(NullMethod method)
    {
        (Points x, Points y) = Dependent(150, 3, 1);
        KernelTestResult result = new IndependenceTest { Null = method, Replicates = 199 }.Run(x, y);
        Assert.InRange(result.PValue, 0, 0.005);
    }

    [Fact]
    public void The_bits_depend_on_the_seed_alone()
    {
        (Points x, Points y) = Dependent(300, 3, 0.1);
        foreach (NullMethod method in Enum.GetValues<NullMethod>())
        {
            KernelTestResult Run(int threads) => new IndependenceTest { Null = method, Replicates = 20 }
                .Run(x, y, new ComputeOptions { Threads = threads });
            Assert.Equal((Run(1).Statistic, Run(1).PValue), (Run(3).Statistic, Run(3).PValue));
        }
    }

    [Fact]
    public void What_cannot_be_tested_is_refused()
    {
        var test = new IndependenceTest();
        Points five = Points.FromColumn(First.AsSpan(0, 5));
        Assert.Throws<ArgumentException>(() => test.Run(five, Points.FromColumn(Second)));
        Assert.Throws<ArgumentException>(() => (test with { Null = NullMethod.Asymptotic }).Run(five, five));
        Assert.Throws<ArgumentException>(() => test.Run(
            Points.FromColumn(First.AsSpan(0, 1)), Points.FromColumn(First.AsSpan(0, 1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndependenceTest { Replicates = 0 });
    }

    private static (Points X, Points Y) Dependent(int n, ulong seed, double strength)
    {
        var (x, y) = (new Matrix<double>(n, 2), new Matrix<double>(n, 1));
        var stream = new RandomStream(seed, 5);
        for (int i = 0; i < n; i++)
        {
            x[i, 0] = stream.NextNormal();
            x[i, 1] = stream.NextNormal();
            y[i, 0] = (strength * x[i, 0] * x[i, 0]) + (0.5 * stream.NextNormal());
        }

        return (new Points(x), new Points(y));
    }

    private static Matrix<double> Centred(Matrix<double> gram)
    {
        int n = gram.Rows;
        double[] means = [.. Enumerable.Range(0, n).Select(i => gram.Row(i).ToArray().Average())];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                gram[i, j] += means.Average() - means[i] - means[j];
            }
        }

        return gram;
    }
}
