using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.SupportVectors;

// Lets the cells of a grid compete by the log loss of cross-validated probabilities, on ever more rows; then looks
// beyond the edge of the grid while the best lies there.
internal sealed class SupportVectorRace(
    SupportVectorTuning tuning, Func<double, Kernel> kernelAt, Points points, int[] labels, int classes,
    ComputeOptions options)
{
    private const int Growth = 4;
    private const int MostWidenings = 3;
    private const double CostStep = 4;
    private const double FactorStep = 2;

    // A step beyond the edge must be worth something: a machine of wide kernels is near a linear one, and C would grow
    // without end for nothing.
    private const double LeastGain = 1e-3;
    private const ulong DrawTask = 1;

    /// <summary>The number of cells that were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>The most rows on which they were.</summary>
    public int Rows { get; private set; }

    /// <summary>How often the grid was widened.</summary>
    public int Widenings { get; private set; }

    /// <summary>The score of each cell at the most rows that it was tried on.</summary>
    public Dictionary<(double Factor, double Cost), (int Rows, double Loss)> Scores { get; } = [];

    /// <summary>What is on the edge of everything that was tried.</summary>
    public IReadOnlyList<string> AtBounds { get; private set; } = [];

    public SupportVectorScore Run(SupportVectorCell[] cells)
    {
        int most = Math.Min(points.Count, tuning.MostRows);
        Tried = cells.Length;
        SupportVectorCell[] left = cells;
        Rows = Math.Min(most, tuning.FirstRows);
        // A round that would decide nothing on nearly the rows of the next is not held.
        Rows = Rows * 2 > most ? most : Rows;
        while (true)
        {
            SupportVectorStage stage = Stage(Rows);
            List<SupportVectorScore> scored = Round(stage, left);
            if (Rows >= most)
            {
                return Widen(stage, cells, scored[0]);
            }

            left = [.. scored.Take(Math.Max(2, scored.Count / Growth)).Select(entry => entry.Cell)
                .OrderBy(cell => cell.Column).ThenBy(cell => cell.Cost)];
            Rows = Rows * Growth * 2 > most ? most : Rows * Growth;
        }
    }

    // On an edge the cells beyond it are tried, in both directions when it is a corner; twice the lengthscale needs
    // four times the cost for the same machine far away.
    private SupportVectorScore Widen(SupportVectorStage stage, SupportVectorCell[] cells, SupportVectorScore best)
    {
        var grid = new Grid(cells);
        int column = cells.Max(cell => cell.Column);
        while (grid.Edges(best.Cell) is { Count: > 0 } edges)
        {
            if (Widenings == MostWidenings)
            {
                AtBounds = edges;
                return best;
            }

            Widenings++;
            SupportVectorCell[] beyond = [.. Beyond(grid, best.Cell, ++column)];
            Tried += beyond.Length;
            grid.Add(beyond);
            SupportVectorScore next = Round(stage, beyond)[0];
            if (!(next.Loss < best.Loss * (1 - LeastGain)))
            {
                return best;
            }

            best = next;
        }

        return best;
    }

    private IEnumerable<SupportVectorCell> Beyond(Grid grid, SupportVectorCell best, int column)
    {
        double cost = best.Cost >= grid.MostCost ? best.Cost * CostStep
            : best.Cost <= grid.LeastCost ? best.Cost / CostStep : 0;
        double factor = grid.IsOneKernel ? 0
            : best.Factor >= grid.MostFactor ? best.Factor * FactorStep
            : best.Factor <= grid.LeastFactor ? best.Factor / FactorStep : 0;
        if (cost > 0)
        {
            yield return best with { Cost = cost, Column = column };
        }

        if (factor > 0)
        {
            Kernel kernel = kernelAt(factor);
            double step = factor > best.Factor ? CostStep : 1 / CostStep;
            foreach (double along in new[] { best.Cost, best.Cost * step }.Order())
            {
                yield return new SupportVectorCell(kernel, along, -column, factor);
            }
        }
    }

    private List<SupportVectorScore> Round(SupportVectorStage stage, IEnumerable<SupportVectorCell> cells)
    {
        List<SupportVectorScore> scored = stage.Round(cells);
        foreach (SupportVectorScore score in scored)
        {
            Scores[(score.Cell.Factor, score.Cell.Cost)] = (stage.Points.Count, score.Loss);
        }

        return scored;
    }

    private SupportVectorStage Stage(int rows)
    {
        int[] drawn = Draw(rows);
        Points some = rows == points.Count ? points : points.Select(drawn);
        return new SupportVectorStage(tuning, some, [.. drawn.Select(row => labels[row])], classes, options);
    }

    // As many rows of each class as its share says, and at least two, ascending.
    private int[] Draw(int rows)
    {
        if (rows >= points.Count)
        {
            return [.. Enumerable.Range(0, points.Count)];
        }

        var random = new RandomStream(tuning.Seed, DrawTask);
        var chosen = new List<int>();
        for (int c = 0; c < classes; c++)
        {
            int[] own = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == c)];
            int count = (int)Math.Round((double)own.Length * rows / labels.Length, MidpointRounding.AwayFromZero);
            random.Shuffle<int>(own);
            chosen.AddRange(own[..Math.Min(own.Length, Math.Max(2, count))].Order());
        }

        return [.. chosen];
    }

    // The rectangle that was tried. A choice among one is no search, and has no edge.
    private sealed class Grid
    {
        private readonly bool isOneCost;

        public Grid(SupportVectorCell[] cells)
        {
            (LeastCost, MostCost) = (cells.Min(cell => cell.Cost), cells.Max(cell => cell.Cost));
            (LeastFactor, MostFactor) = (cells.Min(cell => cell.Factor), cells.Max(cell => cell.Factor));
            (isOneCost, IsOneKernel) = (LeastCost == MostCost, LeastFactor == MostFactor);
        }

        public double LeastCost { get; private set; }

        public double MostCost { get; private set; }

        public double LeastFactor { get; private set; }

        public double MostFactor { get; private set; }

        public bool IsOneKernel { get; }

        public List<string> Edges(SupportVectorCell cell)
        {
            var edges = new List<string>();
            Note("C", cell.Cost, LeastCost, MostCost, isOneCost);
            Note("lengthscale", cell.Factor, LeastFactor, MostFactor, IsOneKernel);
            return edges;

            void Note(string name, double value, double least, double most, bool isOne)
            {
                if (!isOne && (value <= least || value >= most))
                {
                    edges.Add($"{name} ({(value <= least ? "lower" : "upper")})");
                }
            }
        }

        public void Add(IEnumerable<SupportVectorCell> cells)
        {
            foreach (SupportVectorCell cell in cells)
            {
                (LeastCost, MostCost) = (Math.Min(LeastCost, cell.Cost), Math.Max(MostCost, cell.Cost));
                (LeastFactor, MostFactor) = (Math.Min(LeastFactor, cell.Factor), Math.Max(MostFactor, cell.Factor));
            }
        }
    }
}
