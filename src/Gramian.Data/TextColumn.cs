namespace Gramian.Data;

/// <summary>Represents a column of free text; models refuse it, but it can be kept beside predictions.</summary>
public sealed class TextColumn : Column
{
    private readonly string?[] cells;

    /// <summary>Makes a column.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cells">The cells, null or empty for a missing one; borrowed, not copied.</param>
    /// <param name="unit">The unit, or null.</param>
    public TextColumn(string name, string?[] cells, string? unit = null)
        : base(name, unit, (cells ?? throw new ArgumentNullException(nameof(cells))).Length)
    {
        this.cells = cells;
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Text;

    /// <summary>The cells, null or empty where missing.</summary>
    public ReadOnlySpan<string?> Cells => cells;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => string.IsNullOrEmpty(cells[row]);

    /// <inheritdoc/>
    public override string Format(int row) => cells[row] ?? "";

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows) =>
        new TextColumn(Name, Gather<string?>(cells, rows), Unit);

    /// <inheritdoc/>
    public override Column Rename(string name, string? unit) => new TextColumn(name, cells, unit);
}
