using Gramian.Numerics.Pairs;
using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Pairs;

public sealed class PairSearchTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(136)]
    public void Finds_the_first_of_the_largest(int count)
    {
        double[] values = Normal(1, count);
        Assert.Equal(Array.IndexOf(values, values.Max()), PairSearch.Largest(values));
        Array.Fill(values, 3.0, count / 2, count / 2);
        Assert.Equal(Array.IndexOf(values, values.Max()), PairSearch.Largest(values));
        Array.Fill(values, double.NegativeInfinity);
        Assert.Equal(-1, PairSearch.Largest(values));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(72)]
    [InlineData(512)]
    public void Finds_the_partner_of_the_largest_gain(int count)
    {
        double[] low = Normal(2, count), diagonal = [.. Normal(3, count).Select(Math.Abs)];
        float[] row = [.. Normal(4, count).Select(value => (float)value)];
        for (int i = 0; i < count; i += 5)
        {
            low[i] = double.PositiveInfinity;
        }

        PairChoice choice = PairSearch.BestPartner(low, row, diagonal, 0.5, 1, 1e-12);
        (int best, double gain, double distance) = (-1, double.NegativeInfinity, double.NegativeInfinity);
        for (int t = 0; t < count; t++)
        {
            double b = 0.5 - low[t];
            distance = Math.Max(distance, b);
            double a = Math.FusedMultiplyAdd(-2, row[t], 1 + diagonal[t]);
            double value = b * b / (a > 0 ? a : 1e-12);
            if (b > 0 && value > gain)
            {
                (best, gain) = (t, value);
            }
        }

        // The same operations in the same order: the same bits.
        Assert.Equal(new PairChoice(best, gain, distance), choice);
        Array.Fill(low, double.PositiveInfinity);
        Assert.Equal(-1, PairSearch.BestPartner(low, row, diagonal, 0.5, 1, 1e-12).Index);
    }

    [Fact]
    public void Moves_both_kinds_of_numbers_and_passes_over_the_infinite()
    {
        const int Count = 24;
        double[] up = Normal(5, Count), low = Normal(6, Count);
        float[] first = [.. Normal(7, Count).Select(value => (float)value)];
        float[] second = [.. Normal(8, Count).Select(value => (float)value)];
        (up[3], low[4]) = (double.NegativeInfinity, double.PositiveInfinity);
        double[] expectedUp = [.. up.Select((u, i) => Math.FusedMultiplyAdd(-0.3, first[i] - (double)second[i], u))];
        double[] expectedLow = [.. low.Select((l, i) => Math.FusedMultiplyAdd(-0.3, first[i] - (double)second[i], l))];
        int top = PairSearch.Move(up, low, first, second, 0.3);
        Assert.Equal(expectedUp, up);
        Assert.Equal(expectedLow, low);
        Assert.Equal(Array.IndexOf(expectedUp, expectedUp.Max()), top);
    }

    [Fact]
    public void Refuses_a_length_that_is_no_whole_number_of_steps() => Assert.Contains(
        "multiple of 8", Assert.Throws<ArgumentException>(() => PairSearch.Largest(new double[9])).Message);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1023)]
    [InlineData(13, 2500)]
    public void Adds_rows_of_floats_in_their_order_on_any_number_of_threads(int rowCount, int length)
    {
        using var matrix = new Matrix<float>(rowCount, length);
        double[] weights = Normal(9, rowCount), expected = Normal(10, length);
        double[] sums = [.. expected];
        var rows = new MatrixView<float>[rowCount];
        for (int k = 0; k < rowCount; k++)
        {
            SingleRows.Round(Normal(20 + (ulong)k, length), matrix.Row(k));
            rows[k] = matrix.View.Slice(k, 0, 1, length);
            for (int i = 0; i < length; i++)
            {
                expected[i] = Math.FusedMultiplyAdd(weights[k], matrix[k, i], expected[i]);
            }
        }

        SingleRows.Add(rows, weights, rowCount, sums, new ComputeOptions { Threads = 3 });
        Assert.Equal(expected, sums);
    }

    [Fact]
    public void Rounds_to_the_nearest_float()
    {
        double[] source = [.. Normal(11, 61), 1e300, -1e-60, 0.1];
        var rounded = new float[source.Length];
        SingleRows.Round(source, rounded);
        Assert.Equal(source.Select(value => (float)value), rounded);
    }

    private static double[] Normal(ulong seed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => WorkloadRandom.Normal(seed, (ulong)i))];
}
