using System.Collections.Immutable;
using System.Globalization;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models;

/// <summary>
/// The checked training rows of a classification: those of positive weight, each with the place of its label.
/// </summary>
internal sealed class LabelledRows
{
    private LabelledRows(Points inputs, double[] labels, int[] classes, double[] weights, int[] rows)
    {
        (Inputs, Labels, Classes, Weights, Rows) = (inputs, labels, classes, weights, rows);
        Total = weights.Sum();
        ClassTotals = new double[labels.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            ClassTotals[classes[i]] += weights[i];
        }
    }

    /// <summary>The inputs of the rows.</summary>
    public Points Inputs { get; }

    /// <summary>
    /// The different labels, [k]: ascending, but of two the larger first, so that +1 is what a positive value speaks
    /// for.
    /// </summary>
    public double[] Labels { get; }

    /// <summary>The place of each row's label, [n].</summary>
    public int[] Classes { get; }

    /// <summary>The weight of each row times that of its class, positive, [n].</summary>
    public double[] Weights { get; }

    /// <summary>Which of the rows given each row is, [n].</summary>
    public int[] Rows { get; }

    /// <summary>The sum of the weights.</summary>
    public double Total { get; }

    /// <summary>The sum of the weights of each class, [k].</summary>
    public double[] ClassTotals { get; }

    /// <summary>The number of rows, n.</summary>
    public int Count => Classes.Length;

    /// <summary>Whether every weight is 1.</summary>
    public bool IsUniform => Array.TrueForAll(Weights, weight => weight == 1);

    /// <summary>Checks and gathers; throws unless at least two classes have rows of positive weight.</summary>
    public static LabelledRows Of(
        Points inputs,
        ReadOnlySpan<double> labels,
        ReadOnlySpan<double> weights,
        ImmutableDictionary<double, double> classWeights)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Guard.Length(labels.Length, inputs.Count, nameof(labels));
        Guard.AllFinite(labels, nameof(labels));
        foreach ((double label, double weight) in classWeights)
        {
            Guard.NonNegative(weight, $"ClassWeights[{label.ToString(CultureInfo.InvariantCulture)}]");
        }

        double[] all = CheckWeights(weights, inputs.Count);
        var rows = new List<int>();
        for (int i = 0; i < all.Length; i++)
        {
            all[i] *= classWeights.GetValueOrDefault(labels[i], 1);
            if (all[i] > 0)
            {
                rows.Add(i);
            }
        }

        int[] kept = [.. rows];
        double[] keptLabels = new double[kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            keptLabels[i] = labels[kept[i]];
        }

        double[] distinct = [.. keptLabels.Distinct().Order()];
        if (distinct.Length == 2)
        {
            Array.Reverse(distinct);
        }

        return distinct.Length < 2
            ? throw new ArgumentException(distinct.Length == 0
                ? "There must be rows of at least two classes, but none has a positive weight."
                : string.Create(CultureInfo.InvariantCulture,
                    $"There must be rows of at least two classes, but every label was {distinct[0]}."), nameof(labels))
            : new LabelledRows(
                kept.Length == inputs.Count ? inputs : inputs.Select(kept), distinct,
                Array.ConvertAll(keptLabels, label => Array.IndexOf(distinct, label)),
                Array.ConvertAll(kept, row => all[row]), kept);
    }

    /// <summary>The rows of the classes 0 … k − 1, each of which needs one; a class may have a weight.</summary>
    public static LabelledRows OfPlaces(
        Points inputs, ReadOnlySpan<int> labels, int classes, ImmutableArray<double> classWeights)
    {
        var numbers = new double[labels.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = labels[i];
        }

        PlaceWeights.Fit(classWeights, classes, nameof(classWeights));
        LabelledRows rows = Of(inputs, numbers, weights: default, PlaceWeights.ByLabel(classWeights));
        return rows.Labels.Length == classes
            ? rows
            : throw new ArgumentException($"Each of the {classes} classes needs a row.", nameof(labels));
    }

    /// <summary>Some of the rows, with the classes of all.</summary>
    public LabelledRows Select(int[] rows) => new(
        Inputs.Select(rows), Labels, Array.ConvertAll(rows, row => Classes[row]),
        Array.ConvertAll(rows, row => Weights[row]), Array.ConvertAll(rows, row => Rows[row]));

    /// <summary>Drawn rows, in order: of every class its share, and two at least where it has them.</summary>
    public LabelledRows Draw(int limit, RandomStream random)
    {
        if (Count <= limit)
        {
            return this;
        }

        var drawn = new List<int>();
        for (int c = 0; c < Labels.Length; c++)
        {
            int[] own = [.. Enumerable.Range(0, Count).Where(i => Classes[i] == c)];
            random.Shuffle<int>(own);
            int share = (int)Math.Ceiling(own.Length * (double)limit / Count);
            drawn.AddRange(own[..Math.Min(own.Length, Math.Max(share, 2))]);
        }

        return Select([.. drawn.Order()]);
    }

    private static double[] CheckWeights(ReadOnlySpan<double> weights, int count)
    {
        double[] result = new double[count];
        Array.Fill(result, 1.0);
        if (!weights.IsEmpty)
        {
            Guard.Length(weights.Length, count, nameof(weights));
            for (int i = 0; i < count; i++)
            {
                result[i] = Guard.NonNegative(weights[i], $"weights[{i}]");
            }
        }

        return result;
    }
}
