using Gramian.Kernels.Gram;
using Gramian.Kernels.Structured;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Operators.Composition;

namespace Gramian.Kernels.Tests.Structured;

public sealed class StructuredGramTests
{
    private static readonly Grid[] Grids =
    [
        Grid.OnLine(-1, 0.25, 40), new([0, 5], [0.3, 0.5], [6, 9]), new([0, 0, 1], [0.3, 0.5, 1], [3, 4, 5]),
    ];

    [Theory]
    [InlineData("rbf", 0)]
    [InlineData("matern32 + 0.5 * white", 0)]
    [InlineData("periodic * matern12", 0)]
    [InlineData("rbf(lengthscale=[0.5, 2])", 1)]
    [InlineData("cosine + 2 * rationalquadratic", 1)]
    [InlineData("(rbf.on(0) + white)^2 * laplacian.on(2)", 2)]
    [InlineData("matern52 + overlap.on(1)", 2)]
    public void A_stationary_kernel_on_a_regular_grid_is_toeplitz(string text, int grid)
    {
        Kernel kernel = Kernel.Parse(text);
        LinearOperator operation = kernel.Gram(Grids[grid]);
        Assert.IsType<ToeplitzOperator>(operation);
        AssertAgrees(kernel.GramMatrix(Grids[grid].ToPoints()), operation);
    }

    [Theory]
    [InlineData("linear + rbf")]
    [InlineData("rbf.warp(tanh)")]
    public void Other_kernels_on_a_grid_are_what_they_are_on_its_points(string text)
    {
        Kernel kernel = Kernel.Parse(text);
        LinearOperator operation = kernel.Gram(Grids[1]);
        Assert.IsType<KernelOperator>(operation);
        AssertAgrees(kernel.GramMatrix(Grids[1].ToPoints()), operation);
    }

    [Theory]
    [InlineData("2 * rbf(lengthscale=[0.5, 2, 1])", true)]
    [InlineData("laplacian * constant * rbf", true)]
    [InlineData("3 * (matern32.on(0) * linear.on(2))^2 * overlap", true)]
    [InlineData("2 * (rbf * periodic.on(1))", true)]
    [InlineData("matern52", false)]
    [InlineData("rbf + laplacian", false)]
    [InlineData("rbf * (matern32 + white).on(1)", false)]
    public void A_product_kernel_on_a_product_grid_is_a_kronecker_product(string text, bool expected)
    {
        Kernel kernel = Kernel.Parse(text);
        var grid = new ProductGrid([0, 1.5, 2], [1, 1.1, 4, 2.5], [0.2, 0.4]);
        LinearOperator operation = kernel.Gram(grid);
        Assert.Equal(expected, operation is KroneckerOperator);
        AssertAgrees(kernel.GramMatrix(grid.ToPoints()), operation);
    }

    [Fact]
    public void Points_of_a_grid_come_by_rows()
    {
        Points points = new Grid([1, 10], [0.5, 2], [2, 3]).ToPoints();
        Assert.Equal([1.5, 12], points.Values.Row(4).ToArray());
        Assert.Equal([1, 14], points.Values.Row(2).ToArray());
    }

    [Fact]
    public void A_grid_of_a_hundred_thousand_points_is_applied_without_its_matrix()
    {
        Grid line = Grid.OnLine(0, 0.01, 100_000);
        double[] ones = [.. Enumerable.Repeat(1.0, line.Count)];
        double[] sums = new double[line.Count];
        Kernel.Parse("rbf").Gram(line).Apply(ones, sums);

        // In the middle the sum is the integral over the line, which the rectangles give to rounding.
        Assert.Equal(Math.Sqrt(2 * Math.PI) / 0.01, sums[50_000], 1e-9);
    }

    [Fact]
    public void Refuses_grids_that_are_none()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.OnLine(0, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.OnLine(0, 1, 0));
        Assert.Throws<ArgumentException>(() => Grid.OnLine(double.NaN, 1, 3));
        Assert.Throws<ArgumentException>(() => new Grid([0, 0], [1], [2, 3]));
        Assert.Throws<ArgumentException>(() => new ProductGrid([1, 2], []));
        Assert.Throws<ArgumentException>(() => new ProductGrid([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => Kernel.Parse("rbf(lengthscale=[1, 2])").Gram(Grids[0]));
    }

    private static void AssertAgrees(Matrix<double> matrix, LinearOperator operation)
    {
        Assert.Equal(matrix.Rows, operation.Rows);
        double[] vector = WorkloadRandom.NormalMatrix(4, matrix.Rows, 1).View.ColumnToArray(0);
        double[] actual = new double[matrix.Rows];
        operation.Apply(vector, actual);
        for (int i = 0; i < matrix.Rows; i++)
        {
            double expected = 0;
            for (int j = 0; j < matrix.Columns; j++)
            {
                expected += matrix[i, j] * vector[j];
            }

            // The coordinates of a grid are rounded, and waves of them by as much: 1e−15 of values of up to 10 by 60.
            Assert.Equal(expected, actual[i], 1e-11);
        }
    }
}
