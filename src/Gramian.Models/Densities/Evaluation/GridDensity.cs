using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Kernels.Structured;
using Gramian.Numerics;

namespace Gramian.Models.Densities.Evaluation;

// Kernel sums on one or two axes by a regular grid: points are divided between the corners of their cell, the grid is
// convolved with the Gaussian, and queries take the line between the corners of theirs. Either step moves a sum of
// weights 1 by at most d step²/8.
[Paper("silverman1982algorithm")]
internal static class GridDensity
{
    public static void Sum(
        Points points, ReadOnlySpan<double> shares, Points queries, EvaluationPlan plan, Span<double> sums,
        ComputeOptions? options)
    {
        int d = points.Dimension;
        double[] first = new double[d], steps = new double[d];
        int[] shape = new int[d];
        for (int k = 0; k < d; k++)
        {
            (double low, double high) = plan.Extent(k);
            (first[k], steps[k]) = (low, plan.BinStep);
            shape[k] = (int)Math.Ceiling((high - low) / plan.BinStep) + 2;
        }

        var grid = new Grid(first, steps, shape);
        double[] bins = new double[grid.Count], smooth = new double[grid.Count];
        for (int i = 0; i < points.Count; i++)
        {
            Corners corners = Find(points.Values.Row(i), grid);
            bins[corners.Place] += shares[i] * (1 - corners.X) * (1 - corners.Y);
            bins[corners.Place + corners.Stride] += shares[i] * corners.X * (1 - corners.Y);
            if (d > 1)
            {
                bins[corners.Place + 1] += shares[i] * (1 - corners.X) * corners.Y;
                bins[corners.Place + corners.Stride + 1] += shares[i] * corners.X * corners.Y;
            }
        }

        new Rbf(1).Gram(grid, options).Apply(bins, smooth, options);
        for (int i = 0; i < queries.Count; i++)
        {
            Corners corners = Find(queries.Values.Row(i), grid);
            double near = smooth[corners.Place], far = smooth[corners.Place + corners.Stride];
            if (d > 1)
            {
                near += corners.Y * (smooth[corners.Place + 1] - near);
                far += corners.Y * (smooth[corners.Place + corners.Stride + 1] - far);
            }

            sums[i] = near + (corners.X * (far - near));
        }
    }

    private static Corners Find(ReadOnlySpan<double> point, Grid grid)
    {
        double x = (point[0] - grid.Origin[0]) / grid.Steps[0];
        int row = Math.Clamp((int)x, 0, grid.Shape[0] - 2);
        if (point.Length == 1)
        {
            return new Corners(row, 1, x - row, 0);
        }

        double y = (point[1] - grid.Origin[1]) / grid.Steps[1];
        int column = Math.Clamp((int)y, 0, grid.Shape[1] - 2);
        return new Corners((row * grid.Shape[1]) + column, grid.Shape[1], x - row, y - column);
    }

    private readonly record struct Corners(int Place, int Stride, double X, double Y);
}
