using System.Numerics;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Random;

namespace Gramian.Numerics.Tests.Gauss;

public sealed class GaussStripsTests
{
    private const double Absent = 1e30;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    public void Sums_are_those_of_single_pairs(int dimension)
    {
        Assert.InRange(WorstError<double>(dimension), 0, 1e-13);
        Assert.InRange(WorstError<float>(dimension), 0, 1e-4);
    }

    [Fact]
    public void What_is_not_below_its_limit_is_left_out_by_groups()
    {
        var strip = new Strip<double>(3);
        double[] distances = strip.Distances(row: 0);
        strip.Limits.AsSpan().Fill(-1e29);

        // The first row alone wants what is below a value: its group of eight rows takes all columns of such a step.
        strip.Limits[0] = distances.Order().ElementAt(5);
        int steps = Enumerable.Range(0, 8).Count(
            step => distances.Skip(8 * step).Take(8).Any(value => value < strip.Limits[0]));
        Assert.InRange(steps, 1, 5);
        Assert.Equal(steps * 8 * 8, strip.Add());
        Assert.All(strip.Sums.Take(8), sum => Assert.True(sum > 0));
        Assert.All(strip.Sums.Skip(8), sum => Assert.Equal(0, sum));
    }

    [Fact]
    public void Levels_go_up_before_a_term_overflows()
    {
        var strip = new Strip<double>(2);
        strip.Add();
        double[] before = [.. strip.Sums.Select((sum, a) => Math.Log2(sum) + strip.Levels[a])];
        foreach (ref double value in strip.Bases.AsSpan())
        {
            value -= value == Absent ? 0 : 3000;
        }

        strip.Add();
        for (int a = 0; a < before.Length; a++)
        {
            Assert.Equal(before[a] + 3000, Math.Log2(strip.Sums[a]) + strip.Levels[a], 1e-10);
        }
    }

    [Fact]
    public void Rejects_what_does_not_fit()
    {
        var strip = new Strip<double>(2);
        Assert.Throws<ArgumentException>(() => GaussStrips.AddSums<double>(
            strip.Rows, strip.Columns.AsSpan(1), strip.Bases, strip.Weights, strip.Limits, strip.Levels, strip.Sums));
        Assert.Throws<ArgumentException>(() => GaussStrips.AddSums<double>(
            strip.Rows, strip.Columns, strip.Bases, strip.Weights, strip.Limits.AsSpan(1), strip.Levels, strip.Sums));
        Assert.Throws<ArgumentException>(() => GaussStrips.AddSums<double>(
            strip.Rows, strip.Columns, strip.Bases, strip.Weights, strip.Limits, strip.Levels, new double[3]));
    }

    private static double WorstError<T>(int dimension)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var strip = new Strip<T>(dimension);
        Assert.Equal(64 * GaussStrips.StripRows<T>(), strip.Add());
        double worst = 0;
        for (int a = 0; a < strip.Sums.Length; a++)
        {
            double sum = 0;
            double[] distances = strip.Distances(a);
            for (int b = 0; b < distances.Length; b++)
            {
                sum += double.CreateTruncating(strip.Weights[b])
                    * Math.Pow(2, -distances[b] - double.CreateTruncating(strip.Levels[a]));
            }

            worst = Math.Max(worst, Math.Abs(strip.Sums[a] - sum) / sum);
        }

        return worst;
    }

    // Some rows and columns, of which the last column is left out.
    private sealed class Strip<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly int dimension;

        public Strip(int dimension)
        {
            this.dimension = dimension;
            int strip = GaussStrips.StripRows<T>();
            double size = 2 / Math.Sqrt(dimension);
            Rows = Numbers(1, dimension * strip, size);
            Columns = Numbers(2, dimension * 64, size);
            Bases = Numbers(3, 64, 3);
            Weights = [.. Numbers(4, 64, 1).Select(T.Abs)];
            Bases[63] = T.CreateTruncating(Absent);
            Limits = new T[strip];
            Levels = new T[strip];
            Sums = new double[strip];
            Array.Fill(Limits, T.CreateTruncating(1e29));
            Array.Fill(Levels, GaussStrips.LowestLevel<T>());
        }

        public T[] Rows { get; }

        public T[] Columns { get; }

        public T[] Bases { get; }

        public T[] Weights { get; }

        public T[] Limits { get; }

        public T[] Levels { get; }

        public double[] Sums { get; }

        public int Add() => GaussStrips.AddSums<T>(Rows, Columns, Bases, Weights, Limits, Levels, Sums);

        public double[] Distances(int row)
        {
            double[] distances = new double[64];
            for (int b = 0; b < 64; b++)
            {
                distances[b] = double.CreateTruncating(Bases[b]);
                for (int k = 0; k < dimension; k++)
                {
                    T x = Rows[(k * GaussStrips.StripRows<T>()) + row];
                    T y = Columns[(((b / 8 * dimension) + k) * 8) + (b % 8)];
                    distances[b] += double.CreateTruncating(x) * double.CreateTruncating(y);
                }
            }

            return distances;
        }

        private static T[] Numbers(ulong seed, int count, double size) =>
            [.. WorkloadRandom.NormalMatrix(seed, 1, count).Row(0).ToArray().Select(
                value => T.CreateTruncating(size * value))];
    }
}
