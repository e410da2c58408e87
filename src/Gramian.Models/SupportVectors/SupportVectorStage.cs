using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.SupportVectors;

// Some of the rows, their folds, and the log loss of cells on them.
internal sealed class SupportVectorStage
{
    private const int WorseSteps = 2;
    private const ulong FoldTask = 2;
    private const double LeastProbability = 1e-15;

    // For the Gram matrices of the kernels that are worked on at once and for what folds gather of their rows.
    private const long GramBytes = 1L << 28;

    private readonly SupportVectorTuning tuning;
    private readonly ComputeOptions options;
    private readonly Fold[] folds;
    private readonly double[] rowWeights;

    public SupportVectorStage(
        SupportVectorTuning tuning, Points points, int[] places, int classes, ComputeOptions options)
    {
        (this.tuning, Points, Places, Classes, this.options) = (tuning, points, places, classes, options);
        folds = StratifiedKFold.Make(
            places, Math.Min(tuning.Folds, places.Length), new RandomStream(tuning.Seed, FoldTask));
        rowWeights = [.. places.Select(place => tuning.ClassWeights.IsEmpty ? 1 : tuning.ClassWeights[place])];
    }

    public Points Points { get; }

    /// <summary>The class of each row, 0 … k − 1.</summary>
    public int[] Places { get; }

    public int Classes { get; }

    public SupportVectorClassifier Recipe(Kernel kernel, double cost) => tuning.Recipe(kernel, cost);

    /// <summary>The cells, best first; of equal ones the smoother, which comes with the smaller C, first.</summary>
    public List<SupportVectorScore> Round(IEnumerable<SupportVectorCell> cells)
    {
        Column[] columns = [.. cells.GroupBy(cell => cell.Column).Select(group => new Column([.. group]))];
        var scored = new List<SupportVectorScore>();
        long bytes = BytesOfKernel();
        int batch = (int)Math.Clamp(GramBytes / bytes, 1, columns.Length);
        int total = columns.Sum(column => column.Cells.Length);
        for (int first = 0; first < columns.Length; first += batch)
        {
            Column[] some = columns[first..Math.Min(first + batch, columns.Length)];
            foreach (Column column in some)
            {
                column.Open(this, bytes <= GramBytes);
            }

            for (int step = 0; step < some.Max(column => column.Cells.Length); step++)
            {
                Column[] active = [.. some.Where(column =>
                    step < column.Cells.Length && column.Worse < WorseSteps)];
                options.Progress?.Report(new ComputeProgress("tuning", scored.Count / (double)total));
                scored.AddRange(Step(active, step));
            }

            foreach (Column column in some)
            {
                column.Dispose();
            }
        }

        return [.. scored.OrderBy(entry => entry.Loss).ThenBy(entry => entry.Cell.Cost)];
    }

    // One cost of every kernel that is still followed: folds and kernels side by side when each has its Gram matrix.
    private List<SupportVectorScore> Step(Column[] active, int step)
    {
        Matrix<double>[] decisions = [.. active.Select(_ =>
            new Matrix<double>(Points.Count, Classes * (Classes - 1) / 2))];
        var scores = new SupportVectorScore[active.Length];
        void Decide(int task, ComputeOptions compute)
        {
            Column column = active[task / folds.Length];
            column.Paths[task % folds.Length].Decide(
                column.Cells[step].Cost, decisions[task / folds.Length], compute);
        }

        void Score(int task)
        {
            PlattScaling[] scalings = Scale(decisions[task]);
            scores[task] = new SupportVectorScore(
                active[task].Cells[step], scalings, Loss(decisions[task], scalings));
        }

        int tasks = active.Length * folds.Length;
        if (active.Length > 0 && active[0].IsGram)
        {
            var alone = new ComputeOptions { Threads = 1, CancellationToken = options.CancellationToken };
            WorkerTeam.Run(tasks, task => Decide(task, alone), options);
            WorkerTeam.Run(active.Length, Score, options);
        }
        else
        {
            for (int task = 0; task < tasks; task++)
            {
                Decide(task, options);
            }

            for (int task = 0; task < active.Length; task++)
            {
                Score(task);
            }
        }

        for (int i = 0; i < active.Length; i++)
        {
            active[i].Note(scores[i].Loss);
            decisions[i].Dispose();
        }

        return [.. scores];
    }

    // A Gram matrix of floats, and of each fold the rows of each pair's machine, gathered once.
    private long BytesOfKernel()
    {
        long gram = 4L * Points.Count * Points.Count;
        double share = 1 - (1.0 / folds.Length);
        double machines = 2.0 * (Classes - 1) / Classes;
        return gram + (long)(gram * folds.Length * share * share * machines);
    }

    private Matrix<float> Gram(Kernel kernel)
    {
        var rows = new KernelRows(kernel, Points);
        var gram = Matrix<float>.Uninitialized(Points.Count, Points.Count);
        int[] all = [.. Enumerable.Range(0, Points.Count)];
        rows.Fill(all, Array.ConvertAll(all, i => gram.View.Slice(i, 0, 1, Points.Count)), Points.Count, options);
        return gram;
    }

    private PlattScaling[] Scale(Matrix<double> decisions)
    {
        var scalings = new PlattScaling[decisions.Columns];
        for (int i = 0, pair = 0; i < Classes; i++)
        {
            for (int j = i + 1; j < Classes; j++, pair++)
            {
                int[] rows = [.. Enumerable.Range(0, Places.Length).Where(row => Places[row] == i || Places[row] == j)];
                int column = pair;
                scalings[pair] = PlattScaling.Fit(
                    [.. rows.Select(row => decisions[row, column])], [.. rows.Select(row => Places[row] == i)],
                    [.. rows.Select(row => rowWeights[row])]);
            }
        }

        return scalings;
    }

    private double Loss(Matrix<double> decisions, PlattScaling[] scalings)
    {
        using Matrix<double> probabilities = ClassVote.Probabilities(Classes, decisions, scalings);
        double total = rowWeights.Sum();
        double loss = 0;
        for (int row = 0; row < Places.Length; row++)
        {
            loss -= rowWeights[row] * Math.Log(Math.Max(probabilities[row, Places[row]], LeastProbability)) / total;
        }

        return loss;
    }

    // The cells of one kernel, in the order of their costs.
    private sealed class Column(SupportVectorCell[] cells) : IDisposable
    {
        private double least = double.PositiveInfinity;
        private Matrix<float>? gram;

        public SupportVectorCell[] Cells => cells;

        public SupportVectorPath[] Paths { get; private set; } = [];

        public bool IsGram => gram is not null;

        /// <summary>How many steps of C in turn made it worse.</summary>
        public int Worse { get; private set; }

        public void Open(SupportVectorStage stage, bool withGram)
        {
            gram = withGram ? stage.Gram(cells[0].Kernel) : null;
            Paths = [.. stage.folds.Select(fold => new SupportVectorPath(stage, fold, cells[0].Kernel, gram))];
        }

        public void Note(double loss)
        {
            Worse = loss > least ? Worse + 1 : 0;
            least = Math.Min(least, loss);
        }

        public void Dispose()
        {
            Paths = [];
            gram?.Dispose();
        }
    }
}
