using System.Numerics;
using Gramian.Kernels.Stationary;
using Gramian.Numerics.Gauss;

namespace Gramian.Kernels.FastSums;

// Sums over all sources at one block of queries in more than three dimensions, by inner products: with D = ‖y‖² −
// exponent − 2 x·y a pair is worth 2^(−D − ‖x‖²). Nearest panels come first, so that the sums are soon so large that
// far panels, and in those that are left most groups of pairs, are below what may be lost. A row's loss for each unit
// of weight is that of GaussBlocks; here every row has its own.
internal readonly ref struct GaussProductBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int MostRows = 96;         // a whole number of strips of doubles and of floats
    private const int EagerSteps = 8;
    private static readonly int StripRows = GaussStrips.StripRows<T>();

    [ThreadStatic]
    private static T[]? kept;

    private readonly GaussSources sources;
    private readonly GaussPanels<T> panels;
    private readonly PanelTree queries;
    private readonly GaussTarget target;
    private readonly ReadOnlySpan<double> squares;
    private readonly Span<T> rows;          // −2 x, [strips, d, rows of a strip]
    private readonly Span<T> levels;
    private readonly Span<T> limits;
    private readonly Span<T> lowered;       // the limits for one panel
    private readonly Span<double> sums;
    private readonly Span<double> budgets;  // log₂ of what may be lost for each unit of weight; of the queries alone

    public GaussProductBlock(
        GaussSources sources, GaussPanels<T> panels, PanelTree queries, GaussTarget target, in GaussBlockState state)
    {
        (this.sources, this.panels, this.queries, this.target) = (sources, panels, queries, target);
        int d = queries.Dimension, height = queries.Width;
        squares = state.PaddedSquares;
        sums = state.PaddedSums;
        budgets = state.Shifts;
        int needed = height * (d + 3);
        if (kept is null || kept.Length < needed)
        {
            kept = GC.AllocateUninitializedArray<T>(needed, pinned: true);
        }

        Span<T> memory = kept.AsSpan(0, needed);
        rows = memory[..(height * d)];
        levels = memory.Slice(height * d, height);
        limits = memory.Slice(height * (d + 1), height);
        lowered = memory.Slice(height * (d + 2), height);
        for (int k = 0; k < d; k++)
        {
            ReadOnlySpan<double> line = state.PaddedRows.Row(k);
            for (int a = 0; a < height; a++)
            {
                rows[(((a / StripRows * d) + k) * StripRows) + (a % StripRows)] = T.CreateTruncating(-2 * line[a]);
            }
        }

        for (int a = 0; a < height; a++)
        {
            levels[a] = target.IsRelative ? GaussStrips.LowestLevel<T>() : T.CreateTruncating(squares[a]);
        }

        limits[state.Count..].Fill(GaussStrips.LowestLevel<T>());
        SetBudgets();
    }

    /// <summary>The sums, or their logarithms, and how many pairs were summed.</summary>
    public long Run(int leaf, Span<double> results, CancellationToken stop)
    {
        long taken = 0;
        int steps = 0, next = 1, d = queries.Dimension;
        ReadOnlySpan<double> lower = queries.Lower.AsSpan(leaf * d, d), upper = queries.Upper.AsSpan(leaf * d, d);
        double least = Least();
        var pending = new Stack<PanelTree.Place>();
        if (sources.Tree.PanelCount > 0)
        {
            pending.Push(sources.Tree.Root);
        }

        while (pending.TryPop(out PanelTree.Place place) && !stop.IsCancellationRequested)
        {
            if (-sources.Tree.Gap(place.Node, lower, upper) <= least)
            {
                continue;
            }

            if (place.Panels > 1)
            {
                bool isLeftNearer = sources.Tree.CentreDistance(place.Left.Node, lower, upper)
                    <= sources.Tree.CentreDistance(place.Right.Node, lower, upper);
                pending.Push(isLeftNearer ? place.Right : place.Left);
                pending.Push(isLeftNearer ? place.Left : place.Right);
                continue;
            }

            taken += Add(place.First);
            steps++;
            if (target.IsRelative && steps >= next)
            {
                SetBudgets();
                least = Least();
                next = steps + 1 + (steps / EagerSteps);
            }
        }

        for (int a = 0; a < results.Length; a++)
        {
            results[a] = !target.IsRelative ? sums[a]
                : sums[a] == 0 ? double.NegativeInfinity
                : Math.Log(sums[a]) + ((double.CreateTruncating(levels[a]) - squares[a]) * BinaryExponent.Ln2);
        }

        // Groups at the ends of the queries and of the points have rows and columns that are none.
        return Math.Min(taken, (long)results.Length * sources.Tree.Count);
    }

    private long Add(int panel)
    {
        double exponent = sources.LeastExponentOf(panel);
        ReadOnlySpan<T> reached = limits;
        if (exponent != 0)
        {
            T less = T.CreateTruncating(exponent);
            for (int a = 0; a < limits.Length; a++)
            {
                lowered[a] = limits[a] - less;
            }

            reached = lowered;
        }

        long taken = 0;
        for (int a = 0; a < sums.Length; a += StripRows)
        {
            taken += GaussStrips.AddSums(
                rows.Slice(a * queries.Dimension, StripRows * queries.Dimension), panels.ColumnsOf(panel),
                panels.BasesOf(panel), panels.WeightsOf(panel), reached.Slice(a, StripRows),
                levels.Slice(a, StripRows), sums.Slice(a, StripRows));
        }

        return taken;
    }

    private void SetBudgets()
    {
        double share = Math.Log2(0.5 * target.Relative), absolute = Math.Log2(target.Absolute);
        double whole = sources.Tree.PanelCount > 0 ? sources.BaseOf(0) : 0;
        for (int a = 0; a < budgets.Length; a++)
        {
            budgets[a] = target.IsRelative
                ? Math.Max(
                    absolute, Math.Log2(sums[a]) + double.CreateTruncating(levels[a]) - squares[a] + share)
                    - whole - Math.Log2(1 + target.Relative)
                : absolute;

            // A little more, so that no pair that counts is left out by rounding.
            double limit = -budgets[a] - squares[a];
            limits[a] = T.CreateTruncating(Math.Min(1e29, limit + 0.01 + (1e-6 * Math.Abs(limit))));
        }
    }

    private double Least()
    {
        double least = double.PositiveInfinity;
        foreach (double budget in budgets)
        {
            least = Math.Min(least, budget);
        }

        return least;
    }
}
