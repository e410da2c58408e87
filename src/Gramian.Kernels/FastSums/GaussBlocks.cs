using System.Numerics;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Threading;

namespace Gramian.Kernels.FastSums;

// Sums over all sources at blocks of queries. Coordinates are scaled so that a pair's value is 2^(exponent − ‖x − y‖²).
//
// A pair is left out when its value is below the budget β, the loss that each unit of weight is allowed; it is expanded
// when the expansion loses at most β, or at most the share ρ of the pair's own value; everything else is summed pair by
// pair. With signed weights β is the tolerance. With positive terms ρ is half of the relative tolerance and β the other
// half of the sum found so far, divided by the whole weight: the sum only grows, so that what was left out before stays
// small. So errors add up to the tolerance, whatever the data; where a block has found nothing yet, nothing is lost.
// In more than three dimensions pairs come from inner products (GaussProductBlock) wherever these are exact enough.
internal readonly struct GaussBlocks(
    GaussSources sources, PanelTree queries, int[] leaves, TaylorTerms? terms, GaussTarget target,
    double[] results, long[] pairs, CancellationToken stop) : IBlockWork
{
    private const double PairCost = 16;     // a pair, a term of an expansion, and the rest of one, for one query
    private const double TermCost = 1.3;
    private const double ExpansionCost = 25;
    private const int EagerSteps = 8;
    private const double LargestArgument = 9;

    public void Run(int block)
    {
        var state = new GaussBlockState(GaussScratch.Current, queries, block);
        if (terms is null && target.IsLoose && sources.Singles is var singles
            && singles.AreExact(state.LargestSquare, target))
        {
            AddProducts(state, singles, block);
            return;
        }

        if (terms is null && sources.Doubles is var doubles && doubles.AreExact(state.LargestSquare, target))
        {
            AddProducts(state, doubles, block);
            return;
        }

        if (target.IsRelative)
        {
            state.Shifts.Fill(-double.MaxValue);
            state.LeastShift = -double.MaxValue;
            state.Budget = BudgetOf(double.NegativeInfinity);
        }
        else
        {
            state.Budget = Math.Log2(target.Absolute);
        }

        Visit(ref state, leaves[block]);
        state.Flush();
        Store(state);
        pairs[block] = state.Pairs;
    }

    private void Visit(ref GaussBlockState state, int leaf)
    {
        int dimension = queries.Dimension;
        ReadOnlySpan<double> lower = queries.Lower.AsSpan(leaf * dimension, dimension);
        ReadOnlySpan<double> upper = queries.Upper.AsSpan(leaf * dimension, dimension);
        Span<double> centre = stackalloc double[GaussPairs.MostCoordinates];
        var pending = new Stack<(PanelTree.Place Place, double Gap)>();
        if (sources.Tree.PanelCount > 0)
        {
            pending.Push((sources.Tree.Root, sources.Tree.Gap(0, lower, upper)));
        }

        while (pending.TryPop(out (PanelTree.Place Place, double Gap) next) && !stop.IsCancellationRequested)
        {
            (PanelTree.Place place, double gap) = next;
            if (-gap <= state.Budget)
            {
                continue;
            }

            double highest = sources.BaseOf(place.Node) - gap;
            if (highest <= state.Comfortable && terms is not null
                && Order(place, gap, lower, upper, state.Budget, centre) is > 0 and int order)
            {
                GaussTaylor.AddValues(
                    terms, order, state.PaddedRows, centre[..dimension],
                    sources.MomentsOf(place, terms, centre[..dimension]), sources.BaseOf(place.Node),
                    state.PaddedShifts, state.PaddedSums);
                Advance(ref state);
            }
            else if (place.Panels == 1)
            {
                AddPanels(ref state, place, highest);
                Advance(ref state);
            }
            else
            {
                double left = sources.Tree.Gap(place.Left.Node, lower, upper);
                double right = sources.Tree.Gap(place.Right.Node, lower, upper);
                (PanelTree.Place, double) first = (place.Left, left), second = (place.Right, right);
                pending.Push(left <= right ? second : first);
                pending.Push(left <= right ? first : second);
            }
        }
    }

    // The least order whose expansion of a node loses no more than is allowed and is cheaper than its pairs; 0 if none.
    private int Order(
        PanelTree.Place place, double gap, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double budget,
        Span<double> centre)
    {
        double a = 0;
        int dimension = lower.Length, at = place.Node * dimension;
        for (int k = 0; k < dimension; k++)
        {
            (double low, double high) = (sources.Tree.Lower[at + k], sources.Tree.Upper[at + k]);
            centre[k] = low + (0.5 * (high - low));
            double half = Math.Max(high - centre[k], centre[k] - low);
            a += half * Math.Max(Math.Abs(lower[k] - centre[k]), Math.Abs(upper[k] - centre[k]));
        }

        a *= GaussTaylor.InnerFactor;
        if (!(a <= LargestArgument))
        {
            return 0;
        }

        double allowed = Math.Max(target.Relative / 2, double.Exp2(Math.Min(-1, budget + gap)));
        double growth = Math.Exp(a);
        double left = allowed - (growth * growth * 4e-15);
        double rest = growth;
        double affordable = (place.Panels * GaussSources.PanelWidth * PairCost) - ExpansionCost;
        for (int order = 1; order <= terms!.Order && TermCost * terms.CountOf(order) < affordable; order++)
        {
            rest *= a / order;
            if (rest <= left)
            {
                return order;
            }
        }

        return 0;
    }

    private void AddPanels(ref GaussBlockState state, PanelTree.Place place, double highest)
    {
        for (int k = 0; k < place.Panels; k++)
        {
            int panel = place.First + k;
            state.Pairs += (long)state.Count * WidthOf(panel);
            ReadOnlySpan<double> weights = sources.WeightsOf(panel);
            ReadOnlySpan<double> exponents = sources.ExponentsOf(panel);
            MatrixView<double> columns = sources.LinesOf(panel, 1);
            if (terms is not null && highest <= state.Comfortable)
            {
                GaussPairs.AddSums(state.Rows, columns, exponents, weights, state.Shifts, state.Lanes);
                continue;
            }

            GaussPairs.SquaredDistances(state.Rows, columns, state.Tile);
            state.Raise(state.Tile, exponents, highest);
            GaussPairs.AddSums(state.Tile, exponents, weights, state.Shifts, state.Lanes);
        }
    }

    private int WidthOf(int panel) =>
        Math.Min(GaussSources.PanelWidth, sources.Tree.Count - (panel * GaussSources.PanelWidth));

    private void AddProducts<T>(in GaussBlockState state, GaussPanels<T> panels, int block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> found = stackalloc double[state.Count];
        pairs[block] = new GaussProductBlock<T>(sources, panels, queries, target, state).Run(
            leaves[block], found, stop);
        for (int i = 0; i < found.Length; i++)
        {
            results[queries.Order[state.First + i]] = found[i];
        }
    }

    // Raises the budget with the sums, at first after every step and later after every eighth.
    private void Advance(ref GaussBlockState state)
    {
        state.Steps++;
        if (target.IsRelative && (state.Steps <= EagerSteps || state.Steps % EagerSteps == 0))
        {
            state.Flush();
            state.Budget = BudgetOf(state.Least());
        }
    }

    // log₂ of (½ relative · least sum + absolute) / weight of all sources, a little less.
    private double BudgetOf(double logLeast)
    {
        double share = logLeast + Math.Log2(0.5 * target.Relative);
        double allowed = target.Absolute > 0
            ? Math.Max(share, Math.Log2(target.Absolute))
            : share;
        return allowed - (sources.Tree.Count > 0 ? sources.BaseOf(0) : 0) - Math.Log2(1 + target.Relative);
    }

    private void Store(in GaussBlockState state)
    {
        for (int i = 0; i < state.Count; i++)
        {
            results[queries.Order[state.First + i]] = target.IsRelative
                ? state.Sums[i] == 0
                    ? double.NegativeInfinity
                    : Math.Log(state.Sums[i]) + (state.Shifts[i] * BinaryExponent.Ln2)
                : state.Sums[i];
        }
    }
}
