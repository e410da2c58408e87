using Gramian.Numerics.Gauss;
using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Gauss;

public sealed class GaussTaylorTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(1, 24)]
    [InlineData(2, 1)]
    [InlineData(2, 7)]
    [InlineData(2, 20)]
    [InlineData(3, 5)]
    [InlineData(3, 12)]
    public void What_is_left_out_of_each_pair_is_within_the_bound(int dimension, int order)
    {
        const int Rows = 40;
        var terms = new TaylorTerms(dimension, order + 2);
        using Matrix<double> rows = WorkloadRandom.UniformMatrix(1, dimension, Rows);
        using Matrix<double> points = WorkloadRandom.UniformMatrix(2, dimension, 64);
        double[] exponents = WorkloadRandom.NormalMatrix(3, 1, 64).Row(0).ToArray();
        double[] weights = WorkloadRandom.NormalMatrix(4, 1, 64).Row(0).ToArray();
        exponents[5] = double.NegativeInfinity;
        double[] centre = new double[dimension];
        Array.Fill(centre, 0.4);
        double[] moments = new double[terms.Count], sums = new double[Rows], shifts = new double[Rows];
        shifts.AsSpan().Fill(0.5);
        GaussTaylor.Moments(terms, points, exponents, weights, centre, baseline: 2, moments);
        GaussTaylor.AddValues(terms, order, rows, centre, moments, baseline: 2, shifts, sums);
        for (int a = 0; a < Rows; a++)
        {
            double expected = 0, allowed = 0;
            for (int b = 0; b < 64; b++)
            {
                double square = 0, inner = 0;
                for (int k = 0; k < dimension; k++)
                {
                    square += Math.Pow(rows[k, a] - points[k, b], 2);
                    inner += GaussTaylor.InnerFactor * (rows[k, a] - 0.4) * (points[k, b] - 0.4);
                }

                double term = weights[b] * Math.Pow(2, exponents[b] - 0.5 - square), bound = Math.Exp(Math.Abs(inner));
                for (int k = 1; k <= order; k++)
                {
                    bound *= Math.Abs(inner) / k;
                }

                expected += term;
                allowed += Math.Abs(term) * (bound + 1e-14);
            }

            Assert.True(Math.Abs(expected - sums[a]) <= allowed, $"{sums[a]} should be {expected} within {allowed}.");
        }
    }

    [Theory]
    [InlineData(1, 6, 6)]
    [InlineData(2, 6, 21)]
    [InlineData(3, 6, 56)]
    public void Terms_are_counted(int dimension, int order, int count)
    {
        var terms = new TaylorTerms(dimension, order + 3);
        Assert.Equal(terms.Count, terms.CountOf(order + 3));
        Assert.Equal(count, terms.CountOf(order));
        Assert.Equal(count, new TaylorTerms(dimension, order).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaylorTerms(4, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaylorTerms(1, 0));
    }
}
