using FsCheck;
using FsCheck.Fluent;
using Gramian.Kernels.FastSums;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Operators;

namespace Gramian.Kernels.Tests.FastSums;

public sealed class FastGaussOperatorTests : OperatorConformance<FastGaussOperator>
{
    protected override IEnumerable<(FastGaussOperator Operator, double[,] Matrix)> Instances
    {
        get
        {
            Points some = KernelTests.SomePoints(145, 2), few = KernelTests.SomePoints(7, 2);
            var kernel = new Rbf(0.4, 1.5);
            yield return (kernel.FastGram(some, 1e-14), Dense(kernel.CrossMatrix(some, some)));
            yield return (kernel.FastCross(few, some, 1e-14), Dense(kernel.CrossMatrix(few, some)));
            Points deep = KernelTests.SomePoints(90, 5);
            yield return (kernel.FastGram(deep, 1e-14), Dense(kernel.CrossMatrix(deep, deep)));
        }
    }

    [Fact]
    public void The_error_of_every_product_is_within_the_tolerance()
    {
        Gen<(int, int, int, int, int)> cases = Gen.Choose(1, 4).SelectMany(dimension => Gen.Choose(1, 2000).SelectMany(
            count => Gen.Choose(-3, 3).SelectMany(scale => Gen.Choose(1, 12).SelectMany(
                exponent => Gen.Choose(1, 1000).Select(seed => (dimension, count, scale, exponent, seed))))));
        Prop.ForAll(cases.ToArbitrary(), ObeysItsBound).Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Products_do_not_depend_on_the_number_of_threads(int dimension)
    {
        var points = new Points(WorkloadRandom.NormalMatrix(1, 3000, dimension));
        FastGaussOperator operation = new Rbf(0.3).FastGram(points, 1e-7);
        double[] vector = WorkloadRandom.NormalMatrix(2, 3000, 1).View.ColumnToArray(0);
        double[] one = new double[3000], two = new double[3000];
        operation.Apply(vector, one, new ComputeOptions { Threads = 1 });
        operation.Apply(vector, two, new ComputeOptions { Threads = 2 });
        Assert.Equal(one, two);
    }

    [Fact]
    public void Is_linear()
    {
        var points = new Points(WorkloadRandom.NormalMatrix(1, 2500, 2));
        FastGaussOperator operation = new Rbf(1.2).FastGram(points, 1e-3);
        double[] x = WorkloadRandom.NormalMatrix(2, 2500, 1).View.ColumnToArray(0);
        double[] y = WorkloadRandom.NormalMatrix(3, 2500, 1).View.ColumnToArray(0);
        double[] kx = new double[2500], ky = new double[2500], both = new double[2500];
        operation.Apply(x, kx);
        operation.Apply(y, ky);
        operation.Apply([.. x.Zip(y, (a, b) => a - (3 * b))], both);
        for (int i = 0; i < both.Length; i++)
        {
            Assert.Equal(kx[i] - (3 * ky[i]), both[i], 1e-9);
        }
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        Points points = Points.FromColumn([1, 2, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rbf(1).FastGram(points, 0));
        Assert.Throws<ArgumentException>(() => new Rbf(1).FastCross(points, new Points(new Matrix<double>(2, 2)), 1));
        Assert.Throws<ArgumentException>(() => new Rbf(new double[] { 1, 2 }).FastGram(points, 1e-3));
    }

    private static bool ObeysItsBound((int Dimension, int Count, int Scale, int Exponent, int Seed) sample)
    {
        var random = new RandomStream((ulong)sample.Seed);
        double tolerance = Math.Pow(10, -sample.Exponent), variance = 2.5;
        var points = new Points(Clustered(random, sample.Count, sample.Dimension));
        var queries = new Points(Clustered(random, 90, sample.Dimension));
        var kernel = new Rbf(Math.Pow(10, sample.Scale / 2.0), variance);
        FastGaussOperator operation = kernel.FastCross(queries, points, tolerance);
        double[] vector = new double[sample.Count], product = new double[90], expected = new double[90];
        random.FillNormal(vector);
        operation.Apply(vector, product);
        kernel.Cross(queries, points).Apply(vector, expected);
        double allowed = (tolerance + 1e-14) * vector.Sum(Math.Abs);
        for (int i = 0; i < product.Length; i++)
        {
            Assert.True(Math.Abs(product[i] - expected[i]) <= allowed, $"Product {i} misses {allowed} in {sample}.");
        }

        return true;
    }

    private static Matrix<double> Clustered(RandomStream random, int count, int dimension)
    {
        var values = new Matrix<double>(count, dimension);
        for (int i = 0; i < count; i++)
        {
            double width = random.NextDouble() < 0.3 ? 1e-4 : 1;
            for (int k = 0; k < dimension; k++)
            {
                values[i, k] = (width * random.NextNormal()) + (i % 4);
            }
        }

        return values;
    }

    private static double[,] Dense(Matrix<double> matrix)
    {
        using (matrix)
        {
            double[,] dense = new double[matrix.Rows, matrix.Columns];
            for (int i = 0; i < matrix.Rows; i++)
            {
                for (int j = 0; j < matrix.Columns; j++)
                {
                    dense[i, j] = matrix[i, j];
                }
            }

            return dense;
        }
    }
}
