using Gramian.Kernels;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>The regions of a density of one axis: places where it is known, ends between them, integrals.</summary>
/// <remarks>Places are in the coordinates in which the bandwidth is measured.</remarks>
internal sealed class AxisRegions
{
    private const int StepsPerBandwidth = 16, MostPlaces = 1 << 20, Parts = 8, Zooms = 6;
    private const double MassTolerance = 1e-13, NearLevel = 1e-3;
    private readonly FittedKernelDensity density;
    private readonly ComputeOptions? options;
    private readonly double tolerance;
    private readonly double step;
    private readonly AxisMass mass;
    private readonly RepeatedDensity sums;
    private readonly double[] places;
    private readonly double[] logs;

    /// <param name="density">The density.</param>
    /// <param name="tolerance">How near ends are found, in bandwidths of the narrowest point.</param>
    /// <param name="axisLevel">The lowest level that will be asked for; null when shares will be.</param>
    /// <param name="options">Threads and cancellation.</param>
    public AxisRegions(FittedKernelDensity density, double tolerance, double? axisLevel, ComputeOptions? options)
    {
        (this.density, this.options) = (density, options);
        mass = new AxisMass(density, options);
        sums = new RepeatedDensity(density, options);
        double narrowest = density.Bandwidth.Lengths[0]
            * (density.Factors.Length > 0 ? density.Factors.ToArray().Min() : 1);
        this.tolerance = tolerance * narrowest;
        (double Low, double High)[] covered = Covered(RegionReach.Of(density, axisLevel));
        step = Math.Max(narrowest / StepsPerBandwidth, covered.Sum(part => part.High - part.Low) / MostPlaces);
        Resolution = step / narrowest;
        double[] grid = [.. covered.SelectMany(part =>
        {
            int count = (int)Math.Ceiling((part.High - part.Low) / step);
            return Enumerable.Range(0, count + 1).Select(i => part.Low + ((part.High - part.Low) * i / count));
        }).Distinct()];
        double[] values = At(grid);
        (double[] peaks, double[] heights) = Turns(grid, values);
        places = [.. grid, .. peaks];
        logs = [.. values, .. heights];
        Array.Sort(places, logs);
    }

    private double Resolution { get; }

    /// <summary>The smallest region that holds a share, or a little more where the mass jumps with the level.</summary>
    public DensityRegion HoldingAtLeast(double share)
    {
        double top = logs.Max();
        double bottom = logs.Where(double.IsFinite).Min();
        double[] Excess(double[] levels) => Array.ConvertAll(levels, level => mass.Of(Ends(level)) - share);
        double highest = Math.BitIncrement(top);
        (double least, double most) = (Excess([bottom])[0], Excess([highest])[0]);
        if (least < 0)
        {
            return Above(bottom, share);
        }

        // The masses of the places are near enough to leave a small part of the levels.
        (double lower, double upper) = (bottom, highest);
        double near = Near(share);
        for (double side = NearLevel; side < top - bottom && (lower == bottom || upper == highest); side *= 16)
        {
            foreach (double place in new[] { near - side, near + side }.Where(place => place > lower && place < upper))
            {
                double excess = Excess([place])[0];
                (lower, least) = excess >= 0 ? (place, excess) : (lower, least);
                (upper, most) = excess < 0 ? (place, excess) : (upper, most);
            }
        }

        double level = BracketedRoots.Narrow(
            Excess, [lower], [upper], [(least, most)], MassTolerance * Math.Max(1, top - bottom))[0].Lower;
        return Above(level, share);
    }

    // The level above which the places hold a share, each its density times the half of the way to its neighbours.
    private double Near(double share)
    {
        double[] keys = Array.ConvertAll(logs, log => -log);
        double[] masses = [.. places.Select((_, i) => Math.Exp(logs[i]) * Stretch(places[i]) * 0.5 * (
            (i > 0 ? Math.Min(step, places[i] - places[i - 1]) : 0)
            + (i + 1 < places.Length ? Math.Min(step, places[i + 1] - places[i]) : 0)))];
        Array.Sort(keys, masses);
        double sum = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            sum += masses[i];
            if (sum >= share)
            {
                return -keys[i];
            }
        }

        return -keys[^1];
    }

    /// <summary>The region above a level.</summary>
    public DensityRegion Above(double logLevel, double? share)
    {
        (double Low, double High)[] ends = Ends(logLevel);
        AxisSupport support = density.Supports[0];
        DensityInterval[] intervals = Array.ConvertAll(
            ends, part => new DensityInterval(support.ToOuter(part.Low), support.ToOuter(part.High)));
        double wrong = ends.Sum(part => Stretch(part.Low) + Stretch(part.High)) * tolerance;
        return new DensityRegion(density, share, logLevel)
        {
            Mass = Math.Min(1, mass.Of(ends)),
            MassError = Math.Exp(logLevel) * wrong,
            Intervals = intervals,
            Size = intervals.Sum(part => part.Length),
            SizeError = wrong,
            Resolution = Resolution,
        };
    }

    // By what a distance there counts in values.
    private double Stretch(double place) => Math.Exp(-density.Supports[0].LogSlope(density.Supports[0].ToOuter(place)));

    private double[] At(double[] where)
    {
        AxisSupport support = density.Supports[0];
        return sums.At(Points.FromColumn(Array.ConvertAll(where, support.ToOuter)));
    }

    // Everywhere within reach of a point, inside the support: beyond, nothing is above a level that can be asked for.
    private (double Low, double High)[] Covered(double reach)
    {
        double length = reach * density.Bandwidth.Lengths[0];
        var parts = new (double Low, double High)[density.Points.Count];
        AxisSupport support = density.Supports[0];
        (double least, double most) = support.IsTransformed
            ? (double.NegativeInfinity, double.PositiveInfinity)
            : (support.Lower, support.Upper);
        for (int i = 0; i < parts.Length; i++)
        {
            double wide = length * (density.Factors.Length > 0 ? density.Factors[i] : 1);
            double centre = density.InnerPoints.Values[i, 0];
            parts[i] = (Math.Max(least, centre - wide), Math.Min(most, centre + wide));
        }

        Array.Sort(parts);
        var joined = new List<(double Low, double High)>();
        foreach ((double low, double high) in parts)
        {
            if (joined.Count > 0 && low <= joined[^1].High)
            {
                joined[^1] = (joined[^1].Low, Math.Max(joined[^1].High, high));
            }
            else
            {
                joined.Add((low, high));
            }
        }

        return [.. joined];
    }

    // Where three neighbours turn, the place of the turn, so that a level between it and them is seen.
    private (double[] Places, double[] Logs) Turns(double[] grid, double[] values)
    {
        int[] turns = [.. Enumerable.Range(1, Math.Max(0, grid.Length - 2)).Where(i =>
            grid[i + 1] - grid[i - 1] < 3 * step
            && ((values[i] > values[i - 1] && values[i] >= values[i + 1])
                || (values[i] < values[i - 1] && values[i] <= values[i + 1])))];
        (double Low, double High)[] around = Array.ConvertAll(turns, i => (grid[i - 1], grid[i + 1]));
        double[] best = Array.ConvertAll(turns, i => grid[i]);
        double[] found = Array.ConvertAll(turns, i => values[i]);
        for (int zoom = 0; zoom < Zooms && turns.Length > 0; zoom++)
        {
            double[] within = [.. around.SelectMany(part => Enumerable.Range(1, Parts - 1).Select(k =>
                part.Low + ((part.High - part.Low) * k / Parts)))];
            double[] seen = At(within);
            for (int t = 0; t < turns.Length; t++)
            {
                bool isPeak = values[turns[t]] > values[turns[t] - 1];
                for (int k = 0; k < Parts - 1; k++)
                {
                    int place = (t * (Parts - 1)) + k;
                    if (isPeak ? seen[place] > found[t] : seen[place] < found[t])
                    {
                        (best[t], found[t]) = (within[place], seen[place]);
                    }
                }

                double near = (around[t].High - around[t].Low) / Parts;
                around[t] = (best[t] - near, best[t] + near);
            }
        }

        // A turn that is a place of the grid is there already.
        bool[] isNew = [.. best.Select((place, t) => place != grid[turns[t]])];
        return ([.. best.Where((_, t) => isNew[t])], [.. found.Where((_, t) => isNew[t])]);
    }

    private (double Low, double High)[] Ends(double logLevel)
    {
        options?.CancellationToken.ThrowIfCancellationRequested();
        int[] crossed = [.. Enumerable.Range(0, places.Length - 1).Where(i =>
            logs[i] >= logLevel != logs[i + 1] >= logLevel)];
        (double Lower, double Upper)[] roots = BracketedRoots.Narrow(
            where => Array.ConvertAll(At(where), log => log - logLevel),
            Array.ConvertAll(crossed, i => places[i]), Array.ConvertAll(crossed, i => places[i + 1]),
            Array.ConvertAll(crossed, i => (logs[i] - logLevel, logs[i + 1] - logLevel)), tolerance);
        var ends = new List<(double, double)>();
        double? open = logs[0] >= logLevel ? places[0] : null;
        for (int k = 0; k < crossed.Length; k++)
        {
            double end = 0.5 * (roots[k].Lower + roots[k].Upper);
            if (open is double from)
            {
                ends.Add((from, end));
                open = null;
            }
            else
            {
                open = end;
            }
        }

        if (open is double last)
        {
            ends.Add((last, places[^1]));
        }

        return [.. ends];
    }
}
