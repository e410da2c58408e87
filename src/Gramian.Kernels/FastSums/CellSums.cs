using Gramian.Numerics;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.FastSums;

// Sums over cells for blocks of neighbouring queries.
internal readonly struct CellSums : IBlockWork
{
    private const int MostQueries = 16;
    private readonly CellPlan plan;
    private readonly GaussCells cells;
    private readonly Coordinates queries;
    private readonly int[] order;       // queries that are neighbours follow each other
    private readonly List<int> blocks;  // where each block of them starts, and the end of the last
    private readonly double[] sums;

    private CellSums(GaussCells cells, Coordinates queries, double[] sums)
    {
        (plan, this.cells, this.queries, this.sums) = (cells.Plan, cells, queries, sums);
        order = Arrange(cells.Grid, queries);
        blocks = Cut(plan, queries, order);
    }

    /// <summary>sums[i] = the sum at query i.</summary>
    public static void Add(GaussCells cells, Coordinates queries, double[] sums, ComputeOptions options)
    {
        var work = new CellSums(cells, queries, sums);
        WorkerTeam.Run(ref work, work.blocks.Count - 1, options);
    }

    public void Run(int block)
    {
        int start = blocks[block], count = blocks[block + 1] - start, d = plan.Dimension;
        int padded = count <= GaussPairs.LaneCount ? GaussPairs.LaneCount : MostQueries;
        Span<double> places = stackalloc double[2 * MostQueries], moved = stackalloc double[2 * MostQueries];
        Span<double> found = stackalloc double[padded];
        Span<double> first = places[..padded], last = places.Slice(MostQueries, padded);
        for (int a = 0; a < padded; a++)
        {
            int query = order[start + Math.Min(a, count - 1)];
            (first[a], last[a]) = (queries[0, query], queries[d - 1, query]);
        }

        found.Clear();
        (double low, double high) = Range(last);
        (double front, double back) = d == 1 ? (0, 0) : Range(first);
        CellGrid grid = cells.Grid;
        int begin = d == 1 ? 0 : grid.RowOf(front - plan.Reach), end = d == 1 ? 0 : grid.RowOf(back + plan.Reach);
        for (int row = begin; row <= end; row++)
        {
            double centre = grid.RowCentre(row), half = 0.5 * grid.Width;
            double gap = d == 1 ? 0 : Math.Max(0, Math.Max(front - centre - half, centre - half - back));
            double square = (plan.Reach * plan.Reach) - (gap * gap);
            double chord = Math.Sqrt(Math.Max(0, square));
            if (square < 0 || low - chord > grid.ColumnEnd || high + chord < grid.ColumnStart)
            {
                continue;
            }

            int from = grid.ColumnOf(low - chord), to = grid.ColumnOf(high + chord);
            Move(first, centre, moved);
            Move(last, grid.ColumnCentre(from), moved[MostQueries..]);
            CellExpansions.AddRow(
                plan.Order, d == 1 ? [] : moved[..padded], moved.Slice(MostQueries, padded), grid.Width,
                cells.SlotsOf(row, from, to - from + 1), cells.Moments, found);
        }

        for (int a = 0; a < count; a++)
        {
            sums[order[start + a]] = found[a];
        }
    }

    private static void Move(ReadOnlySpan<double> places, double by, Span<double> moved)
    {
        for (int a = 0; a < places.Length; a++)
        {
            moved[a] = places[a] - by;
        }
    }

    private static (double Low, double High) Range(ReadOnlySpan<double> values)
    {
        (double low, double high) = (values[0], values[0]);
        foreach (double value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return (low, high);
    }

    // By bands of rows, then by columns.
    private static int[] Arrange(CellGrid grid, Coordinates queries)
    {
        int m = queries.Count, d = queries.Dimension;
        int[] keys = GC.AllocateUninitializedArray<int>(m), order = new int[m];
        for (int i = 0; i < m; i++)
        {
            int band = d == 1 ? 0 : grid.RowOf(queries[0, i]) / 2;
            keys[i] = (band * grid.Columns) + grid.ColumnOf(queries[d - 1, i]);
            order[i] = i;
        }

        int places = (d == 1 ? 1 : (grid.Rows / 2) + 1) * grid.Columns;
        if (places / 16 > m)
        {
            Array.Sort(keys, order);
            return order;
        }

        int[] next = new int[places + 1];
        foreach (int key in keys)
        {
            next[key + 1]++;
        }

        for (int key = 1; key < next.Length; key++)
        {
            next[key] += next[key - 1];
        }

        for (int i = 0; i < m; i++)
        {
            order[next[keys[i]]++] = i;
        }

        return order;
    }

    // A block ends where its queries would lie too far apart.
    private static List<int> Cut(CellPlan plan, Coordinates queries, int[] order)
    {
        List<int> blocks = [0];
        double low = 0, high = 0, front = 0, back = 0;
        for (int k = 0; k < order.Length; k++)
        {
            double last = queries[plan.Dimension - 1, order[k]], first = plan.Dimension == 1 ? 0 : queries[0, order[k]];
            int count = k - blocks[^1];
            bool fits = count is > 0 and < MostQueries
                && Math.Max(high, last) - Math.Min(low, last) <= plan.Span
                && Math.Max(back, first) - Math.Min(front, first) <= plan.Band;
            if (!fits && count > 0)
            {
                blocks.Add(k);
            }

            (low, high) = fits ? (Math.Min(low, last), Math.Max(high, last)) : (last, last);
            (front, back) = fits ? (Math.Min(front, first), Math.Max(back, first)) : (first, first);
        }

        if (order.Length > 0)
        {
            blocks.Add(order.Length);
        }

        return blocks;
    }
}
