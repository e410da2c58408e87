using Gramian.Numerics.Transforms;

namespace Gramian.Numerics.Tests.Transforms;

public sealed class DctPlanTests
{
    [Fact]
    public void Agrees_with_the_definitions_and_is_an_orthogonal_matrix()
    {
        foreach (int n in (int[])[.. Enumerable.Range(1, 40), 64, 100, 257])
        {
            double[] x = NaiveFourier.Normals(n, 1), second = new double[n], third = new double[n];
            for (int k = 0; k < n; k++)
            {
                for (int j = 0; j < n; j++)
                {
                    second[k] += x[j] * Cosine(k, j, n);
                    third[k] += x[j] * Cosine(j, k, n) * (j == 0 ? 0.5 : 1);
                }
            }

            double[] y = new double[n], z = new double[n];
            DctPlan<double>.For(n).Type2(x, y);
            DctPlan<double>.For(n).Type3(x, z);
            AssertClose(second, y, n);
            AssertClose(third, z, n);

            DctPlan<double> unit = DctPlan<double>.For(n, DctScale.Orthonormal);
            unit.Type2(x, y);
            Assert.Equal(x.Sum(v => v * v), y.Sum(v => v * v), 1e-13 * n);
            Assert.Equal(second[0] / Math.Sqrt(n), y[0], 1e-13 * n);
            unit.Type3(y, y);
            AssertClose(x, y, n);
        }
    }

    [Fact]
    public void Type_1_agrees_with_the_definition_and_is_its_own_inverse()
    {
        foreach (int n in (int[])[.. Enumerable.Range(2, 30), 65, 129, 258])
        {
            double[] x = NaiveFourier.Normals(n, 1), expected = new double[n], unit = new double[n];
            for (int k = 0; k < n; k++)
            {
                for (int j = 0; j < n; j++)
                {
                    bool ends = j == 0 || j == n - 1, endOfRow = k == 0 || k == n - 1;
                    double cosine = Math.Cos(Math.PI * ((long)j * k % (2 * (n - 1))) / (n - 1));
                    expected[k] += x[j] * cosine * (ends ? 0.5 : 1);
                    double root = Math.Sqrt(2.0 / (n - 1));
                    unit[k] += x[j] * cosine * root * Math.Sqrt((ends ? 0.5 : 1) * (endOfRow ? 0.5 : 1));
                }
            }

            double[] y = new double[n];
            DctPlan<double>.For(n).Type1(x, y);
            AssertClose(expected, y, n);
            DctPlan<double>.For(n).Type1(y, y);
            AssertClose(x, [.. y.Select(v => v * 2 / (n - 1))], n);
            DctPlan<double> orthonormal = DctPlan<double>.For(n, DctScale.Orthonormal);
            orthonormal.Type1(x, y);
            AssertClose(unit, y, n);
            orthonormal.Type1(y, y);
            AssertClose(x, y, n);
        }
    }

    [Fact]
    public void A_batch_has_the_same_bits_for_any_number_of_threads()
    {
        const int n = 48, count = 777;
        double[] x = NaiveFourier.Normals(n * count, 2), first = new double[n * count], other = new double[n * count];
        DctPlan<double> plan = DctPlan<double>.For(n);
        for (int b = 0; b < count; b++)
        {
            plan.Type2(x.AsSpan(b * n, n), first.AsSpan(b * n, n));
        }

        foreach (int threads in (int[])[1, 2, 7])
        {
            plan.Type2(x, other, new ComputeOptions { Threads = threads });
            Assert.Equal(first, other);
        }

        plan.Type1(x, first, new ComputeOptions { Threads = 1 });
        plan.Type1(x, other, new ComputeOptions { Threads = 5 });
        Assert.Equal(first, other);
    }

    [Fact]
    public void Single_precision_goes_back()
    {
        float[] x = [.. NaiveFourier.Normals(300, 3).Select(v => (float)v)], y = new float[300];
        DctPlan<float> plan = DctPlan<float>.For(100, DctScale.Orthonormal);
        plan.Type2(x, y);
        plan.Type3(y, y);
        Assert.All(x.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Rejects_a_length_that_does_not_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DctPlan<double>.For(0));
        Assert.Throws<ArgumentException>(() => DctPlan<double>.For(4).Type2(new double[6], new double[6]));
        Assert.Throws<ArgumentException>(() => DctPlan<double>.For(4).Type2(new double[4], new double[8]));
        Assert.Throws<ArgumentException>(() => DctPlan<double>.For(4).Type1(new double[6], new double[6]));
        Assert.Throws<InvalidOperationException>(() => DctPlan<double>.For(1).Type1(new double[1], new double[1]));
    }

    private static double Cosine(long k, long j, long n) =>
        Math.Cos(Math.PI * (k * ((2 * j) + 1) % (4 * n)) / (2 * n));

    private static void AssertClose(double[] expected, double[] actual, int n) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-15 * (n + 10)));
}
