using System.Globalization;
using Gramian.Data;
using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Models;

/// <summary>Represents how much a row of each class counts in a fit: balanced, or by name. Immutable.</summary>
/// <remarks>
/// A row of weight two counts as two rows, in the fit and in the probabilities that come of it; figures of validation
/// count every row once.
/// </remarks>
public sealed class ClassWeighting
{
    private readonly SortedDictionary<string, double> weights;

    /// <summary>Makes weights by name.</summary>
    /// <param name="weights">A positive weight for each class that is named; the others have 1.</param>
    /// <exception cref="ArgumentException">There is none, or one is not positive and finite.</exception>
    public ClassWeighting(IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        this.weights = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double weight) in weights)
        {
            this.weights.Add(name, Guard.Positive(weight, nameof(weights)));
        }

        Guard.AtLeast(this.weights.Count, 1, nameof(weights));
    }

    private ClassWeighting() => weights = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Every class counts as much as any other: n over k times the rows of the class.</summary>
    public static ClassWeighting Balanced { get; } = new();

    /// <summary>The weights by name; none when they are balanced.</summary>
    public IReadOnlyDictionary<string, double> Weights => weights;

    /// <inheritdoc/>
    public override string ToString() => this == Balanced
        ? "balanced"
        : string.Join(',', weights.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    /// <summary>The weight of each class among some rows, [k].</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="labels">The place of each row's class.</param>
    /// <exception cref="DataException">A class that is named is not there.</exception>
    internal double[] Of(TargetClasses classes, ReadOnlySpan<int> labels)
    {
        if (this == Balanced)
        {
            double[] counts = new double[classes.Count];
            foreach (int label in labels)
            {
                counts[label]++;
            }

            double shared = (double)labels.Length / classes.Count;
            return Array.ConvertAll(counts, count => count > 0 ? shared / count : 1);
        }

        string? unknown = weights.Keys.FirstOrDefault(name => !classes.Names.Contains(name));
        return unknown is null
            ? [.. classes.Names.Select(name => weights.GetValueOrDefault(name, 1))]
            : throw DataException.At(
                $"a weight was given to the class '{DataException.Show(unknown)}', which the target does not have; "
                + "its classes are "
                + string.Join(", ", classes.Names.Take(12).Select(name => DataException.Show(name))),
                file: null, value: unknown);
    }
}
