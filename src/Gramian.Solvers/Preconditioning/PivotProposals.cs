using Gramian.Numerics.Random;

namespace Gramian.Solvers.Preconditioning;

/// <summary>The rule of choice: which columns to fetch next, and which of the fetched ones to take.</summary>
/// <param name="rule">The rule.</param>
/// <param name="diagonal">The diagonal of what is left, [n]; the caller lowers it.</param>
/// <param name="floor">An element at or below it is rounding.</param>
/// <param name="random">Draws.</param>
internal sealed class PivotProposals(PivotRule rule, double[] diagonal, double floor, RandomStream random)
{
    // The largest element outside the last greedy block: none outside can have grown since.
    private double outside;

    public bool IsUsable(double element) => element > floor;

    /// <summary>Proposes columns, in the order in which they are to be judged; none when nothing is left.</summary>
    public int[] Propose(int count) => rule switch
    {
        PivotRule.Greedy => Largest(count),
        PivotRule.Uniform => Uniform(count),
        _ => Proportional(count),
    };

    /// <summary>Chooses the places to take, in order.</summary>
    /// <param name="block">The fetched columns in the fetched rows, [c, c]; overwritten by elimination.</param>
    /// <param name="columns">The columns of the places, [c].</param>
    /// <param name="places">The places of the proposals; a place may come again.</param>
    public List<int> Accept(double[,] block, int[] columns, int[] places)
    {
        var accepted = new List<int>();
        if (rule == PivotRule.Greedy)
        {
            for (int best = Best(block, columns); best >= 0; best = Best(block, columns))
            {
                if (accepted.Count > 0 && block[best, best] < outside)
                {
                    break;
                }

                accepted.Add(best);
                Eliminate(block, best);
            }

            return accepted;
        }

        double[] before = [.. Enumerable.Range(0, columns.Length).Select(place => block[place, place])];
        foreach (int place in places)
        {
            // A draw is spent on every proposal, so that the law does not depend on what is usable.
            double draw = rule == PivotRule.Random ? random.NextDouble() : 0;
            double rest = block[place, place];
            if (IsUsable(rest) && draw * before[place] < rest)
            {
                accepted.Add(place);
                Eliminate(block, place);
            }
        }

        return accepted;
    }

    private int Best(double[,] block, int[] columns)
    {
        int best = -1;
        for (int place = 0; place < columns.Length; place++)
        {
            double value = block[place, place];
            if (IsUsable(value) && (best < 0 || value > block[best, best]
                || (value == block[best, best] && columns[place] < columns[best])))
            {
                best = place;
            }
        }

        return best;
    }

    private static void Eliminate(double[,] block, int pivot)
    {
        int count = block.GetLength(0);
        double head = block[pivot, pivot];
        for (int i = 0; i < count; i++)
        {
            double factor = block[i, pivot] / head;
            for (int j = 0; j < count && i != pivot; j++)
            {
                block[i, j] -= factor * block[pivot, j];
            }
        }

        // What was taken has nothing left, to the last bit.
        for (int i = 0; i < count; i++)
        {
            block[i, pivot] = block[pivot, i] = 0;
        }
    }

    private int[] Largest(int count)
    {
        int[] order = [.. Enumerable.Range(0, diagonal.Length).Where(i => IsUsable(diagonal[i]))];
        double[] keys = [.. order.Select(i => -diagonal[i])];

        // A stable order: equal elements by number.
        int[] sorted = [.. order.Zip(keys).OrderBy(pair => pair.Second).ThenBy(pair => pair.First)
            .Take(count + 1).Select(pair => pair.First)];
        outside = sorted.Length > count ? diagonal[sorted[count]] : 0;
        return sorted[..Math.Min(count, sorted.Length)];
    }

    private int[] Uniform(int count)
    {
        int[] usable = [.. Enumerable.Range(0, diagonal.Length).Where(i => IsUsable(diagonal[i]))];
        int taken = Math.Min(count, usable.Length);
        for (int k = 0; k < taken; k++)
        {
            int other = k + random.NextInt(usable.Length - k);
            (usable[k], usable[other]) = (usable[other], usable[k]);
        }

        return usable[..taken];
    }

    private int[] Proportional(int count)
    {
        var sums = new double[diagonal.Length];
        double sum = 0;
        int last = -1;
        for (int i = 0; i < sums.Length; i++)
        {
            if (IsUsable(diagonal[i]))
            {
                sum += diagonal[i];
                last = i;
            }

            sums[i] = sum;
        }

        if (last < 0)
        {
            return [];
        }

        var drawn = new int[count];
        for (int k = 0; k < count; k++)
        {
            // The first element whose sum passes the draw; an equal sum before it belongs to an unusable one.
            double draw = random.NextDouble() * sum;
            int low = 0;
            int high = last;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = sums[middle] > draw ? (low, middle) : (middle + 1, high);
            }

            drawn[k] = low;
        }

        return drawn;
    }
}
