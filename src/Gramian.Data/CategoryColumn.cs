namespace Gramian.Data;

/// <summary>Represents a column of names from a list of levels.</summary>
public sealed class CategoryColumn : Column
{
    private readonly int[] codes;       // [rows], -1 for missing
    private readonly string[] levels;

    /// <summary>Makes a column from codes.</summary>
    /// <param name="name">The name.</param>
    /// <param name="codes">The index of the level of each cell, −1 for a missing one; borrowed, not copied.</param>
    /// <param name="levels">The different levels; borrowed, not copied.</param>
    /// <param name="unit">The unit, or null.</param>
    /// <exception cref="ArgumentException">A code has no level, or a level is empty or given twice.</exception>
    public CategoryColumn(string name, int[] codes, string[] levels, string? unit = null)
        : base(name, unit, (codes ?? throw new ArgumentNullException(nameof(codes))).Length)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string level in levels)
        {
            if (string.IsNullOrEmpty(level) || !seen.Add(level))
            {
                throw new ArgumentException(
                    $"The level '{level}' of column '{name}' must be given once and must not be empty.",
                    nameof(levels));
            }
        }

        foreach (int code in codes)
        {
            if (code < -1 || code >= levels.Length)
            {
                throw new ArgumentException(
                    $"Each code of column '{name}' must be in [-1, {levels.Length - 1}], but one was {code}.",
                    nameof(codes));
            }
        }

        this.codes = codes;
        this.levels = levels;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Category;

    /// <summary>The index into <see cref="Levels"/> of each cell, −1 where missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The levels in the order in which they first came; some may have no cell after a selection.</summary>
    public IReadOnlyList<string> Levels => levels;

    /// <summary>Makes a column from the names in the cells.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="cells">The names, null or empty for a missing cell.</param>
    /// <param name="unit">The unit, or null.</param>
    public static CategoryColumn FromText(string name, IEnumerable<string?> cells, string? unit = null)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new List<int>();
        foreach (string? cell in cells)
        {
            int code = -1;
            if (!string.IsNullOrEmpty(cell) && !index.TryGetValue(cell, out code))
            {
                code = index.Count;
                index.Add(cell, code);
            }

            codes.Add(string.IsNullOrEmpty(cell) ? -1 : code);
        }

        return new CategoryColumn(name, [.. codes], [.. index.Keys], unit);
    }

    /// <inheritdoc/>
    public override bool IsMissing(int row) => codes[row] < 0;

    /// <inheritdoc/>
    public override string Format(int row) => codes[row] < 0 ? "" : levels[codes[row]];

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) =>
        new CategoryColumn(Name, Gather(Codes, rows), levels, Unit);

    /// <inheritdoc/>
    public override Column Rename(string name, string? unit) => new CategoryColumn(name, codes, levels, unit);
}
