using Gramian.Numerics;
using Gramian.Numerics.Pairs;

namespace Gramian.Solvers.QuadraticProgrammes;

// One run of sequential minimal optimisation: rounds of choosing, fetching rows, solving, and updating.
internal sealed class DescentRun : IDisposable
{
    private const double InnerShare = 0.1;          // of the violation, down to which a working set is solved
    private const double NearShare = 10;            // of the tolerance, where dropped variables are looked at again
    private const int MovesPerVariable = 100;
    private const double WorthKeeping = 0.7;        // of the rows; more than that, and dropping the rest does not pay
    private const int ShrinkPeriod = 4;

    private readonly SequentialMinimalOptimizer recipe;
    private readonly PairedProgramme programme;
    private readonly ComputeOptions options;
    private readonly ActiveVariables active;
    private readonly WorkingSet working;
    private readonly WorkingMatrix matrix;
    private readonly Subproblem subproblem;
    private readonly RowCache cache;
    private readonly int setSize;
    private readonly long limit;
    private readonly int[] missing;
    private readonly MatrixView<float>[] places;
    private readonly MatrixView<float>[] changedRows;
    private readonly double[] changes;
    private readonly int[] rowOfPlace;
    private long moves;
    private int rounds;
    private bool isNear;
    private bool mayShrink;

    public DescentRun(SequentialMinimalOptimizer recipe, PairedProgramme programme, ComputeOptions options)
    {
        (this.recipe, this.programme, this.options) = (recipe, programme, options);
        int groups = programme.HoldsBothSums ? 2 : 1;
        setSize = (int)Math.Min(Math.Max(recipe.WorkingSetSize, 4L * groups), programme.Count);
        limit = recipe.IterationLimit ?? Math.Max(10_000_000L, 100L * programme.Count);
        active = new ActiveVariables(programme, options);
        working = new WorkingSet(active, setSize, programme.HoldsBothSums);
        cache = new RowCache(active.Count, recipe.CacheBytes, setSize);
        int most = setSize + (groups * PairSearch.Step) + (4 * groups);
        matrix = new WorkingMatrix(most + (groups * PairSearch.Step), active.Count);
        subproblem = new Subproblem(most + (groups * PairSearch.Step), groups, matrix);
        (missing, rowOfPlace) = (new int[most], new int[most + (groups * PairSearch.Step)]);
        (places, changedRows, changes) = (new MatrixView<float>[most], new MatrixView<float>[most], new double[most]);
    }

    public PairedSolution Solve()
    {
        mayShrink = recipe.Shrinks;
        double violation = working.Measure();
        double first = Math.Max(violation, recipe.Tolerance);
        while (moves < limit)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (!active.IsWhole && !isNear && violation <= NearShare * recipe.Tolerance)
            {
                isNear = true;
                violation = Restore();
                Shrink();
            }

            if (violation < recipe.Tolerance)
            {
                if (active.IsWhole)
                {
                    break;
                }

                // What was dropped was not settled after all: from here on nothing is, so that an end is sure.
                violation = Restore();
                mayShrink = false;
                continue;
            }

            if (mayShrink && cache.Overflows && rounds % ShrinkPeriod == 0)
            {
                Shrink();
            }

            working.Choose();
            Fetch();
            Build();
            moves += subproblem.Solve(
                Math.Max(0.5 * recipe.Tolerance, InnerShare * violation),
                (int)Math.Min(limit - moves, (long)MovesPerVariable * setSize), options.CancellationToken);
            Apply();
            rounds++;
            violation = working.Measure();
            options.Progress?.Report(new ComputeProgress(
                "pairs", Math.Clamp(Math.Log(first / violation) / Math.Log(first / recipe.Tolerance), 0, 1)));
        }

        if (!active.IsWhole)
        {
            violation = Restore();
        }

        return DescentAnswer.Make(programme, active, recipe, violation, moves, rounds);
    }

    public void Dispose()
    {
        cache.Dispose();
        matrix.Dispose();
    }

    private double Restore()
    {
        if (!active.IsWhole)
        {
            active.Restore(options);
            Forget();
            cache.Reset();
        }

        return working.Measure();
    }

    private void Shrink()
    {
        int[] kept = working.Kept();
        if (kept.Length <= WorthKeeping * active.Count && kept.Length > 0)
        {
            active.Keep(kept);
            cache.Keep(kept);
            Forget();
        }
    }

    private void Forget()
    {
        working.Forget();
        matrix.Forget();
    }

    private void Fetch()
    {
        int count = 0;
        foreach (int v in working.Chosen)
        {
            int row = active.RowOf(v);
            if (cache.Has(row))
            {
                cache.Touch(row);
            }
        }

        foreach (int v in working.Chosen)
        {
            int row = active.RowOf(v);
            if (!cache.Has(row))
            {
                places[count] = cache.Place(row);
                missing[count++] = row;
            }
        }

        active.Rows.FillRows(missing, places, count, options);
    }

    private void Build()
    {
        int groups = programme.HoldsBothSums ? 2 : 1;
        for (int group = 0; group < groups; group++)
        {
            subproblem.BeginGroup(group);
            foreach (int v in working.Chosen)
            {
                if (working.Group(v) == group)
                {
                    subproblem.Add(
                        v, active.Values[v], active.Bounds[v], active.Signs[v], active.Score(v),
                        active.Diagonal[active.RowOf(v)]);
                }
            }

            subproblem.EndGroup(group);
        }

        for (int place = 0; place < subproblem.Places; place++)
        {
            int v = subproblem.Variables[place];
            rowOfPlace[place] = v < 0 ? v : active.RowOf(v);
        }

        matrix.Fill(rowOfPlace.AsSpan(0, subproblem.Places), cache, options);
    }

    private void Apply()
    {
        int count = 0;
        for (int place = 0; place < subproblem.Places; place++)
        {
            int v = subproblem.Variables[place];
            if (v < 0 || subproblem.Value(place) == active.Values[v])
            {
                continue;
            }

            changes[count] = active.Signs[v] * (subproblem.Value(place) - active.Values[v]);
            changedRows[count++] = cache.Row(active.RowOf(v));
            active.Values[v] = subproblem.Value(place);
        }

        SingleRows.Add(changedRows, changes, count, active.Products, options);
    }
}
