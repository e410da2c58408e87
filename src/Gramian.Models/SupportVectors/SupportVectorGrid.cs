using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents a grid of kernels and costs to choose from by cross-validation: the recipe. Immutable.</summary>
/// <remarks>
/// The Gram matrix of a kernel is made once for all costs and folds, as floats; each fold follows its costs upwards,
/// every machine starting from the last one; folds and kernels run side by side on all threads. Bit-identical for any
/// number of threads. A Gram matrix takes 4 n² bytes.
/// </remarks>
/// <param name="Recipe">What all share; its kernel, cost, ν and probabilities are not read.</param>
/// <param name="Kernels">The kernels, at least 1.</param>
/// <param name="Costs">The values of C, positive and ascending, at least 1.</param>
[Paper("chang2011libsvm")]
public sealed record SupportVectorGrid(
    SupportVectorClassifier Recipe, ImmutableArray<Kernel> Kernels, ImmutableArray<double> Costs)
{
    /// <summary>The most memory for Gram matrices, in bytes; 1 GiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long GramBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(GramBytes));
            field = value;
        }
    } = 1L << 30;

    /// <summary>
    /// Deals rows into folds in their order, each class evenly, as scikit-learn's StratifiedKFold does.
    /// </summary>
    /// <param name="labels">The label of each row, [n].</param>
    /// <param name="folds">The number of folds, from 2 to n.</param>
    /// <returns>The fold of each row, [n].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds is outside its range.</exception>
    public static int[] StratifiedFolds(ReadOnlySpan<double> labels, int folds)
    {
        Guard.InRange(folds, 2, Math.Max(2, labels.Length));
        double[] all = labels.ToArray();
        double[] order = [.. all.Distinct()];       // the first class to come is the first one
        int[] codes = [.. all.Select(label => Array.IndexOf(order, label))];
        int[] sorted = [.. codes.Order()];
        int[] foldOf = new int[all.Length];
        for (int c = 0; c < order.Length; c++)
        {
            int[] rows = [.. Enumerable.Range(0, all.Length).Where(row => codes[row] == c)];
            for (int fold = 0, next = 0; fold < folds; fold++)
            {
                int share = 0;
                for (int place = fold; place < sorted.Length; place += folds)
                {
                    share += sorted[place] == c ? 1 : 0;
                }

                for (; share > 0; share--)
                {
                    foldOf[rows[next++]] = fold;
                }
            }
        }

        return foldOf;
    }

    /// <summary>Cross-validates every kernel with every cost.</summary>
    /// <param name="inputs">The n inputs; borrowed during the call.</param>
    /// <param name="labels">The label of each row, [n].</param>
    /// <param name="foldOf">The fold of each row, from 0, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a fold is empty or leaves one class only, the grid is empty, or one Gram matrix exceeds
    /// the memory for them.
    /// </exception>
    public GridAccuracies CrossValidate(
        Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<int> foldOf, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Guard.Length(labels.Length, inputs.Count, nameof(labels));
        Guard.AllFinite(labels, nameof(labels));
        Guard.Length(foldOf.Length, inputs.Count, nameof(foldOf));
        CheckGrid();
        options ??= ComputeOptions.Default;
        long bytes = 4L * inputs.Count * inputs.Count;
        if (bytes > GramBytes)
        {
            throw new ArgumentException(
                $"A Gram matrix of {inputs.Count} rows takes {bytes} bytes, but there may be {GramBytes}; allow more, "
                + "or tune on some of the rows.", nameof(inputs));
        }

        Fold[] folds = Fold.Of(labels.ToArray(), foldOf.ToArray());
        int batch = (int)Math.Min(Kernels.Length, GramBytes / Math.Max(1, bytes));
        var hits = new double[Kernels.Length * folds.Length][];
        bool[] converged = new bool[hits.Length];
        for (int first = 0; first < Kernels.Length; first += batch)
        {
            int count = Math.Min(batch, Kernels.Length - first);
            Matrix<float>[] grams = [.. Enumerable.Range(first, count).Select(k => Gram(Kernels[k], inputs, options))];
            int start = first;
            var alone = new ComputeOptions { Threads = 1, CancellationToken = options.CancellationToken };
            WorkerTeam.Run(count * folds.Length, task =>
            {
                int place = (start * folds.Length) + task;
                hits[place] = folds[task % folds.Length].Follow(
                    Recipe, Costs, grams[task / folds.Length], alone, out converged[place]);
            }, options);
            foreach (Matrix<float> gram in grams)
            {
                gram.Dispose();
            }
        }

        return Gather(hits, folds.Length, converged);
    }

    private static Matrix<float> Gram(Kernel kernel, Points inputs, ComputeOptions options)
    {
        var rows = new KernelRows(kernel.Resolve(inputs.Dimension), inputs);
        var gram = Matrix<float>.Uninitialized(inputs.Count, inputs.Count);
        int[] all = [.. Enumerable.Range(0, inputs.Count)];
        rows.Fill(all, Array.ConvertAll(all, i => gram.View.Slice(i, 0, 1, inputs.Count)), inputs.Count, options);
        return gram;
    }

    private void CheckGrid()
    {
        if (Kernels.IsDefaultOrEmpty || Costs.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A grid needs at least one kernel and one cost.");
        }

        for (int c = 0; c < Costs.Length; c++)
        {
            if (!(Costs[c] > (c == 0 ? 0 : Costs[c - 1]) && double.IsFinite(Costs[c])))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"The costs must be positive and ascend, but element {c} was {Costs[c]}."));
            }
        }
    }

    private GridAccuracies Gather(double[][] shares, int folds, bool[] converged)
    {
        var means = new Matrix<double>(Kernels.Length, Costs.Length);
        (int kernel, int cost) = (0, 0);
        for (int k = 0; k < Kernels.Length; k++)
        {
            for (int c = 0; c < Costs.Length; c++)
            {
                for (int fold = 0; fold < folds; fold++)
                {
                    means[k, c] += shares[(k * folds) + fold][c] / folds;
                }

                if (means[k, c] > means[kernel, cost])
                {
                    (kernel, cost) = (k, c);
                }
            }
        }

        return new GridAccuracies(means, kernel, cost, converged.All(one => one));
    }

    // One fold: what it trains on, and what it is measured on.
    private sealed class Fold
    {
        private readonly double[] labels;
        private readonly int[] train;
        private readonly int[] held;

        private Fold(double[] labels, int[] train, int[] held) =>
            (this.labels, this.train, this.held) = (labels, train, held);

        public static Fold[] Of(double[] labels, int[] foldOf)
        {
            int count = foldOf.Length == 0 ? 0 : foldOf.Max() + 1;
            int[] rows = [.. Enumerable.Range(0, labels.Length)];
            Fold[] folds = [.. Enumerable.Range(0, count).Select(fold => new Fold(
                labels, [.. rows.Where(row => foldOf[row] != fold)], [.. rows.Where(row => foldOf[row] == fold)]))];
            return folds.Length >= 2 && foldOf.Min() >= 0 && folds.All(fold => fold.held.Length > 0)
                ? folds
                : throw new ArgumentException(
                    "There must be at least two folds, counted from 0, and none may be empty.", nameof(foldOf));
        }

        public double[] Follow(
            SupportVectorClassifier recipe, ImmutableArray<double> costs, Matrix<float> gram, ComputeOptions options,
            out bool converged)
        {
            var rows = new GridRows(gram, train);
            double[] own = [.. train.Select(row => labels[row])];
            double[] shares = new double[costs.Length];
            TrainedClassifier? last = null;
            converged = true;
            for (int c = 0; c < costs.Length; c++)
            {
                last = ClassifierTraining.Train(
                    recipe with { Cost = costs[c], Nu = null, WithProbabilities = false }, rows, own, default, last,
                    options);
                converged &= last.Converged;
                double[] predicted = ClassVote.Decide(
                    last.Scheme, last.LabelArray, Decisions(last, gram), scalings: null);
                shares[c] = (double)held.Where((row, i) => labels[row] == predicted[i]).Count() / held.Length;
            }

            return shares;
        }

        private Matrix<double> Decisions(TrainedClassifier trained, Matrix<float> gram)
        {
            int[] places = [.. trained.SupportRows.Select(row => train[row])];
            var values = new Matrix<double>(held.Length, trained.Machines.Count);
            for (int i = 0; i < held.Length; i++)
            {
                for (int f = 0; f < values.Columns; f++)
                {
                    values[i, f] = GridRows.Dot(gram.Row(held[i]), places, trained.Coefficients[f])
                        - trained.Machines[f].Offset;
                }
            }

            return values;
        }
    }
}
