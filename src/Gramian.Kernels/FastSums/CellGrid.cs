namespace Gramian.Kernels.FastSums;

// Equal cells over the box of some points: rows along the first coordinate, columns along the last; one row on a line.
internal readonly record struct CellGrid(double Width, double RowStart, int Rows, double ColumnStart, int Columns)
{
    /// <summary>The cells of a width over the points; null if they would be more than a number.</summary>
    public static CellGrid? Of(Coordinates points, double width, long most)
    {
        (double low, double high) = points.Extent(points.Dimension - 1);
        (double first, double end) = points.Dimension == 1 ? (0, 0) : points.Extent(0);
        (low, first) = (Math.Floor(low / width) * width, Math.Floor(first / width) * width);
        double columns = Math.Floor((high - low) / width) + 1, rows = Math.Floor((end - first) / width) + 1;
        return rows * columns <= most ? new CellGrid(width, first, (int)rows, low, (int)columns) : null;
    }

    /// <summary>The row of a place; of one outside the grid, the nearest.</summary>
    public int RowOf(double value) => (int)Math.Clamp((value - RowStart) / Width, 0, Rows - 1);

    /// <summary>The column of a place; of one outside the grid, the nearest.</summary>
    public int ColumnOf(double value) => (int)Math.Clamp((value - ColumnStart) / Width, 0, Columns - 1);

    public double ColumnEnd => ColumnStart + (Columns * Width);

    public double RowCentre(int row) => RowStart + ((row + 0.5) * Width);

    public double ColumnCentre(int column) => ColumnStart + ((column + 0.5) * Width);
}
