using Gramian.Numerics;

namespace Gramian.Data.Encoders;

/// <summary>Represents the map of a category to one feature per level: 1 for its level, 0 for the others.</summary>
/// <remarks>
/// The levels are those of the training rows, most frequent first, equal ones in ordinal order; when there are more
/// than the limit, the rarest have no feature. A level without a feature, whether rare or never seen, and a missing
/// cell, is 0 everywhere: it lies at the same distance from all levels.
/// </remarks>
public sealed record OneHotEncoder
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);

    /// <summary>Makes the encoder from its state.</summary>
    /// <param name="levels">The levels that have a feature, in order; different and not empty.</param>
    /// <param name="rareLevels">The levels of the training rows without a feature.</param>
    /// <exception cref="ArgumentException">A level is empty or given twice.</exception>
    public OneHotEncoder(IReadOnlyList<string> levels, IReadOnlyList<string> rareLevels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(rareLevels);
        Levels = [.. levels];
        RareLevels = [.. rareLevels];
        foreach ((int i, string level) in Levels.Concat(RareLevels).Index())
        {
            if (string.IsNullOrEmpty(level) || !index.TryAdd(level, i < Levels.Count ? i : -1))
            {
                throw new ArgumentException($"The level '{level}' must be given once and must not be empty.",
                    nameof(levels));
            }
        }
    }

    /// <summary>The levels that have a feature.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>The levels of the training rows that are too rare to have one.</summary>
    public IReadOnlyList<string> RareLevels { get; }

    /// <summary>Learns the levels.</summary>
    /// <param name="column">The training cells.</param>
    /// <param name="levelLimit">The largest number of features, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public static OneHotEncoder Fit(CategoryColumn column, int levelLimit)
    {
        ArgumentNullException.ThrowIfNull(column);
        Guard.AtLeast(levelLimit, 1);
        int[] counts = new int[column.Levels.Count];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        string[] ordered =
        [
            .. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)
                .OrderByDescending(i => counts[i]).ThenBy(i => column.Levels[i], StringComparer.Ordinal)
                .Select(i => column.Levels[i]),
        ];
        return new OneHotEncoder([.. ordered.Take(levelLimit)], [.. ordered.Skip(levelLimit)]);
    }

    /// <summary>The index of the feature that is 1 for a level; −1 for none.</summary>
    /// <param name="level">The level.</param>
    /// <param name="seen">Whether the training rows had the level.</param>
    public int IndexOf(string level, out bool seen)
    {
        seen = index.TryGetValue(level, out int found);
        return seen ? found : -1;
    }

    /// <inheritdoc/>
    public bool Equals(OneHotEncoder? other) =>
        other is not null && Levels.SequenceEqual(other.Levels) && RareLevels.SequenceEqual(other.RareLevels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Levels.Count, RareLevels.Count, Levels.FirstOrDefault());
}
