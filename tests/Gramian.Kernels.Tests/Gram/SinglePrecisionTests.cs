using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Kernels.Tests.Gram;

public sealed class SinglePrecisionTests
{
    private const double StatedError = 5e-7;

    public static TheoryData<string> Kernels =>
    [
        "rbf", "matern12(lengthscale=[1, 2, 3])", "matern32", "matern52", "matern(smoothness=0.8)",
        "rationalquadratic", "laplacian", "overlap", "periodic", "cosine", "linear", "polynomial", "constant", "white",
        "2 * (rbf + linear) * periodic + matern32.on(1)^2 + rbf.warp(tanh)",
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Products_are_within_the_stated_error_of_those_in_double(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        Points points = KernelTests.SomePoints(1300, 3);
        Points queries = KernelTests.SomePoints(70, 3);
        foreach (int vectors in new[] { 1, 3, 16, 33, 70 })
        {
            AssertNear(kernel.Gram(points), kernel.Gram(points, Precision.Single), vectors);
            AssertNear(kernel.Cross(queries, points), kernel.Cross(queries, points, Precision.Single), vectors);
        }
    }

    [Fact]
    public void The_place_of_the_points_and_a_far_outlier_do_not_count_but_their_spread_does()
    {
        Kernel kernel = Kernel.Parse("matern52");
        Points near = KernelTests.SomePoints(300, 3);
        Matrix<double> moved = near.Values.ToMatrix();
        for (int i = 0; i < moved.Rows; i++)
        {
            foreach (ref double value in moved.Row(i))
            {
                value += 1e6;
            }
        }

        moved.Row(17).Fill(-3e7);
        var points = new Points(moved);
        AssertNear(kernel.Gram(points), kernel.Gram(points, Precision.Single), 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Products_do_not_depend_on_the_number_of_threads(int vectors)
    {
        Points points = KernelTests.SomePoints(1500, 4);
        foreach (LinearOperator operation in new[]
        {
            Kernel.Parse("rbf").Gram(points, Precision.Single),
            Kernel.Parse("rbf").Cross(points, points, Precision.Single),
        })
        {
            using Matrix<double> input = WorkloadRandom.NormalMatrix(2, 1500, vectors);
            using var expected = new Matrix<double>(1500, vectors);
            using var actual = new Matrix<double>(1500, vectors);
            operation.Apply(input, expected, new ComputeOptions { Threads = 1 });
            operation.Apply(input, actual, new ComputeOptions { Threads = 3 });
            for (int i = 0; i < 1500; i++)
            {
                Assert.True(expected.Row(i).SequenceEqual(actual.Row(i)));
            }
        }
    }

    [Fact]
    public void A_warm_product_with_one_vector_allocates_nothing()
    {
        Points points = KernelTests.SomePoints(300, 3);
        LinearOperator operation = Kernel.Parse("rbf * linear + periodic").Gram(points, Precision.Single);
        double[] vector = new double[300];
        double[] product = new double[300];
        var single = new ComputeOptions { Threads = 1 };
        operation.Apply(vector, product, single);
        operation.Apply(vector, product, single);
        long before = GC.GetAllocatedBytesForCurrentThread();
        operation.Apply(vector, product, single);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Says_its_precision_and_has_columns_and_a_diagonal_of_floats()
    {
        Points points = KernelTests.SomePoints(150, 3);
        var operation = (KernelOperator)Kernel.Parse("rbf + 0.1 * white").Gram(points, Precision.Single);
        Assert.Equal(Precision.Single, operation.Precision);
        using Matrix<double> dense = operation.ToDense();
        double[] diagonal = new double[150];
        double[] column = new double[150];
        operation.CopyDiagonal(diagonal);
        for (int j = 0; j < 150; j += 49)
        {
            operation.CopyColumn(j, column);
            for (int i = 0; i < 150; i++)
            {
                Assert.Equal((double)(float)dense[i, j], dense[i, j]);
                Assert.Equal(dense[i, j], dense[j, i]);
                Assert.Equal(dense[i, j], column[i]);
                Assert.Equal(dense[i, i], diagonal[i]);
            }
        }

        var cross = (KernelOperator)Kernel.Parse("rbf").Cross(points, points, Precision.Single).Transposed;
        Assert.Equal(Precision.Single, cross.Precision);
        Assert.Equal(Precision.Double, ((KernelOperator)Kernel.Parse("rbf").Gram(points)).Precision);
    }

    [Fact]
    public void Refuses_a_precision_that_does_not_exist()
    {
        Points points = KernelTests.SomePoints(3, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernel.Parse("rbf").Gram(points, (Precision)7));
    }

    private static Matrix<double> Sizes(Matrix<double> matrix)
    {
        Matrix<double> sizes = matrix.View.ToMatrix();
        for (int i = 0; i < sizes.Rows; i++)
        {
            foreach (ref double value in sizes.Row(i))
            {
                value = Math.Abs(value);
            }
        }

        return sizes;
    }

    private static void AssertNear(LinearOperator exact, LinearOperator rounded, int vectors)
    {
        using Matrix<double> input = WorkloadRandom.NormalMatrix(5, exact.Columns, vectors);
        using var expected = new Matrix<double>(exact.Rows, vectors);
        using var actual = new Matrix<double>(exact.Rows, vectors);
        actual.View.Fill(double.NaN);
        exact.Apply(input, expected);
        rounded.Apply(input, actual);
        using Matrix<double> sizes = Sizes(exact.ToDense());
        using Matrix<double> inputSizes = Sizes(input);
        using var scale = new Matrix<double>(exact.Rows, vectors);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, sizes, inputSizes, 0.0, scale);
        for (int i = 0; i < expected.Rows; i++)
        {
            for (int k = 0; k < vectors; k++)
            {
                Assert.Equal(expected[i, k], actual[i, k], StatedError * scale[i, k]);
            }
        }
    }
}
