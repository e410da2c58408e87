using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Shares of points on a regular grid: each point is divided between its two neighbours.</summary>
internal static class LinearBinning
{
    /// <summary>The share of weight at each of a number of grid points from lower to upper, [count].</summary>
    public static double[] Of(
        MatrixView<double> column, ReadOnlySpan<double> shares, double lower, double upper, int count)
    {
        var bins = new double[count];
        double scale = (count - 1) / (upper - lower);
        for (int i = 0; i < column.Rows; i++)
        {
            double place = (column[i, 0] - lower) * scale;
            int left = Math.Clamp((int)place, 0, count - 2);
            double right = Math.Clamp(place - left, 0, 1);
            bins[left] += shares[i] * (1 - right);
            bins[left + 1] += shares[i] * right;
        }

        return bins;
    }
}
