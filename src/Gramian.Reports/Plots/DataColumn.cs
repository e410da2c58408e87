using Gramian.Reports.Markup;

namespace Gramian.Reports.Plots;

/// <summary>Represents one column of the numbers behind a figure.</summary>
public sealed class DataColumn
{
    private DataColumn(string name, IReadOnlyList<string> cells, bool isText) =>
        (Name, Cells, IsText) = (name, cells, isText);

    /// <summary>The heading; any text.</summary>
    public string Name { get; }

    /// <summary>The cells.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>Whether the cells are text rather than numbers.</summary>
    public bool IsText { get; }

    /// <summary>A column of numbers, written to seven significant digits; NaN is an empty cell.</summary>
    public static DataColumn Numbers(string name, IEnumerable<double> values) =>
        new(name, [.. values.Select(value => NumberText.Data(value))], isText: false);

    /// <summary>A column of text.</summary>
    public static DataColumn Texts(string name, IEnumerable<string> values) => new(name, [.. values], isText: true);
}
