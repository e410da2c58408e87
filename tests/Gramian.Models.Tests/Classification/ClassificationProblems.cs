using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Classification;

/// <summary>Small problems that the tests of classifications share.</summary>
internal static class ClassificationProblems
{
    // Petals of Fisher's versicolor (50) and virginica (50), in millimetres.
    private static readonly int[] Lengths =
    [
        47, 45, 49, 40, 46, 45, 47, 33, 46, 39, 35, 42, 40, 47, 36, 44, 45, 41, 45, 39, 48, 40, 49, 47, 43, 44, 48, 50,
        45, 35, 38, 37, 39, 51, 45, 45, 47, 44, 41, 40, 44, 46, 40, 33, 42, 42, 42, 43, 30, 41, 60, 51, 59, 56, 58, 66,
        45, 63, 58, 61, 51, 53, 55, 50, 51, 53, 55, 67, 69, 50, 57, 49, 67, 49, 57, 60, 48, 49, 56, 58, 61, 64, 56, 51,
        56, 61, 56, 55, 48, 54, 56, 51, 51, 59, 57, 52, 50, 52, 54, 51,
    ];

    private static readonly int[] Widths =
    [
        14, 15, 15, 13, 15, 13, 16, 10, 13, 14, 10, 15, 10, 14, 13, 14, 15, 10, 15, 11, 18, 13, 15, 12, 13, 14, 14, 17,
        15, 10, 11, 10, 12, 16, 15, 16, 15, 13, 13, 13, 12, 14, 12, 10, 13, 12, 13, 13, 11, 13, 25, 19, 21, 18, 22, 21,
        17, 18, 18, 25, 20, 19, 21, 20, 24, 23, 18, 22, 23, 15, 23, 20, 20, 18, 21, 18, 18, 18, 21, 16, 19, 20, 22, 15,
        14, 23, 24, 18, 18, 21, 24, 23, 19, 23, 25, 23, 19, 20, 23, 18,
    ];

    /// <summary>Petals in centimetres, label 0 or 1; every fourth row is for testing.</summary>
    public static (Points Train, double[] Labels, Points Test) Petals()
    {
        var values = new Matrix<double>(Lengths.Length, 2);
        for (int i = 0; i < Lengths.Length; i++)
        {
            (values[i, 0], values[i, 1]) = (Lengths[i] / 10.0, Widths[i] / 10.0);
        }

        var all = new Points(values);
        int[] train = [.. Enumerable.Range(0, Lengths.Length).Where(i => i % 4 != 0)];
        int[] test = [.. Enumerable.Range(0, Lengths.Length).Where(i => i % 4 == 0)];
        return (all.Select(train), [.. train.Select(i => i < 50 ? 0.0 : 1.0)], all.Select(test));
    }

    /// <summary>Two classes −1 and +1 beside a wave, with noise.</summary>
    public static (Points Inputs, double[] Labels) Wave(int count, int seed = 5)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix((ulong)seed, count, 2);
        return (new Points(values), [.. Enumerable.Range(0, count).Select(i =>
            Math.Sin(2 * values[i, 0]) + values[i, 1]
            + (0.5 * WorkloadRandom.Normal((ulong)seed + 1, (ulong)i)) > 0 ? 1.0 : -1.0)]);
    }

    /// <summary>Classes 3, 2, 1 around three corners that overlap.</summary>
    public static (Points Inputs, double[] Labels) Corners(int count)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(7, count, 2);
        var labels = new double[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = 3 - (i % 3);
            values[i, 0] += i % 3 == 1 ? 2.0 : 0;
            values[i, 1] += i % 3 == 2 ? 2.0 : 0;
        }

        return (new Points(values), labels);
    }
}
