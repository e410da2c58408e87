using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Logistic;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Logistic;

public sealed class CentreSystemTests
{
    private const int Count = 30;
    private const int Centres = 7;

    // A wrong metric would only take Newton's method longer, so the operator is held to the written-out matrix.
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void The_curvature_is_the_written_out_Hessian(int columns, bool hasIntercept)
    {
        using CentreFeatures features = Features(Points(), ComputeOptions.Default);
        var bends = new Matrix<double>(Count, columns);
        for (int i = 1; i < Count; i++)     // the first row is surer than doubles can say
        {
            for (int c = 0; c < columns; c++)
            {
                bends[i, c] = 0.1 + Math.Abs(WorkloadRandom.Normal(3, (ulong)((i * columns) + c)));
            }
        }

        const double Weight = 0.4;
        var curvature = new CurvatureOperator(features, bends, Weight, hasIntercept);
        using Matrix<double> phi = features.Sample(Points(), hasIntercept, ComputeOptions.Default);
        int rows = phi.Columns;
        Assert.Equal((rows * columns, rows * columns), (curvature.Rows, curvature.Columns));
        var expected = new Matrix<double>(rows * columns, rows * columns);
        for (int i = 0; i < Count; i++)
        {
            double sum = Enumerable.Range(0, columns).Sum(c => bends[i, c]);
            for (int c = 0; c < columns; c++)
            {
                for (int e = 0; e < columns; e++)
                {
                    double block = columns == 1 ? bends[i, 0]
                        : (c == e ? bends[i, c] : 0) - (sum > 0 ? bends[i, c] * bends[i, e] / sum : 0);
                    for (int a = 0; a < rows; a++)
                    {
                        for (int b = 0; b < rows; b++)
                        {
                            expected[(a * columns) + c, (b * columns) + e] += phi[i, a] * block * phi[i, b];
                        }
                    }
                }
            }
        }

        for (int k = 0; k < Centres * columns; k++)
        {
            expected[k, k] += Weight;
        }

        var found = new Matrix<double>(rows * columns, rows * columns);
        curvature.Apply(Matrix<double>.Identity(rows * columns), found, ComputeOptions.Default);
        for (int a = 0; a < found.Rows; a++)
        {
            for (int b = 0; b < found.Columns; b++)
            {
                Assert.Equal(expected[a, b], found[a, b], 1e-11);
            }
        }
    }

    [Fact]
    public void Kernel_values_are_kept_where_half_of_the_memory_holds_them_and_change_nothing()
    {
        const long Bytes = 8L * Count * Centres;
        using CentreFeatures kept = Features(Points(), new ComputeOptions { MemoryLimit = 2 * Bytes });
        using CentreFeatures made = Features(Points(), new ComputeOptions { MemoryLimit = (2 * Bytes) - 2 });
        Assert.True(kept.IsKept && !made.IsKept);
        using CentreFeatures free = Features(Points(), ComputeOptions.Default);
        Assert.True(free.IsKept);
        Assert.Equal(1.5, free.MeanDiagonal, 1e-14);
        using Matrix<double> coefficients = WorkloadRandom.NormalMatrix(4, Centres, 2);
        using Matrix<double> slopes = WorkloadRandom.NormalMatrix(5, Count, 2);
        (Matrix<double> one, Matrix<double> other) = (new Matrix<double>(Count, 2), new Matrix<double>(Count, 2));
        kept.Apply(coefficients, one, ComputeOptions.Default);
        made.Apply(coefficients, other, ComputeOptions.Default);
        (Matrix<double> back, Matrix<double> forth) = (new Matrix<double>(Centres, 2), new Matrix<double>(Centres, 2));
        kept.ApplyTransposed(slopes, back, ComputeOptions.Default);
        made.ApplyTransposed(slopes, forth, ComputeOptions.Default);
        for (int c = 0; c < 2; c++)
        {
            Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(one[i, c], other[i, c], 1e-12));
            Assert.All(Enumerable.Range(0, Centres), i => Assert.Equal(back[i, c], forth[i, c], 1e-11));
        }
    }

    private static Points Points() => new(WorkloadRandom.NormalMatrix(2, Count, 2));

    private static CentreFeatures Features(Points rows, ComputeOptions options) => new(
        1.5 * new Rbf(1.1), rows, rows.Select([.. Enumerable.Range(0, Centres).Select(k => 4 * k)]), options);
}
