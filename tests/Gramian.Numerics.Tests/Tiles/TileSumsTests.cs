using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Random;
using Gramian.Numerics.Tiles;

namespace Gramian.Numerics.Tests.Tiles;

public sealed class TileSumsTests
{
    [Fact]
    public void A_pass_of_the_decay_has_the_bits_of_the_power_of_two_in_every_place()
    {
        double[] special =
        [
            0, -0.0, double.Epsilon, 1e-17, 0.03125, 0.031250000000000007, 0.5, 1, 52.7, 1021.99, 1022, 1060.3, 1074.9,
            1075.1, 1099, 1e3, 1e5, 1e300, double.MaxValue, double.PositiveInfinity, double.NaN, 126.2, 149.3, 151, 160,
        ];
        using var tile = new Matrix<double>(33, 64);
        using var singles = new Matrix<float>(33, 64);
        for (int i = 0; i < 33 * 64; i++)
        {
            double t = i < special.Length ? special[i] : Math.Pow(2, (20 * WorkloadRandom.Uniform(1, (ulong)i)) - 9);
            tile[i / 64, i % 64] = t;
            singles[i / 64, i % 64] = (float)t;
        }

        using Matrix<double> arguments = tile.View.ToMatrix();
        using Matrix<float> shortArguments = singles.View.ToMatrix();
        TilePass.Map(default(ExponentialDecay), 1.5, tile.View);
        TilePass.Map(default(ExponentialDecay), 1.5, singles.View);
        for (int i = 0; i < 33; i++)
        {
            for (int j = 0; j < 64; j++)
            {
                Assert.Equal(1.5 * ScalarDouble.Exp2(-(ScalarDouble)arguments[i, j]).Value, tile[i, j]);
                Assert.Equal(
                    1.5f * ScalarSingle.Exp2(-(ScalarSingle)(double)shortArguments[i, j]).Value, singles[i, j]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    public void Sums_of_rows_and_of_both_agree_with_sums_one_after_the_other(int rows)
    {
        AssertSums<ExponentialDecay, double>(rows, t => Math.Pow(2, -t), 1e-13);
        AssertSums<RootMap, double>(rows, Math.Sqrt, 1e-13);
        AssertSums<ExponentialDecay, float>(rows, t => Math.Pow(2, -t), 3e-5);
        AssertSums<RootMap, float>(rows, Math.Sqrt, 3e-5);
    }

    private static void AssertSums<TMap, T>(int rows, Func<double, double> map, double tolerance)
        where TMap : struct, ILaneMap
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Matrix<T> tile = Numbers<T>(1, rows, 64), other = Numbers<T>(2, rows, 64);
        using Matrix<T> weights = Numbers<T>(3, 1, 64), rowWeights = Numbers<T>(4, 1, rows);
        using Matrix<T> lanes = Numbers<T>(5, rows, TileSums.LaneCount<T>()), columnSums = Numbers<T>(6, 1, 64);
        double[] sums = new double[rows], both = new double[rows], products = new double[rows];
        double[] columns = new double[64];
        for (int b = 0; b < 64; b++)
        {
            columns[b] = double.CreateTruncating(columnSums[0, b]);
        }

        for (int a = 0; a < rows; a++)
        {
            foreach (T part in lanes.Row(a))
            {
                sums[a] += double.CreateTruncating(part);
            }

            for (int b = 0; b < 64; b++)
            {
                double x = double.CreateTruncating(tile[a, b]), w = double.CreateTruncating(weights[0, b]);
                sums[a] += 0.75 * map(x) * w;
                products[a] += x * double.CreateTruncating(other[a, b]) * w;
                columns[b] += 0.75 * map(x) * double.CreateTruncating(rowWeights[0, a]);
            }
        }

        using Matrix<T> again = lanes.View.ToMatrix(), none = new Matrix<T>(rows, TileSums.LaneCount<T>());
        TileSums.AddRows(default(TMap), 0.75, tile.View, weights.Row(0), lanes.View);
        TileSums.AddBoth(
            default(TMap), 0.75, tile.View, weights.Row(0), rowWeights.Row(0), again.View, columnSums.Row(0));
        TileSums.AddProducts(tile.View, other.View, weights.Row(0), none.View);
        AssertRows(sums, lanes, tolerance);
        AssertRows(sums, again, tolerance);
        AssertRows(products, none, tolerance);
        for (int b = 0; b < 64; b++)
        {
            Assert.Equal(columns[b], double.CreateTruncating(columnSums[0, b]), tolerance);
        }
    }

    private static void AssertRows<T>(double[] expected, Matrix<T> lanes, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] sums = new double[expected.Length];
        TileSums.FlushRows(lanes.View, sums);
        for (int a = 0; a < sums.Length; a++)
        {
            Assert.Equal(expected[a], sums[a], tolerance);
        }
    }

    private static Matrix<T> Numbers<T>(ulong seed, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = new Matrix<T>(rows, columns);
        for (int i = 0; i < rows * columns; i++)
        {
            matrix[i / columns, i % columns] = T.CreateTruncating(2 * WorkloadRandom.Uniform(seed, (ulong)i));
        }

        return matrix;
    }

    private readonly struct RootMap : ILaneMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Invoke<TLane>(TLane value)
            where TLane : struct, ILane<TLane> => TLane.Sqrt(value);
    }
}
