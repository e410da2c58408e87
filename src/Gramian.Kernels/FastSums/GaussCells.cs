using Gramian.Numerics;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.FastSums;

// The points of a line or a plane in equal cells, each with the moments of its points. Cells are numbered along the
// last coordinate; empty ones have no moments.
internal sealed class GaussCells
{
    private const int CellsPerBlock = 64;
    private const long FewTerms = 1 << 22, TermsPerPoint = 16;  // 32 MB, and 128 bytes for each point
    private readonly int[] slots;       // of each cell; −1 for an empty one
    private readonly int[] starts;      // of the points of each slot
    private readonly double[] deviations;
    private readonly double[] values;
    private readonly double[] factors;
    private readonly double[] moments;

    // The slots are the numbers of points of all cells at first.
    private GaussCells(
        CellPlan plan, CellGrid grid, int[] cells, int[] slots, Coordinates points, ReadOnlySpan<double> weights)
    {
        (Plan, Grid, this.slots) = (plan, grid, slots);
        int n = points.Count;
        var counts = new List<int>();
        for (int cell = 0; cell < slots.Length; cell++)
        {
            if (slots[cell] > 0)
            {
                counts.Add(slots[cell]);
            }

            slots[cell] = slots[cell] > 0 ? counts.Count - 1 : -1;
        }

        starts = new int[counts.Count + 1];
        for (int slot = 0; slot < counts.Count; slot++)
        {
            starts[slot + 1] = starts[slot] + counts[slot];
        }

        int d = points.Dimension;
        deviations = new double[d * n];
        values = new double[n];
        double[] ordered = new double[weights.Length];
        int[] next = starts[..^1];
        for (int i = 0; i < n; i++)
        {
            int cell = cells[i], at = next[slots[cell]]++;
            if (d == 2)
            {
                deviations[n + at] = points[0, i] - grid.RowCentre(cell / grid.Columns);
            }

            deviations[at] = points[d - 1, i] - grid.ColumnCentre(d == 1 ? cell : cell % grid.Columns);
            if (weights.Length > 0)
            {
                ordered[at] = weights[i];
            }
        }

        factors = CellExpansions.Factors(d, plan.Order);
        moments = GC.AllocateUninitializedArray<double>(counts.Count * plan.Terms);
        CellExpansions.Values(First(0, n), Last(0, n), ordered, values);
    }

    public CellPlan Plan { get; }

    public CellGrid Grid { get; }

    public ReadOnlySpan<double> Moments => moments;

    public ReadOnlySpan<int> SlotsOf(int row, int first, int count) =>
        slots.AsSpan((row * Grid.Columns) + first, count);

    /// <summary>Sorts the points into cells and sums the powers of their deviations.</summary>
    /// <returns>The cells; null where so many hold so few points that their terms would fill the memory.</returns>
    public static GaussCells? Make(
        CellPlan plan, CellGrid grid, Coordinates points, ReadOnlySpan<double> weights, ComputeOptions options)
    {
        int[] cells = GC.AllocateUninitializedArray<int>(points.Count);
        for (int i = 0; i < cells.Length; i++)
        {
            int column = grid.ColumnOf(points[points.Dimension - 1, i]);
            cells[i] = points.Dimension == 1 ? column : (grid.RowOf(points[0, i]) * grid.Columns) + column;
        }

        int[] counts = new int[grid.Rows * grid.Columns];
        long occupied = 0;
        foreach (int cell in cells)
        {
            occupied += counts[cell]++ == 0 ? 1 : 0;
        }

        if (occupied * plan.Terms > Math.Max(FewTerms, TermsPerPoint * points.Count))
        {
            return null;
        }

        var made = new GaussCells(plan, grid, cells, counts, points, weights);
        int count = made.starts.Length - 1;
        var work = new Filling(made);
        WorkerTeam.Run(ref work, (count + CellsPerBlock - 1) / CellsPerBlock, options);
        return made;
    }

    private ReadOnlySpan<double> First(int start, int count) =>
        Plan.Dimension == 1 ? [] : deviations.AsSpan(values.Length + start, count);

    private ReadOnlySpan<double> Last(int start, int count) => deviations.AsSpan(start, count);

    private readonly struct Filling(GaussCells cells) : IBlockWork
    {
        public void Run(int block)
        {
            int end = Math.Min(cells.starts.Length - 1, (block + 1) * CellsPerBlock);
            for (int slot = block * CellsPerBlock; slot < end; slot++)
            {
                int start = cells.starts[slot], count = cells.starts[slot + 1] - start;
                CellExpansions.Moments(
                    cells.Plan.Order, cells.factors, cells.First(start, count), cells.Last(start, count),
                    cells.values.AsSpan(start, count),
                    cells.moments.AsSpan(slot * cells.Plan.Terms, cells.Plan.Terms));
            }
        }
    }
}
