using FsCheck;
using FsCheck.Fluent;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Operators;

namespace Gramian.Kernels.Tests.Gram;

public sealed class BlockSparseKernelOperatorTests : OperatorConformance<BlockSparseKernelOperator>
{
    // With a tolerance of 0 only what has underflown is left out, so that the matrix is the dense one.
    protected override IEnumerable<(BlockSparseKernelOperator Operator, double[,] Matrix)> Instances
    {
        get
        {
            Kernel kernel = Kernel.Parse("rbf + matern32 * periodic + 0.1 * white");
            Points some = KernelTests.SomePoints(145, 3), few = KernelTests.SomePoints(7, 3);
            yield return (kernel.SparseGram(some, 0), Dense(kernel.GramMatrix(some)));
            yield return (kernel.SparseCross(some, few, 0), Dense(kernel.CrossMatrix(some, few)));
            yield return (kernel.SparseCross(few, some, 0), Dense(kernel.CrossMatrix(few, some)));
            Kernel narrow = new Rbf(0.01);
            yield return (narrow.SparseGram(some, 0), Dense(narrow.GramMatrix(some)));
        }
    }

    [Fact]
    public void The_error_of_every_product_is_within_the_tolerance()
    {
        Gen<(int, int, int, int, int)> cases = Gen.Choose(0, 5).SelectMany(kind => Gen.Choose(1, 4).SelectMany(
            dimension => Gen.Choose(60, 500).SelectMany(count => Gen.Choose(1, 9).SelectMany(
                exponent => Gen.Choose(1, 1000).Select(seed => (kind, dimension, count, exponent, seed))))));
        Prop.ForAll(cases.ToArbitrary(), sample => ObeysItsBound(sample)).Check(
            Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Leaves_out_most_of_what_is_far_and_stays_symmetric()
    {
        Points points = new(Uniform(4000, 2, 5));
        BlockSparseKernelOperator operation = new Rbf(0.03).SparseGram(points, 1e-6);
        Assert.InRange(operation.SkippedShare, 0.7, 1);
        Assert.Equal(0, new Rbf(30).SparseGram(points, 1e-6).SkippedShare);
        double[] x = WorkloadRandom.NormalMatrix(1, 4000, 1).View.ColumnToArray(0);
        double[] y = WorkloadRandom.NormalMatrix(2, 4000, 1).View.ColumnToArray(0);
        double[] kx = new double[4000], ky = new double[4000];
        operation.Apply(x, kx);
        operation.Apply(y, ky);
        double left = x.Zip(ky, (a, b) => a * b).Sum(), right = y.Zip(kx, (a, b) => a * b).Sum();
        Assert.Equal(left, right, 1e-12 * 4000);
    }

    [Fact]
    public void Products_do_not_depend_on_the_number_of_threads()
    {
        Points points = new(Uniform(900, 2, 3));
        BlockSparseKernelOperator operation = new Matern32(0.05).SparseGram(points, 1e-5);
        using Matrix<double> vectors = WorkloadRandom.NormalMatrix(2, 900, 3);
        using var first = new Matrix<double>(900, 3);
        using var other = new Matrix<double>(900, 3);
        operation.Apply(vectors, first, new ComputeOptions { Threads = 1 });
        operation.Apply(vectors, other, new ComputeOptions { Threads = 3 });
        for (int i = 0; i < 900; i++)
        {
            Assert.True(first.Row(i).SequenceEqual(other.Row(i)));
        }
    }

    [Fact]
    public void Points_at_one_place_are_kept_together()
    {
        Points points = new(new Matrix<double>(200, 2));
        double[] ones = [.. Enumerable.Repeat(1.0, 200)];
        double[] sums = new double[200];
        new Rbf(1).SparseGram(points, 1e-3).Apply(ones, sums);
        Assert.All(sums, sum => Assert.Equal(200, sum, 1e-11));
    }

    [Fact]
    public void Refuses_a_kernel_without_a_bound_and_a_negative_tolerance()
    {
        Points points = KernelTests.SomePoints(10, 2);
        Assert.Throws<NotSupportedException>(() => Kernel.Parse("linear + rbf").SparseGram(points, 1e-6));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rbf(1).SparseGram(points, -1));
    }

    private static bool ObeysItsBound((int Kind, int Dimension, int Count, int Exponent, int Seed) sample)
    {
        string[] kinds =
        [
            "rbf", "matern12", "2 * matern52 + rbf", "laplacian * rbf", "rationalquadratic(alpha=3)", "rbf.on(0)^2",
        ];
        Kernel kernel = Kernel.Parse(kinds[sample.Kind]);
        kernel = kernel.WithValues([.. kernel.Hyperparameters.Select(
            h => h.Name.Contains("lengthscale", StringComparison.Ordinal) ? 0.1 : h.Value)]);
        double tolerance = Math.Pow(10, -sample.Exponent);
        Points rows = new(Uniform(sample.Count, sample.Dimension, (ulong)sample.Seed));
        Points columns = new(Uniform(300, sample.Dimension, 99));
        double[] vector = WorkloadRandom.NormalMatrix((ulong)sample.Seed, 300, 1).View.ColumnToArray(0);
        double[] expected = new double[rows.Count], actual = new double[rows.Count];
        kernel.Cross(rows, columns).Apply(vector, expected);
        kernel.SparseCross(rows, columns, tolerance).Apply(vector, actual);
        double bound = (tolerance + 1e-14) * vector.Sum(Math.Abs);
        return expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max() <= bound;
    }

    private static Matrix<double> Uniform(int count, int dimension, ulong seed)
    {
        var random = new RandomStream(seed);
        var values = new Matrix<double>(count, dimension);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < dimension; k++)
            {
                values[i, k] = random.NextDouble();
            }
        }

        return values;
    }

    private static double[,] Dense(Matrix<double> matrix)
    {
        double[,] result = new double[matrix.Rows, matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                result[i, j] = matrix[i, j];
            }
        }

        return result;
    }
}
