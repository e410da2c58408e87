using Gramian.Numerics;

namespace Gramian.Models.Calibration;

/// <summary>
/// Represents the function that never falls and is nearest, in squares, to what was seen; lines join its steps.
/// Immutable.
/// </summary>
/// <remarks>
/// Equal values are averaged first; blocks that would fall are pooled. Beyond the ends it is constant.
/// </remarks>
[Paper("zadrozny2002transforming")]
[Paper("ayer1955empirical")]
[HouseExemption("conformance", "Scales one score; the suite of CalibratedClassifier fits it under every law.")]
public sealed class IsotonicScaling : IScoreScaling
{
    private readonly double[] values;         // [k], ascending
    private readonly double[] probabilities;  // [k], never falling

    /// <summary>Makes a scaling from its corners.</summary>
    /// <param name="values">Decision values, [k], strictly ascending; at least 1.</param>
    /// <param name="probabilities">The probability at each, [k], in [0, 1] and never falling.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an order or a range is violated.</exception>
    public IsotonicScaling(ReadOnlySpan<double> values, ReadOnlySpan<double> probabilities)
    {
        Guard.AtLeast(values.Length, 1, nameof(values));
        Guard.Length(probabilities.Length, values.Length, nameof(probabilities));
        Guard.AllFinite(values, nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            Guard.InRange(probabilities[i], 0, 1, nameof(probabilities));
            if (i > 0 && (values[i] <= values[i - 1] || probabilities[i] < probabilities[i - 1]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Values must ascend and probabilities must not fall, but corner {i} breaks the order."),
                    nameof(values));
            }
        }

        (this.values, this.probabilities) = (values.ToArray(), probabilities.ToArray());
    }

    /// <summary>The decision values of the corners, ascending.</summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The probabilities of the corners, never falling.</summary>
    public IReadOnlyList<double> Probabilities => probabilities;

    /// <summary>Fits by pooling adjacent violators.</summary>
    /// <param name="values">Decision values, [n]; finite.</param>
    /// <param name="isPositive">Whether each row is of the positive class, [n].</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a value is not finite.</exception>
    public static IsotonicScaling Fit(ReadOnlySpan<double> values, ReadOnlySpan<bool> isPositive)
    {
        Guard.Length(isPositive.Length, values.Length, nameof(isPositive));
        Guard.AtLeast(values.Length, 1, nameof(values));
        Guard.AllFinite(values, nameof(values));
        double[] sorted = values.ToArray();
        bool[] positive = isPositive.ToArray();
        Array.Sort(sorted, positive);
        var blocks = new List<Block>();
        for (int i = 0, next; i < sorted.Length; i = next)
        {
            long positives = 0;
            for (next = i; next < sorted.Length && sorted[next] == sorted[i]; next++)
            {
                positives += positive[next] ? 1 : 0;
            }

            blocks.Add(new Block(sorted[i], sorted[i], positives, next - i));
            while (blocks.Count > 1 && blocks[^2].Mean >= blocks[^1].Mean)
            {
                blocks[^2] = blocks[^2].With(blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
            }
        }

        var corners = new List<(double Value, double Probability)>();
        foreach (Block block in blocks)
        {
            corners.Add((block.First, block.Mean));
            if (block.Last > block.First)
            {
                corners.Add((block.Last, block.Mean));
            }
        }

        return new IsotonicScaling(
            [.. corners.Select(corner => corner.Value)], [.. corners.Select(corner => corner.Probability)]);
    }

    /// <inheritdoc/>
    public double Probability(double value)
    {
        int place = Array.BinarySearch(values, value);
        if (place >= 0)
        {
            return probabilities[place];
        }

        int after = ~place;
        if (after == 0 || after == values.Length)
        {
            return probabilities[after == 0 ? 0 : after - 1];
        }

        double share = (value - values[after - 1]) / (values[after] - values[after - 1]);
        return ((1 - share) * probabilities[after - 1]) + (share * probabilities[after]);
    }

    // Rows next to each other that share a probability.
    private readonly record struct Block(double First, double Last, long Positives, long Rows)
    {
        public double Mean => Positives / (double)Rows;

        public Block With(Block next) => new(First, next.Last, Positives + next.Positives, Rows + next.Rows);
    }
}
