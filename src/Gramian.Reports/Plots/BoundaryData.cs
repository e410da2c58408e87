using Gramian.Numerics;

namespace Gramian.Reports.Plots;

/// <summary>Represents what a classifier says over a grid of two columns, and the rows.</summary>
/// <param name="NameX">The column along x; any text.</param>
/// <param name="NameY">The column along y; any text.</param>
/// <param name="Names">The k classes; any text.</param>
/// <param name="X">The grid along x, ascending, [c].</param>
/// <param name="Y">The grid along y, ascending, [r].</param>
/// <param name="Leads">Of each class its probability less the highest other one, each [r, c].</param>
/// <param name="RowX">The position of each row along x, [n].</param>
/// <param name="RowY">The position of each row along y, [n].</param>
/// <param name="Observed">The place of the class of each row, [n].</param>
public sealed record BoundaryData(
    string NameX, string NameY, IReadOnlyList<string> Names, IReadOnlyList<double> X, IReadOnlyList<double> Y,
    IReadOnlyList<Matrix<double>> Leads, IReadOnlyList<double> RowX, IReadOnlyList<double> RowY,
    IReadOnlyList<int> Observed)
{
    /// <summary>The unit of x; null for none.</summary>
    public string? UnitX { get; init; }

    /// <summary>The unit of y; null for none.</summary>
    public string? UnitY { get; init; }
}
