using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Densities;

/// <summary>The mass that a density of one axis has between places: Σ w (F(high) − F(low)), folded places included.
/// </summary>
/// <remarks>
/// The points are sorted once. Far from both ends a point is wholly inside or wholly outside, and adds to a running sum
/// of weights; the others are integrated from the nearer tail. Places are in the coordinates of the bandwidth.
/// </remarks>
internal sealed class AxisMass
{
    private const int BlockPoints = 4096;
    private readonly DensityProfile profile;
    private readonly IReadOnlyList<(double Sign, double Shift)> images;
    private readonly ComputeOptions? options;
    private readonly double[] centres;     // [n], ascending
    private readonly double[] widths;      // [n]
    private readonly double[] shares;      // [n]
    private readonly double[] before;      // [n + 1], the weight of the points before each
    private readonly double reach;

    public AxisMass(FittedKernelDensity density, ComputeOptions? options)
    {
        (profile, images, this.options) = (density.Profile, density.Images(), options);
        int n = density.Points.Count;
        centres = density.InnerPoints.Values.ColumnToArray(0);
        int[] order = [.. Enumerable.Range(0, n)];
        Array.Sort(centres, order);
        ReadOnlySpan<double> factors = density.Factors;
        (widths, shares, before) = (new double[n], new double[n], new double[n + 1]);
        double length = density.Bandwidth.Lengths[0];
        for (int i = 0; i < n; i++)
        {
            widths[i] = length * (factors.Length > 0 ? factors[order[i]] : 1);
            shares[i] = density.Weights[order[i]];
            before[i + 1] = before[i] + shares[i];
        }

        reach = RegionReach.Of(density, null) * widths.Max();
    }

    /// <summary>The mass between the ends of some intervals.</summary>
    public double Of((double Low, double High)[] ends)
    {
        var near = new List<(double Low, double High, int From, int To)>();
        double sum = 0;
        foreach ((double low, double high) in ends)
        {
            foreach ((double sign, double shift) in images)
            {
                (double one, double other) = ((sign * low) + shift, (sign * high) + shift);
                (one, other) = (Math.Min(one, other), Math.Max(one, other));
                (int first, int inside) = (Place(one - reach), Place(one + reach));
                (int outside, int last) = (Place(other - reach), Place(other + reach));
                if (inside < outside)
                {
                    sum += before[outside] - before[inside];
                    near.Add((one, other, first, inside));
                    near.Add((one, other, outside, last));
                }
                else
                {
                    near.Add((one, other, first, last));
                }
            }
        }

        return sum + Integrated(near);
    }

    // Blocks of points have their own sums, so that the result does not depend on the number of threads.
    private double Integrated(List<(double Low, double High, int From, int To)> near)
    {
        (double Low, double High, int From, int To)[] blocks = [.. near.SelectMany(part =>
            Enumerable.Range(0, (part.To - part.From + BlockPoints - 1) / BlockPoints).Select(block =>
            {
                int from = part.From + (block * BlockPoints);
                return (part.Low, part.High, from, Math.Min(part.To, from + BlockPoints));
            }))];
        double[] sums = new double[blocks.Length];
        WorkerTeam.Run(
            blocks.Length,
            block =>
            {
                (double low, double high, int from, int to) = blocks[block];
                double sum = 0;
                for (int i = from; i < to; i++)
                {
                    sum += shares[i] * Between((low - centres[i]) / widths[i], (high - centres[i]) / widths[i]);
                }

                sums[block] = sum;
            },
            options);
        options?.CancellationToken.ThrowIfCancellationRequested();
        return VectorOps.Sum<double>(sums);
    }

    // How many points are below a place.
    private int Place(double place)
    {
        (int low, int high) = (0, centres.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = centres[middle] < place ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private double Between(double low, double high) =>
        low >= 0 ? profile.Beyond(low) - profile.Beyond(high)
        : high <= 0 ? profile.Beyond(-high) - profile.Beyond(-low)
        : 1 - profile.Beyond(-low) - profile.Beyond(high);
}
