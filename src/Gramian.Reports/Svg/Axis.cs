namespace Gramian.Reports.Svg;

/// <summary>Describes one axis of a figure: what it shows, in which unit, over which range.</summary>
/// <param name="Label">What the axis shows; any text.</param>
public sealed record Axis(string Label)
{
    /// <summary>The unit, printed in brackets after the label; null or empty for none.</summary>
    public string? Unit { get; init; }

    /// <summary>How values become positions; linear by default.</summary>
    public AxisKind Kind { get; init; } = AxisKind.Linear;

    /// <summary>The lower end; null takes it from the marks, with a margin.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end; null takes it from the marks, with a margin.</summary>
    public double? High { get; init; }

    /// <summary>The names of the categories, when <see cref="Kind"/> is <see cref="AxisKind.Categories"/>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether small values are at the top or the right; for lists and matrix images.</summary>
    public AxisDirection Direction { get; init; } = AxisDirection.Forward;

    /// <summary>The label with its unit.</summary>
    public string Caption => string.IsNullOrEmpty(Unit) ? Label : $"{Label} [{Unit}]";

    /// <summary>An axis of categories.</summary>
    public static Axis Of(string label, IReadOnlyList<string> categories) =>
        new(label) { Kind = AxisKind.Categories, Categories = categories };
}
