using Gramian.Reports.Svg;

namespace Gramian.Reports.Plots;

/// <summary>Represents a figure with everything that a report prints beside it.</summary>
/// <param name="Drawing">The drawing.</param>
/// <param name="Caption">How to read it, with its counts and units; any text.</param>
/// <param name="Data">The numbers that were drawn, for the table beside the figure.</param>
public sealed record ReportFigure(Figure Drawing, string Caption, DataTable Data);
