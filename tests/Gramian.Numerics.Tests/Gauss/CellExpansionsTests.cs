using Gramian.Numerics.Gauss;
using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Gauss;

public sealed class CellExpansionsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8)]
    [InlineData(1, 9)]
    [InlineData(1, 32)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 7)]
    [InlineData(2, 16)]
    [InlineData(2, 17)]
    [InlineData(2, 32)]
    public void Moments_are_weighted_sums_of_powers(int dimension, int order)
    {
        const int Count = 37;
        double[] u = WorkloadRandom.UniformMatrix(1, 1, Count).Row(0).ToArray();
        double[] v = WorkloadRandom.NormalMatrix(2, 1, Count).Row(0).ToArray();
        double[] weights = WorkloadRandom.UniformMatrix(3, 1, Count).Row(0).ToArray(), values = new double[Count];
        double[] first = dimension == 1 ? [] : u;
        CellExpansions.Values(first, v, weights, values);
        double[] moments = new double[CellExpansions.CountOf(dimension, order)];
        CellExpansions.Moments(order, CellExpansions.Factors(dimension, order), first, v, values, moments);
        int at = 0;
        for (int i = 0; i < (dimension == 1 ? 1 : order); i++)
        {
            for (int j = 0; j < order - i; j++, at++)
            {
                double expected = 0, size = 0;
                for (int n = 0; n < Count; n++)
                {
                    double x = dimension == 1 ? 0 : u[n];
                    double term = weights[n] * Math.Pow(2, (-x * x) - (v[n] * v[n]))
                        * Math.Pow(x, i) * Math.Pow(v[n], j)
                        * Math.Pow(2 * Math.Log(2), i + j) / Factorial(i) / Factorial(j);
                    expected += term;
                    size += Math.Abs(term);
                }

                // A few roundings of each term.
                Assert.Equal(expected, moments[at], 1e-14 * size);
            }
        }

        Assert.Equal(moments.Length, at);
    }

    [Theory]
    [InlineData(1, 24, 8)]
    [InlineData(1, 25, 16)]
    [InlineData(2, 19, 8)]
    [InlineData(2, 20, 16)]
    public void A_row_of_cells_adds_up_to_the_pairs_of_all_but_the_empty_ones(int dimension, int order, int queries)
    {
        // Four cells of width 0.3, of which the third is empty, 20 points in each of the others.
        const double Step = 0.3, RowCentre = 0.7, Start = -0.2;
        int terms = CellExpansions.CountOf(dimension, order);
        int[] slots = [1, 0, -1, 2];
        double[] moments = new double[3 * terms], factors = CellExpansions.Factors(dimension, order);
        double[] first = Places(4, queries), last = Places(5, queries);
        double[] expected = new double[queries], sums = new double[queries];
        for (int cell = 0; cell < slots.Length; cell++)
        {
            if (slots[cell] < 0)
            {
                continue;
            }

            double[] u = dimension == 1 ? [] : Deviations(10 + cell), v = Deviations(20 + cell);
            double[] values = new double[20];
            CellExpansions.Values(u, v, [], values);
            CellExpansions.Moments(order, factors, u, v, values, moments.AsSpan(slots[cell] * terms, terms));
            for (int a = 0; a < queries; a++)
            {
                for (int n = 0; n < v.Length; n++)
                {
                    double x = dimension == 1 ? 0 : first[a] - RowCentre - u[n];
                    double y = last[a] - Start - (cell * Step) - v[n];
                    expected[a] += Math.Pow(2, (-x * x) - (y * y));
                }
            }
        }

        CellExpansions.AddRow(
            order, dimension == 1 ? [] : [.. first.Select(x => x - RowCentre)], [.. last.Select(y => y - Start)], Step,
            slots, moments, sums);
        for (int a = 0; a < queries; a++)
        {
            // (2 ln 2 · 2 · 0.15 · √2)^19/19! is below 1e−21 of a pair, so that rounding is all.
            Assert.Equal(expected[a], sums[a], 1e-13 * expected[a]);
        }
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        double[] factors = CellExpansions.Factors(1, 4), eight = new double[8];
        Assert.Throws<ArgumentOutOfRangeException>(() => CellExpansions.Factors(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => CellExpansions.Factors(1, 33));
        Assert.Throws<ArgumentException>(() => CellExpansions.Values([], eight, [], new double[7]));
        Assert.Throws<ArgumentException>(() => CellExpansions.Values(new double[3], eight, [], new double[8]));
        Assert.Throws<ArgumentException>(() => CellExpansions.Values([], eight, new double[2], new double[8]));
        Assert.Throws<ArgumentException>(
            () => CellExpansions.Moments(4, factors, eight, eight, eight, new double[4]));
        Assert.Throws<ArgumentException>(
            () => CellExpansions.Moments(4, factors, [], eight, eight, new double[3]));
        Assert.Throws<ArgumentException>(
            () => CellExpansions.AddRow(4, [], new double[7], 1, [0], new double[4], new double[7]));
        Assert.Throws<ArgumentException>(
            () => CellExpansions.AddRow(4, [], eight, 1, [0, 1], new double[4], new double[8]));
    }

    private static double[] Places(ulong seed, int count) =>
        [.. WorkloadRandom.UniformMatrix(seed, 1, count).Row(0).ToArray().Select(value => (2 * value) - 0.5)];

    private static double[] Deviations(int seed) =>
        [.. WorkloadRandom.UniformMatrix((ulong)seed, 1, 20).Row(0).ToArray().Select(value => 0.3 * (value - 0.5))];

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
