using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.LabelQuality;

/// <summary>Represents labels with the credibility of each. Immutable; safe to share.</summary>
[Paper("shu2022reannotators")]
public sealed class AuditedLabels
{
    private readonly double[] labels;
    private readonly double[] credibility;

    internal AuditedLabels(Points embeddings, double[] labels, double[] credibility)
    {
        (Embeddings, this.labels, this.credibility) = (embeddings, labels, credibility);
        Classes = labels.Distinct().Order().ToArray();
    }

    /// <summary>The rows, [n, d].</summary>
    public Points Embeddings { get; }

    /// <summary>The labels as they were given, [n].</summary>
    public IReadOnlyList<double> Labels => labels;

    /// <summary>The different labels, ascending; the columns of probabilities.</summary>
    public IReadOnlyList<double> Classes { get; }

    /// <summary>The credibility of each label, [n], from 0 to 1.</summary>
    public IReadOnlyList<double> Credibility => credibility;

    /// <summary>The rows whose credibility is below a threshold, the least credible first.</summary>
    /// <param name="threshold">The threshold, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside [0, 1].</exception>
    public int[] Suspects(double threshold)
    {
        Guard.InRange(threshold, 0, 1);
        return [.. Enumerable.Range(0, labels.Length)
            .Where(i => credibility[i] < threshold)
            .OrderBy(i => credibility[i])];
    }

    /// <summary>A share of the rows: the least credible ones, in that order.</summary>
    /// <param name="rate">The share that is thought to be wrong, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside [0, 1].</exception>
    public int[] SuspectShare(double rate)
    {
        Guard.InRange(rate, 0, 1);
        return [.. Enumerable.Range(0, labels.Length)
            .OrderBy(i => credibility[i])
            .Take((int)Math.Round(rate * labels.Length))];
    }

    /// <summary>
    /// Probabilities of the classes at each row from the kernel densities of the others: pᵢ(c) ∝ π_cᵃ times the mean of
    /// k(zᵢ, zⱼ) over the rows j ≠ i of class c.
    /// </summary>
    /// <remarks>Logarithms throughout, so that a narrow kernel tends to the nearest row's class.</remarks>
    /// <param name="kernel">k; its lengthscale is the bandwidth.</param>
    /// <param name="priorExponent">a, in [0, 1]: 1 for the frequencies of the classes, 0 for equal ones.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>[n, C], in the order of <see cref="Classes"/>; each row sums to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is outside [0, 1].</exception>
    public Matrix<double> SoftLabels(Kernel kernel, double priorExponent = 1, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Guard.InRange(priorExponent, 0, 1);
        Kernel resolved = kernel.Resolve(Embeddings.Dimension);
        var logs = new Matrix<double>(labels.Length, Classes.Count);
        for (int c = 0; c < Classes.Count; c++)
        {
            int[] mine = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == Classes[c])];
            int[] others = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != Classes[c])];
            Points members = Embeddings.Select(mine);
            double prior = priorExponent * Math.Log(mine.Length / (double)labels.Length);
            double[] within = new double[mine.Length];
            resolved.Reduce(members, PairExclusion.Self).LogSumExp([], within, options);
            Write(mine, within, prior - Math.Log(Math.Max(1, mine.Length - 1)), logs, c);
            double[] across = new double[others.Length];
            resolved.Reduce(Embeddings.Select(others), members).LogSumExp([], across, options);
            Write(others, across, prior - Math.Log(mine.Length), logs, c);
        }

        for (int i = 0; i < logs.Rows; i++)
        {
            Normalise(logs.Row(i));
        }

        return logs;
    }

    /// <summary>
    /// The mean log probability of the given labels; the bandwidth that makes it largest fits them best.
    /// </summary>
    /// <param name="probabilities">Probabilities of the classes at each row, [n, C].</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public double LogLikelihood(MatrixView<double> probabilities)
    {
        Check(probabilities);
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            sum += Math.Log(probabilities[i, ClassOf(labels[i])]);
        }

        return sum / labels.Length;
    }

    /// <summary>
    /// Probabilities of the classes at each row by a classifier that was fitted without its fold, rows weighing as much
    /// as they are credible.
    /// </summary>
    /// <param name="recipe">A classification whose fit knows probabilities.</param>
    /// <param name="folds">The number of folds, from 2.</param>
    /// <param name="seed">Deals the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>[n, C]; zero for a class that a fold's other rows lack.</returns>
    /// <exception cref="ArgumentException">
    /// The classification knows no probabilities, or the folds leave one class only.
    /// </exception>
    public Matrix<double> HeldOutProbabilities(
        IClassificationRecipe recipe, int folds = 5, ulong seed = 0, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var probabilities = new Matrix<double>(labels.Length, Classes.Count);
        int[] classes = Array.ConvertAll(labels, ClassOf);
        foreach (Fold fold in StratifiedKFold.Make(classes, folds, new RandomStream(seed)))
        {
            // A weight of exactly zero would leave a row out, and with it perhaps the last of its class.
            IClassifier fitted = recipe.Fit(
                Embeddings.Select(fold.Train), [.. fold.Train.Select(i => labels[i])],
                [.. fold.Train.Select(i => Math.Max(credibility[i], 1e-3))], options);
            Matrix<double> found = fitted.Probabilities(Embeddings.Select(fold.Test), options)
                ?? throw new ArgumentException(
                    $"The classification '{recipe.Name}' knows no probabilities; calibrate it first.", nameof(recipe));
            for (int i = 0; i < fold.Test.Length; i++)
            {
                for (int c = 0; c < found.Columns; c++)
                {
                    probabilities[fold.Test[i], ClassOf(fitted.Labels[c])] = found[i, c];
                }
            }
        }

        return probabilities;
    }

    /// <summary>
    /// Replaces each label by the most probable one where that is more probable by a margin; keeps it elsewhere.
    /// </summary>
    /// <param name="probabilities">Probabilities of the classes at each row, [n, C], from rows held out.</param>
    /// <param name="margin">δ, in [0, 1]: how much more probable the new label must be.</param>
    /// <returns>The corrected labels, [n].</returns>
    /// <exception cref="ArgumentException">The shape does not fit, or δ is outside [0, 1].</exception>
    public double[] Correct(MatrixView<double> probabilities, double margin = 0)
    {
        Check(probabilities);
        Guard.InRange(margin, 0, 1);
        double[] corrected = [.. labels];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Row(i);
            int best = 0;
            for (int c = 1; c < row.Length; c++)
            {
                best = row[c] > row[best] ? c : best;
            }

            corrected[i] = row[best] - row[ClassOf(labels[i])] > margin ? Classes[best] : labels[i];
        }

        return corrected;
    }

    /// <summary>
    /// The rows that confident learning suspects: they are likelier in another class than its own rows are.
    /// </summary>
    /// <remarks>
    /// A class counts for a row when its probability reaches the mean probability of the class over the rows that bear
    /// it; a row is suspected when the most probable of those is not its own.
    /// </remarks>
    /// <param name="probabilities">Probabilities of the classes at each row, [n, C], from rows held out.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    [Paper("northcutt2021confident")]
    public int[] ConfidentSuspects(MatrixView<double> probabilities)
    {
        Check(probabilities);
        double[] thresholds = new double[Classes.Count];
        int[] counts = new int[Classes.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            int own = ClassOf(labels[i]);
            thresholds[own] += probabilities[i, own];
            counts[own]++;
        }

        var suspects = new List<int>();
        for (int i = 0; i < labels.Length; i++)
        {
            int best = -1;
            for (int c = 0; c < thresholds.Length; c++)
            {
                double p = probabilities[i, c];
                best = p >= thresholds[c] / counts[c] && (best < 0 || p > probabilities[i, best]) ? c : best;
            }

            if (best >= 0 && best != ClassOf(labels[i]))
            {
                suspects.Add(i);
            }
        }

        return [.. suspects];
    }

    private static void Write(int[] rows, double[] sums, double shift, Matrix<double> logs, int column)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            logs[rows[i], column] = sums[i] + shift;
        }
    }

    private static void Normalise(Span<double> row)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in row)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (ref double value in row)
        {
            // Rows of a compact kernel may see no other row at all: then nothing is known.
            value = double.IsNegativeInfinity(largest) ? 1 : Math.Exp(value - largest);
            sum += value;
        }

        foreach (ref double value in row)
        {
            value /= sum;
        }
    }

    private int ClassOf(double label) => Array.BinarySearch((double[])Classes, label);

    private void Check(MatrixView<double> probabilities)
    {
        Guard.Length(probabilities.Rows, labels.Length, nameof(probabilities));
        Guard.Length(probabilities.Columns, Classes.Count, nameof(probabilities));
    }
}
