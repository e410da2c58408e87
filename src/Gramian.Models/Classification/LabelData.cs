using Gramian.Kernels;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Classification;

/// <summary>Represents checked training rows of a classification: those of positive weight.</summary>
internal sealed class LabelData
{
    private LabelData(Points inputs, double[] labels, int[] classes, double[] weights) =>
        (Inputs, Labels, Classes, Weights) = (inputs, labels, classes, weights);

    public Points Inputs { get; }

    /// <summary>
    /// Two labels in the order of their first rows, +1 before −1 when they are the two; more of them ascending, so that
    /// no result depends on the order of the rows.
    /// </summary>
    public double[] Labels { get; }

    /// <summary>The place in <see cref="Labels"/> of each row, [n].</summary>
    public int[] Classes { get; }

    /// <summary>The positive weight of each row, [n].</summary>
    public double[] Weights { get; }

    public int Count => Inputs.Count;

    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, a weight is negative, or there is one class only.
    /// </exception>
    public static LabelData Of(Points inputs, ReadOnlySpan<double> labels, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Guard.Length(labels.Length, inputs.Count, nameof(labels));
        double[] rowWeights = ClassifierTraining.RowWeights(weights, inputs.Count);
        int[] present = [.. Enumerable.Range(0, inputs.Count).Where(i => rowWeights[i] > 0)];
        var presentLabels = new double[present.Length];
        for (int i = 0; i < present.Length; i++)
        {
            presentLabels[i] = labels[present[i]];
        }

        ClassRows found = ClassRows.Of(presentLabels, present.Length);
        double[] listed = found.Labels.Length == 2 ? found.Labels : [.. found.Labels.Order()];
        var classes = new int[present.Length];
        for (int c = 0; c < listed.Length; c++)
        {
            foreach (int row in found.Rows[Array.IndexOf(found.Labels, listed[c])])
            {
                classes[row] = c;
            }
        }

        return new LabelData(
            present.Length == inputs.Count ? inputs : inputs.Select(present),
            listed,
            classes,
            [.. present.Select(row => rowWeights[row])]);
    }

    /// <summary>Some of the rows, with the same list of labels.</summary>
    public LabelData Select(int[] rows) => new(
        Inputs.Select(rows),
        Labels,
        [.. rows.Select(row => Classes[row])],
        [.. rows.Select(row => Weights[row])]);

    /// <summary>+1 for the rows of a class and −1 for the others.</summary>
    public double[] Signs(int positive) => [.. Classes.Select(c => c == positive ? 1.0 : -1.0)];

    /// <summary>Draws rows, of every class its share and at least one; ascending.</summary>
    public int[] Draw(int limit, RandomStream random)
    {
        int[] order = random.Permutation(Count);
        var drawn = new List<int>();
        for (int c = 0; c < Labels.Length; c++)
        {
            int[] own = [.. order.Where(row => Classes[row] == c)];
            int share = Math.Max(1, (int)((long)own.Length * limit / Count));
            drawn.AddRange(own[..Math.Min(share, own.Length)]);
        }

        drawn.Sort();
        return [.. drawn];
    }
}
