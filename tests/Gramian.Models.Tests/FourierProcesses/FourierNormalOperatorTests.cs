using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.FourierProcesses;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.FourierProcesses;

public sealed class FourierNormalOperatorTests
{
    [Fact]
    public void The_diagonal_is_that_of_the_matrix()
    {
        var values = new Matrix<double>(20, 2);
        var random = new RandomStream(3);
        for (int i = 0; i < values.Rows; i++)
        {
            random.FillNormal(values.Row(i));
        }

        var system = new FourierSystem(new Rbf(2.0), new Points(values), 0.1, 1e-3, null);
        var normal = new FourierNormalOperator(system);
        var product = new Matrix<double>(normal.Rows, normal.Rows);
        normal.Apply(Matrix<double>.Identity(normal.Rows), product);
        double[] diagonal = new double[normal.Rows];
        normal.CopyDiagonal(diagonal);
        double largest = diagonal.Max();
        for (int i = 0; i < diagonal.Length; i++)
        {
            // A transform rounds relative to the largest entry.
            Assert.Equal(product[i, i], diagonal[i], 1e-12 * largest);
        }
    }
}
