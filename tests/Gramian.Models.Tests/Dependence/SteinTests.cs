using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Numerics;

namespace Gramian.Models.Tests.Dependence;

public sealed class SteinTests
{
    private static readonly double[] Pair = [0.5, -1];

    // The standard normal law, s = −x, and ℓ = 2: k, −a(x − x′), a(x − x′) and their mixed derivative by hand.
    [Fact]
    public void Two_points_are_as_by_hand()
    {
        double k = Math.Exp(-1.5 * 1.5 / 8);
        double a = k / 4;
        double normal = (-0.5 * k) + (a * -2.25) + a - (k * 2.25 / 16);
        Assert.Equal(normal, Run(SteinKernel.SquaredExponential).Statistic, 1e-15);
        double q = 1 / Math.Sqrt(1 + (2.25 / 4));
        double b = q * q * q / 4;
        double quadric = (-0.5 * q) + (b * -2.25) + b - (3 * Math.Pow(q, 5) * 2.25 / 16);
        Assert.Equal(quadric, Run(SteinKernel.InverseMultiquadric).Statistic, 1e-15);

        static KernelTestResult Run(SteinKernel kernel) => new SteinTest { Kernel = kernel, Lengthscale = 2 }
            .Run(Points.FromColumn(Pair), Matrix<double>.FromRowMajor(2, 1, [-0.5, 1]));
    }

    // E u = 0 for any law when the scores are right; the mixed derivative by central differences of k in 3 dimensions.
    [Theory]
    [InlineData(SteinKernel.SquaredExponential)]
    [InlineData(SteinKernel.InverseMultiquadric)]
    public void The_sum_agrees_with_differences_of_the_kernel(SteinKernel kind)
    {
        Points points = MeanDiscrepancyTests.Normal(70, 3, 4, shift: 1);
        Matrix<double> scores = MeanDiscrepancyTests.Normal(70, 3, 5).Values.ToMatrix();
        KernelTestResult result = new SteinTest { Kernel = kind, Lengthscale = 1.5, Replicates = 1 }
            .Run(points, scores);
        double sum = 0;
        for (int i = 0; i < 70; i++)
        {
            for (int j = 0; j < 70; j++)
            {
                sum += i == j ? 0 : ByDifferences(kind, points, scores, i, j);
            }
        }

        // Second differences with step 1e-4 are right to 1e-8 and rounding of 1e-16/1e-8.
        Assert.Equal(sum / (70 * 69), result.Statistic, 1e-6);
    }

    [Theory]
    [InlineData(SteinKernel.SquaredExponential)]
    [InlineData(SteinKernel.InverseMultiquadric)]
    public void The_level_is_kept_and_other_laws_are_found(SteinKernel kind)
    {
        int rejected = 0;
        for (ulong run = 0; run < 200; run++)
        {
            rejected += PValue(kind, 50, run, 0, 1) <= 0.05 ? 1 : 0;
        }

        // 10 ± 3.1 of 200 runs; the bootstrap is right for large n.
        Assert.InRange(rejected, 1, 21);
        Assert.InRange(PValue(kind, 200, 1, 0.5, 1), 0, 0.01);
        Assert.InRange(PValue(kind, 200, 1, 0, 1.6), 0, 0.01);
    }

    [Fact]
    public void The_bits_depend_on_the_seed_alone()
    {
        Points points = MeanDiscrepancyTests.Normal(333, 2, 1);
        Matrix<double> scores = Scores(points);
        KernelTestResult Run(int threads) =>
            new SteinTest().Run(points, scores, new ComputeOptions { Threads = threads });
        Assert.Equal((Run(1).Statistic, Run(1).PValue), (Run(3).Statistic, Run(3).PValue));
    }

    [Fact]
    public void What_cannot_be_tested_is_refused()
    {
        var test = new SteinTest();
        Points points = MeanDiscrepancyTests.Normal(5, 2, 1);
        Assert.Throws<ArgumentException>(() => test.Run(points, new Matrix<double>(5, 1)));
        Assert.Throws<ArgumentException>(() => test.Run(points, new Matrix<double>(4, 2)));
        var scores = new Matrix<double>(5, 2);
        scores[2, 1] = double.NaN;
        Assert.Throws<ArgumentException>(() => test.Run(points, scores));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SteinTest { Lengthscale = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SteinTest { Replicates = 0 });
    }

    private static double PValue(SteinKernel kind, int n, ulong seed, double shift, double scale)
    {
        Points points = MeanDiscrepancyTests.Normal(n, 2, seed, shift, scale);
        return new SteinTest { Kernel = kind, Replicates = 99, Seed = seed }.Run(points, Scores(points)).PValue;
    }

    private static Matrix<double> Scores(Points points)
    {
        Matrix<double> scores = points.Values.ToMatrix();
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = 0; j < points.Dimension; j++)
            {
                scores[i, j] = -scores[i, j];
            }
        }

        return scores;
    }

    private static double ByDifferences(SteinKernel kind, Points points, Matrix<double> scores, int i, int j)
    {
        const double Step = 1e-4;
        double[] x = points.Values.Row(i).ToArray(), y = points.Values.Row(j).ToArray();
        double K(double[] left, double[] right)
        {
            double square = left.Zip(right, (l, r) => (l - r) * (l - r)).Sum() / 2.25;
            return kind == SteinKernel.SquaredExponential ? Math.Exp(-square / 2) : 1 / Math.Sqrt(1 + square);
        }

        double Moved(int c, double dx, double dy)
        {
            double[] left = [.. x], right = [.. y];
            (left[c], right[c]) = (left[c] + dx, right[c] + dy);
            return K(left, right);
        }

        double sum = 0;
        for (int c = 0; c < x.Length; c++)
        {
            sum += scores[i, c] * scores[j, c] * K(x, y);
            sum += scores[i, c] * (Moved(c, 0, Step) - Moved(c, 0, -Step)) / (2 * Step);
            sum += scores[j, c] * (Moved(c, Step, 0) - Moved(c, -Step, 0)) / (2 * Step);
            sum += (Moved(c, Step, Step) - Moved(c, Step, -Step) - Moved(c, -Step, Step) + Moved(c, -Step, -Step))
                / (4 * Step * Step);
        }

        return sum;
    }
}
