using Gramian.Kernels;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;
using Gramian.Numerics.Contours;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Represents how the sets where a density is high are found: the recipe. Immutable.</summary>
/// <remarks>
/// On one axis the ends are roots of p − level and the mass inside is an integral of the profiles, so that the level of
/// a share is a root too. On several axes that level is a quantile of the density at draws from it, and the mass inside
/// is counted on other draws. Polygons are traced on a grid.
/// </remarks>
[Paper("hyndman1996computing")]
public sealed record RegionSearch
{
    private const double DeepestLog = 30;    // in nats below the level: a density lower than that is as good as 0
    private const ulong FreshTask = 1;

    /// <summary>How near an end on one axis is to the true one, in bandwidths; 1e−9 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [1e−13, 0.01].</exception>
    public double Tolerance { get; init => field = Guard.InRange(value, 1e-13, 0.01, nameof(Tolerance)); } = 1e-9;

    /// <summary>The number of draws on several axes, for the levels and again for the masses; at least 100; 4 000 by
    /// default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 100.</exception>
    public int Draws { get; init => field = Guard.AtLeast(value, 100, nameof(Draws)); } = 4000;

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of grid lines along each of two axes, odd; at least 17; 201 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 17, or even.</exception>
    public int GridLines
    {
        get;
        init => field = Guard.AtLeast(value, 17, nameof(GridLines)) % 2 == 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(GridLines), value,
                "'GridLines' must be odd, so that every second line makes a grid too.");
    } = 201;

    /// <summary>Finds the smallest regions that hold given shares of a density.</summary>
    /// <param name="density">The density.</param>
    /// <param name="shares">The shares, each above 0 and below 1.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The regions, in the order of the shares.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is not between 0 and 1.</exception>
    public IReadOnlyList<DensityRegion> HighestDensity(
        FittedKernelDensity density, IReadOnlyList<double> shares, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(shares);
        foreach (double share in shares)
        {
            Guard.InRange(share, double.Epsilon, Math.BitDecrement(1.0), nameof(shares));
        }

        if (density.Dimension == 1)
        {
            var axis = new AxisRegions(density, Tolerance, axisLevel: null, options);
            return [.. shares.Select(share => axis.HoldingAtLeast(share))];
        }

        double[] levels = HighestRegions.Levels(density, shares, Draws, Seed, options);
        return Several(density, [.. shares.Select(share => (double?)share)], levels, options);
    }

    /// <summary>Finds where a density is at least a level.</summary>
    /// <param name="density">The density.</param>
    /// <param name="logLevel">The logarithm of the level, finite.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not finite.</exception>
    public DensityRegion Above(FittedKernelDensity density, double logLevel, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(density);
        Guard.Finite(logLevel);
        return density.Dimension == 1
            ? new AxisRegions(density, Tolerance, logLevel, options).Above(logLevel, null)
            : Several(density, [null], [logLevel], options)[0];
    }

    private DensityRegion[] Several(
        FittedKernelDensity density, double?[] shares, double[] levels, ComputeOptions? options)
    {
        double[] fresh = density.Evaluate(
            density.Sample(Draws, new RandomStream(Seed, FreshTask)), options: options).LogDensities;
        Func<double, (Polygon[] Parts, double Area, double Error)>? trace =
            density.Dimension == 2 && levels.Length > 0 ? Tracing(density, levels.Min(), options) : null;
        return [.. levels.Select((level, k) =>
        {
            double mass = fresh.Count(log => log >= level) / (double)fresh.Length;

            // Of a sure thing nobody draws the opposite: a half in place of none keeps the error above 0.
            double spread = Math.Clamp(mass, 0.5 / Draws, 1 - (0.5 / Draws));
            (Polygon[] parts, double area, double error) = trace?.Invoke(level) ?? ([], double.NaN, double.NaN);
            return new DensityRegion(density, shares[k], level)
            {
                Mass = mass,
                MassError = Math.Sqrt(spread * (1 - spread) / Draws),
                Polygons = parts,
                Size = area,
                SizeError = error,
            };
        })];
    }

    // One grid for all levels, in the coordinates of the bandwidth: values spread over orders of magnitude keep theirs.
    private Func<double, (Polygon[] Parts, double Area, double Error)> Tracing(
        FittedKernelDensity density, double lowest, ComputeOptions? options)
    {
        double[][] lines = [.. Enumerable.Range(0, 2).Select(axis => Lines(density, axis, lowest))];
        var places = Matrix<double>.Uninitialized(GridLines * GridLines, 2);
        for (int i = 0; i < places.Rows; i++)
        {
            (places[i, 0], places[i, 1]) = (lines[0][i % GridLines], lines[1][i / GridLines]);
        }

        double[] logs = density.Evaluate(new Points(places), options: options).LogDensities;
        return level =>
        {
            // ln p is nearly a parabola between lines, but −∞ beyond a compact profile, where p itself is not.
            double[] field = density.Profile.IsCompact
                ? Array.ConvertAll(logs, log => Math.Exp(Math.Min(log - level, DeepestLog)))
                : Array.ConvertAll(logs, log => Math.Max(log - level, -DeepestLog));
            double at = density.Profile.IsCompact ? 1 : 0;
            var whole = Matrix<double>.FromRowMajor(GridLines, GridLines, field);
            Polygon[] parts = [.. MarchingSquares.Regions(lines[0], lines[1], whole, at)];
            double area = parts.Sum(part => part.Area);
            int half = (GridLines + 1) / 2;
            var coarse = new Matrix<double>(half, half);
            for (int i = 0; i < half; i++)
            {
                for (int j = 0; j < half; j++)
                {
                    coarse[i, j] = whole[2 * i, 2 * j];
                }
            }

            double[][] thinned = Array.ConvertAll(lines, some => some.Where((_, i) => i % 2 == 0).ToArray());
            double less = MarchingSquares.Regions(thinned[0], thinned[1], coarse, at).Sum(part => part.Area);
            return (parts, area, Math.Abs(area - less) / 3);
        };
    }

    private double[] Lines(FittedKernelDensity density, int axis, double level)
    {
        double reach = RegionReach.Of(density, level);
        AxisSupport support = density.Supports[axis];
        (double low, double high) = support.IsTransformed
            ? density.InnerExtent(axis, reach)
            : density.Extent(axis, reach);
        double[] lines = [.. Enumerable.Range(0, GridLines).Select(i => low + ((high - low) * i / (GridLines - 1)))];
        return support.IsTransformed ? Array.ConvertAll(lines, support.ToOuter) : lines;
    }
}
