using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Models.Densities.Evaluation;

// Kernel sums from points drawn by their weights, twice as many each round, until the empirical Bernstein bound of
// every query is within its tolerance. Values lie between 0 and 1, so that the mean of s draws with the variance V is
// off by at most √(2 V L/s) + 3 L/s, L = ln(3/chance), each time but with that chance; it is divided among queries and
// rounds.
[Paper("audibert2009exploration")]
internal sealed class SampledDensity
{
    private const int MostRounds = 40;
    private const int First = 4096;
    private readonly Points points;
    private readonly double[] cumulative;
    private readonly RandomStream random;

    public SampledDensity(Points points, ReadOnlySpan<double> shares, RandomStream random)
    {
        (this.points, this.random) = (points, random);
        cumulative = new double[shares.Length];
        double sum = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            cumulative[i] = sum += shares[i];
        }
    }

    /// <summary>How many points were drawn.</summary>
    public long Drawn { get; private set; }

    /// <summary>L for one query of many, and one round of many.</summary>
    public static double LogChance(int queries, double chance) =>
        Math.Log(3.0 * MostRounds * Math.Max(1, queries) / chance);

    /// <summary>Sums at queries until each is known, or a limit of draws is reached; says which are known.</summary>
    public bool[] Sum(
        Points queries, double relative, double absolute, double chance, long limit, Span<double> sums,
        ComputeOptions? options)
    {
        double log = LogChance(queries.Count, chance);
        int m = queries.Count;
        double[] totals = new double[m], squares = new double[m];
        bool[] known = new bool[m];
        int[] open = [.. Enumerable.Range(0, m)];
        for (int round = 0; round < MostRounds && open.Length > 0 && Drawn < limit; round++)
        {
            int count = (int)Math.Min(Math.Max(First, Drawn), Math.Max(1, limit - Drawn));
            Points sample = Draw(count);
            Points rows = queries.Select(open);
            Add(new Rbf(1), rows, sample, open, totals, options);
            Add(new Rbf(Math.Sqrt(0.5)), rows, sample, open, squares, options);
            Drawn += count;
            foreach (int i in open)
            {
                double mean = totals[i] / Drawn, variance = Math.Max(0, (squares[i] / Drawn) - (mean * mean));
                double error = Math.Sqrt(2 * variance * log / Drawn) + (3 * log / Drawn);

                // The sum is at least the mean less the error, and a relative tolerance is of the sum.
                known[i] = error <= absolute + (relative * Math.Max(0, mean - error));
                sums[i] = mean;
            }

            open = Array.FindAll(open, i => !known[i]);
        }

        return known;
    }

    private static void Add(
        Rbf kernel, Points rows, Points sample, int[] open, double[] totals, ComputeOptions? options)
    {
        double[] ones = new double[sample.Count], found = new double[rows.Count];
        Array.Fill(ones, 1);
        LinearOperator sums = kernel.Cross(rows, sample);
        sums.Apply(ones, found, options);
        for (int i = 0; i < open.Length; i++)
        {
            totals[open[i]] += found[i];
        }
    }

    private Points Draw(int count)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
        {
            int found = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
            rows[i] = Math.Min(found < 0 ? ~found : found + 1, cumulative.Length - 1);
        }

        return points.Select(rows);
    }
}
