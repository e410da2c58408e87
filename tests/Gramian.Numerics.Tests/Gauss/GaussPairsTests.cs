using Gramian.Numerics.Gauss;
using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Gauss;

public sealed class GaussPairsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sums_are_those_of_single_pairs(int dimension)
    {
        const int Rows = 13;
        using Matrix<double> rows = WorkloadRandom.NormalMatrix(1, dimension, Rows);
        using Matrix<double> columns = WorkloadRandom.NormalMatrix(2, dimension, 64);
        double[] exponents = WorkloadRandom.NormalMatrix(3, 1, 64).Row(0).ToArray();
        double[] weights = WorkloadRandom.NormalMatrix(4, 1, 64).Row(0).ToArray();
        double[] shifts = WorkloadRandom.NormalMatrix(5, 1, Rows).Row(0).ToArray();
        exponents[7] = double.NegativeInfinity;
        using var lanes = new Matrix<double>(Rows, GaussPairs.LaneCount);
        using var again = new Matrix<double>(Rows, GaussPairs.LaneCount);
        using var tile = new Matrix<double>(Rows, 64);
        double[] sums = new double[Rows], others = new double[Rows];
        GaussPairs.AddSums(rows, columns, exponents, weights, shifts, lanes);
        GaussPairs.Flush(lanes, sums);
        GaussPairs.SquaredDistances(rows, columns, tile);
        GaussPairs.AddSums(tile, exponents, weights, shifts, again);
        GaussPairs.Flush(again, others);
        for (int a = 0; a < Rows; a++)
        {
            double expected = 0, size = 0;
            for (int b = 0; b < 64; b++)
            {
                double square = 0;
                for (int k = 0; k < dimension; k++)
                {
                    square += Math.Pow(rows[k, a] - columns[k, b], 2);
                }

                Assert.Equal(square, tile[a, b], 1e-14 * (1 + square));
                double term = weights[b] * Math.Pow(2, exponents[b] - shifts[a] - square);
                (expected, size) = (expected + term, size + Math.Abs(term));
            }

            Assert.Equal(expected, sums[a], 1e-14 * size);
            Assert.Equal(expected, others[a], 1e-14 * size);
            Assert.All(lanes.Row(a).ToArray(), part => Assert.Equal(0, part));
        }
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        using var lanes = new Matrix<double>(2, 8);
        using var rows = new Matrix<double>(4, 2);
        using var columns = new Matrix<double>(4, 64);
        double[] line = new double[64];
        Assert.Throws<ArgumentException>(() => GaussPairs.AddSums(rows, columns, line, line, new double[2], lanes));
        Assert.Throws<ArgumentException>(() => GaussPairs.AddSums(
            rows.View.Slice(0, 0, 1, 2), columns.View.Slice(0, 0, 1, 64), line, line, new double[3], lanes));
        Assert.Throws<ArgumentException>(() => GaussPairs.Flush(lanes, new double[3]));
    }
}
