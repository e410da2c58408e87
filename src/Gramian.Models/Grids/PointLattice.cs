using Gramian.Kernels;

namespace Gramian.Models.Grids;

/// <summary>Represents points that are all places of a product grid, each once, in any order. Immutable.</summary>
public sealed class PointLattice
{
    // Coordinates that went through a standardisation are equal to rounding alone.
    private const double Rounding = 1e-9;
    private readonly int[] places;

    private PointLattice(ProductGrid grid, int[] places, double step) =>
        (Grid, this.places, Step) = (grid, places, step);

    /// <summary>The grid, its axes ascending.</summary>
    public ProductGrid Grid { get; }

    /// <summary>The place in the grid of each point, [n].</summary>
    public ReadOnlySpan<int> Places => places;

    /// <summary>The step of a line of equally spaced points; 0 for any other grid.</summary>
    public double Step { get; }

    /// <summary>Whether the points are equally spaced on a line.</summary>
    public bool IsRegularLine => Step > 0;

    /// <summary>The lattice of known places; null when they are not each place of the grid once.</summary>
    internal static PointLattice? Of(ProductGrid grid, int[] places)
    {
        var taken = new bool[grid.Count];
        foreach (int place in places)
        {
            if (place < 0 || place >= taken.Length || taken[place])
            {
                return null;
            }

            taken[place] = true;
        }

        double[][] axes = [.. Enumerable.Range(0, grid.Dimension).Select(k => grid.Axis(k).ToArray())];
        bool ascend = axes.All(axis => axis.Zip(axis.Skip(1)).All(pair => pair.First < pair.Second));
        return ascend && places.Length == grid.Count && grid.Count > 1
            ? new PointLattice(grid, places, StepOf(axes))
            : null;
    }

    /// <summary>The grid of points, or null when they are not all of one: O(n d log n).</summary>
    /// <param name="points">The points.</param>
    public static PointLattice? Find(Points points)
    {
        ArgumentNullException.ThrowIfNull(points);
        (int n, int d) = (points.Count, points.Dimension);
        if (n < 2 || d < 1)
        {
            return null;
        }

        var axes = new double[d][];
        var levels = new int[d][];
        long count = 1;
        for (int k = 0; k < d; k++)
        {
            (axes[k], levels[k]) = Levels(points, k);
            count *= axes[k].Length;
            if (count > n)
            {
                return null;
            }
        }

        var places = new int[n];
        var taken = new bool[n];
        for (int i = 0; i < n && count == n; i++)
        {
            int place = 0;
            for (int k = 0; k < d; k++)
            {
                place = (place * axes[k].Length) + levels[k][i];
            }

            if (taken[place])
            {
                return null;
            }

            (taken[place], places[i]) = (true, place);
        }

        return count == n ? new PointLattice(new ProductGrid(axes), places, StepOf(axes)) : null;
    }

    /// <summary>What stands at the places of the grid of values of the points, [n].</summary>
    internal double[] ToGrid(ReadOnlySpan<double> values)
    {
        var ordered = new double[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            ordered[places[i]] = values[i];
        }

        return ordered;
    }

    /// <summary>What stands at the points of values of the grid, [n].</summary>
    internal double[] ToPoints(ReadOnlySpan<double> values)
    {
        var picked = new double[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            picked[i] = values[places[i]];
        }

        return picked;
    }

    // The coordinates that differ by more than rounding, ascending, and which of them each point has.
    private static (double[] Axis, int[] Levels) Levels(Points points, int column)
    {
        var values = new double[points.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = points.Values[i, column];
        }

        int[] order = [.. Enumerable.Range(0, values.Length)];
        var sorted = (double[])values.Clone();
        Array.Sort(sorted, order);
        double room = Rounding * (sorted[^1] - sorted[0]) / Math.Max(1, sorted.Length - 1);
        var axis = new List<double>();
        var levels = new int[values.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (axis.Count == 0 || sorted[i] - axis[^1] > room)
            {
                axis.Add(sorted[i]);
            }

            levels[order[i]] = axis.Count - 1;
        }

        return ([.. axis], levels);
    }

    private static double StepOf(double[][] axes)
    {
        if (axes.Length > 1)
        {
            return 0;
        }

        double[] axis = axes[0];
        double step = (axis[^1] - axis[0]) / (axis.Length - 1);
        for (int i = 0; i < axis.Length; i++)
        {
            // Off by a part of the step that is far below what any kernel sees.
            if (Math.Abs(axis[i] - axis[0] - (i * step)) > 1e-6 * step)
            {
                return 0;
            }
        }

        return step;
    }
}
