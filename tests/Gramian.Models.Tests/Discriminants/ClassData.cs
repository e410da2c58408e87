using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Discriminants;

/// <summary>Made-up classes: round clouds that overlap.</summary>
internal static class ClassData
{
    public static (Points Inputs, double[] Labels) Clouds(int rows, int classes, ulong seed = 1, double spread = 0.8)
    {
        var random = new RandomStream(seed);
        var values = new Matrix<double>(rows, 2);
        var labels = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            int c = i % classes;
            double angle = 2 * Math.PI * c / classes;
            values[i, 0] = (1.2 * Math.Cos(angle)) + (spread * random.NextNormal());
            values[i, 1] = (1.2 * Math.Sin(angle)) + (spread * random.NextNormal());
            labels[i] = 10 * (c + 1);
        }

        return (new Points(values), labels);
    }

    public static double Accuracy(double[] predicted, double[] labels) =>
        predicted.Zip(labels, (a, b) => a == b ? 1.0 : 0).Average();

    public static void Close(Matrix<double> expected, Matrix<double> actual, double allowed)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.Equal(expected.Columns, actual.Columns);
        for (int i = 0; i < expected.Rows; i++)
        {
            for (int j = 0; j < expected.Columns; j++)
            {
                Assert.Equal(expected[i, j], actual[i, j], allowed);
            }
        }
    }
}
