using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Models.Vecchia;

/// <summary>Weighs the columns of points by what a short step along them changes in a kernel.</summary>
/// <remarks>
/// The kernel's own metric k(x, x) + k(y, y) − 2 k(x, y) would be the right one, but wants n² kernel values of three
/// kinds; along the axes it is measured at few rows, whatever the kernel is made of.
/// </remarks>
internal static class KernelDistance
{
    private const int SampleRows = 64;
    private const double StepShare = 1.0 / 16;

    /// <summary>One factor per column, [d]: near a point, the metric is about that of the scaled points.</summary>
    public static double[] Weights(Kernel kernel, Points inputs)
    {
        int d = inputs.Dimension;
        double[] weights = ColumnScaling.Spreads(inputs.Values);
        int stride = Math.Max(1, inputs.Count / SampleRows);
        var moved = new double[d];
        for (int j = 0; j < d; j++)
        {
            double step = StepShare * weights[j];
            double sum = 0;
            int count = 0;
            for (int i = 0; i < inputs.Count && step > 0; i += stride)
            {
                ReadOnlySpan<double> x = inputs.Values.Row(i);
                x.CopyTo(moved);
                moved[j] += step;
                sum += Math.Max(
                    0, kernel.Evaluate(x, x) + kernel.Evaluate(moved, moved) - (2 * kernel.Evaluate(x, moved)));
                count++;
            }

            weights[j] = sum > 0 ? Math.Sqrt(sum / count) / step : 0;
        }

        if (Array.TrueForAll(weights, weight => weight == 0))
        {
            Array.Fill(weights, 1);
        }

        return weights;
    }

    public static Points Scale(Points points, ReadOnlySpan<double> weights)
    {
        Matrix<double> scaled = points.Values.ToMatrix();
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<double> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= weights[j];
            }
        }

        return new Points(scaled);
    }
}
