namespace Gramian.Solvers.QuadraticProgrammes;

// Chooses the variables that are solved for together: those that violate most on either side, and those of the last
// rounds, whose rows are at hand.
internal sealed class WorkingSet
{
    private readonly ActiveVariables active;
    private readonly int size;
    private readonly BestFew[] uppers;
    private readonly BestFew[] lowers;
    private readonly double[] tops;
    private readonly double[] bottoms;
    private readonly bool bySign;
    private List<int> chosen = [];
    private bool[] marked = [];

    public WorkingSet(ActiveVariables active, int size, bool bySign)
    {
        (this.active, this.size, this.bySign) = (active, size, bySign);
        int groups = bySign ? 2 : 1;
        int share = Math.Max(1, size / (4 * groups));
        uppers = [.. Enumerable.Range(0, groups).Select(_ => new BestFew(share))];
        lowers = [.. Enumerable.Range(0, groups).Select(_ => new BestFew(share))];
        (tops, bottoms) = (new double[groups], new double[groups]);
    }

    /// <summary>The variables of the last choice, newest first.</summary>
    public IReadOnlyList<int> Chosen => chosen;

    public int Group(int variable) => bySign && active.Signs[variable] < 0 ? 1 : 0;

    /// <summary>The largest violation: a top above a bottom.</summary>
    public double Measure()
    {
        Array.Fill(tops, double.NegativeInfinity);
        Array.Fill(bottoms, double.PositiveInfinity);
        for (int v = 0; v < active.Values.Length; v++)
        {
            (bool grows, bool shrinks) = Subproblem.Directions(active.Signs[v], active.Values[v], active.Bounds[v]);
            double score = active.Score(v);
            int group = Group(v);
            if (grows && score > tops[group])
            {
                tops[group] = score;
            }

            if (shrinks && score < bottoms[group])
            {
                bottoms[group] = score;
            }
        }

        double violation = double.NegativeInfinity;
        for (int group = 0; group < tops.Length; group++)
        {
            violation = Math.Max(violation, tops[group] - bottoms[group]);
        }

        return violation;
    }

    /// <summary>Forgets the last choice, whose numbers mean other variables now.</summary>
    public void Forget() => chosen = [];

    /// <summary>Chooses, after <see cref="Measure"/>.</summary>
    public void Choose()
    {
        for (int group = 0; group < tops.Length; group++)
        {
            uppers[group].Clear();
            lowers[group].Clear();
        }

        for (int v = 0; v < active.Values.Length; v++)
        {
            (bool grows, bool shrinks) = Subproblem.Directions(active.Signs[v], active.Values[v], active.Bounds[v]);
            double score = active.Score(v);
            int group = Group(v);
            if (grows && score > bottoms[group])
            {
                uppers[group].Offer(score, v);
            }

            if (shrinks && score < tops[group])
            {
                lowers[group].Offer(-score, v);
            }
        }

        Gather();
    }

    /// <summary>The rows that can be dropped: at a bound, and beyond every violation.</summary>
    public int[] Kept()
    {
        var kept = new List<int>();
        int n = active.Count;
        for (int row = 0; row < n; row++)
        {
            for (int v = row; v < active.Values.Length; v += n)
            {
                if (!IsSettled(v))
                {
                    kept.Add(row);
                    break;
                }
            }
        }

        return [.. kept];
    }

    private bool IsSettled(int v)
    {
        (bool grows, bool shrinks) = Subproblem.Directions(active.Signs[v], active.Values[v], active.Bounds[v]);
        double score = active.Score(v);
        int group = Group(v);
        return (grows, shrinks) switch
        {
            (true, false) => score < bottoms[group],
            (false, true) => score > tops[group],
            (true, true) => false,
            _ => true,
        };
    }

    private void Gather()
    {
        if (marked.Length != active.Values.Length)
        {
            marked = new bool[active.Values.Length];
        }

        List<int> last = chosen;
        chosen = new List<int>(size);
        for (int group = 0; group < tops.Length; group++)
        {
            AddAll(uppers[group].Indices);
            AddAll(lowers[group].Indices);
        }

        // Free ones first: those at a bound have found their place more often.
        foreach (bool free in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (int v in last)
            {
                bool isFree = active.Values[v] > 0 && active.Values[v] < active.Bounds[v];
                if (chosen.Count < size && isFree == free && !marked[v])
                {
                    marked[v] = true;
                    chosen.Add(v);
                }
            }
        }

        foreach (int v in chosen)
        {
            marked[v] = false;
        }
    }

    private void AddAll(ReadOnlySpan<int> variables)
    {
        foreach (int v in variables)
        {
            if (!marked[v])
            {
                marked[v] = true;
                chosen.Add(v);
            }
        }
    }
}
