using Gramian.Kernels.Gram;
using Gramian.Kernels.Structured;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Operators;

namespace Gramian.Kernels.Tests.Structured;

public sealed class FourierKernelOperatorTests : OperatorConformance<FourierKernelOperator>
{
    // The suite asks for 1e−12: products with vectors below 1 of few points, of kernels with a small variance.
    protected override IEnumerable<(FourierKernelOperator Operator, double[,] Matrix)> Instances
    {
        get
        {
            Kernel kernel = Kernel.Parse("0.02 * rbf + 0.02 * rbf(lengthscale=2)");
            foreach (int dimension in new[] { 1, 2 })
            {
                Points some = KernelTests.SomePoints(6, dimension);
                Points few = new(WorkloadRandom.NormalMatrix(8, 3, dimension));
                yield return (kernel.FourierGram(some, 1e-13), Dense(kernel.GramMatrix(some)));
                yield return (kernel.FourierCross(some, few, 1e-13), Dense(kernel.CrossMatrix(some, few)));
            }
        }
    }

    [Theory]
    [InlineData("rbf(lengthscale=0.3)", 1, 1e-3)]
    [InlineData("rbf(lengthscale=0.3)", 1, 1e-9)]
    [InlineData("2 * rbf(lengthscale=[0.5, 2])", 2, 1e-6)]
    [InlineData("rbf(lengthscale=0.7)", 3, 1e-6)]
    [InlineData("matern52", 1, 1e-8)]
    [InlineData("matern52(lengthscale=0.7)", 2, 1e-5)]
    [InlineData("matern32", 1, 1e-6)]
    [InlineData("matern32", 3, 1e-3)]
    [InlineData("matern12", 1, 1e-3)]
    [InlineData("matern(smoothness=4.5)", 2, 1e-7)]
    [InlineData("rationalquadratic(alpha=3)", 1, 1e-6)]
    [InlineData("rationalquadratic(alpha=3)", 2, 1e-4)]
    [InlineData("rbf + 0.5 * matern52(lengthscale=2)", 2, 1e-5)]
    public void The_error_of_every_product_is_within_the_tolerance(string text, int dimension, double tolerance)
    {
        Kernel kernel = Kernel.Parse(text);
        Points rows = KernelTests.SomePoints(300, dimension);
        Points columns = new(WorkloadRandom.NormalMatrix(9, 500, dimension));
        FourierKernelOperator operation = kernel.FourierCross(rows, columns, tolerance);
        double[] vector = WorkloadRandom.NormalMatrix(3, 500, 1).View.ColumnToArray(0);
        double[] expected = new double[300], actual = new double[300];
        kernel.Cross(rows, columns).Apply(vector, expected);
        operation.Apply(vector, actual);
        double error = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(operation.ErrorBound, 0, tolerance);
        Assert.True(
            error <= operation.ErrorBound * vector.Sum(Math.Abs),
            $"{error / vector.Sum(Math.Abs):g3} against {operation.ErrorBound:g3} with {operation.Frequencies}");
    }

    [Theory]
    [InlineData("rbf", 1e-8)]
    [InlineData("matern32", 1e-4)]
    [InlineData("rationalquadratic(alpha=2)", 1e-4)]
    public void The_sum_of_waves_is_near_the_kernel_all_over_its_range(string text, double tolerance)
    {
        Kernel kernel = Kernel.Parse(text);
        FourierQuadrature quadrature = FourierQuadrature.For(kernel, [3.0], tolerance);
        double worst = 0;
        double[] origin = [0], point = [0];
        for (int i = 0; i <= 300; i++)
        {
            point[0] = 0.01 * i;
            double sum = 0;
            for (int j = 0; j < quadrature.Weights.Length; j++)
            {
                sum += quadrature.Weights[j]
                    * Math.Cos(Math.Tau * quadrature.Spacings[0] * (j - quadrature.HalfWidths[0]) * point[0]);
            }

            worst = Math.Max(worst, Math.Abs(sum - kernel.Evaluate(origin, point)));
        }

        Assert.InRange(worst, 0, quadrature.ErrorBound);
        Assert.InRange(quadrature.ErrorBound, 0, tolerance);
    }

    [Fact]
    public void Few_frequencies_are_enough_for_the_published_example()
    {
        // ℓ = 0.1 on [0, 1] at 1e−6: the rule of Greengard, Rachh and Barnett has m = 15.
        FourierQuadrature quadrature = FourierQuadrature.For(Kernel.Parse("rbf(lengthscale=0.1)"), [1.0], 1e-6);
        Assert.InRange(quadrature.HalfWidths[0], 10, 16);
    }

    [Fact]
    public void Products_do_not_depend_on_the_number_of_threads()
    {
        Points points = KernelTests.SomePoints(9000, 2);
        FourierKernelOperator operation = Kernel.Parse("rbf").FourierGram(points, 1e-6);
        double[] vector = WorkloadRandom.NormalMatrix(3, 9000, 1).View.ColumnToArray(0);
        double[] first = new double[9000], other = new double[9000];
        operation.Apply(vector, first, new ComputeOptions { Threads = 1 });
        operation.Apply(vector, other, new ComputeOptions { Threads = 3 });
        Assert.Equal(first, other);
    }

    [Fact]
    public void Points_far_from_the_origin_lose_nothing()
    {
        double[] near = [0, 0.5, 2], far = [1e6, 1e6 + 0.5, 1e6 + 2], ones = [1, 1, 1];
        double[] expected = new double[3], actual = new double[3];
        Kernel kernel = Kernel.Parse("rbf");
        kernel.Gram(Points.FromColumn(near)).Apply(ones, expected);
        kernel.FourierGram(Points.FromColumn(far), 1e-9).Apply(ones, actual);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], actual[i], 3e-9);
        }
    }

    [Fact]
    public void Refuses_what_waves_cannot_do()
    {
        Points line = KernelTests.SomePoints(20, 1), space = KernelTests.SomePoints(20, 4);
        Assert.Throws<ArgumentException>(() => Kernel.Parse("rbf").FourierGram(space, 1e-6));
        Assert.Throws<ArgumentException>(() => Kernel.Parse("rbf").FourierCross(line, space, 1e-6));
        Assert.Throws<NotSupportedException>(() => Kernel.Parse("rbf + white").FourierGram(line, 1e-6));
        Assert.Throws<NotSupportedException>(() => Kernel.Parse("linear").FourierGram(line, 1e-6));
        Assert.Throws<NotSupportedException>(() => Kernel.Parse("matern12").FourierGram(line, 1e-10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kernel.Parse("rbf").FourierGram(line, 1e-14));
    }

    private static double[,] Dense(Matrix<double> matrix)
    {
        double[,] result = new double[matrix.Rows, matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            matrix.Row(i).CopyTo(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
                ref result[i, 0], matrix.Columns));
        }

        return result;
    }
}
