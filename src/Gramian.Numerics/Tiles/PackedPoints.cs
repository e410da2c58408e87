namespace Gramian.Numerics.Tiles;

/// <summary>
/// Represents points prepared for the pair loops: scaled by coordinate, by rows and by panels of columns.
/// </summary>
/// <remarks>
/// Holds 2 n d numbers. Panel p has points 64 p to 64 p + 63, one line of 64 numbers for each coordinate; the places
/// after the last point are zero. Immutable; safe to share between threads.
/// </remarks>
public sealed class PackedPoints
{
    /// <summary>The number of points in a panel.</summary>
    public const int PanelWidth = 64;

    /// <summary>Packs points.</summary>
    /// <param name="points">The points, [n, d]; copied.</param>
    /// <param name="factors">What each coordinate is multiplied by, [d].</param>
    /// <exception cref="ArgumentException">The number of factors is not d.</exception>
    public PackedPoints(MatrixView<double> points, ReadOnlySpan<double> factors)
    {
        Guard.Length(factors.Length, points.Columns, nameof(factors));
        (Count, Dimension) = (points.Rows, points.Columns);
        Factors = factors.ToArray();
        Rows = Matrix<double>.Uninitialized(Count, Dimension);
        Panels = new Matrix<double>(checked(PanelCount * Dimension), PanelWidth);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> source = points.Row(i);
            Span<double> row = Rows.Row(i);
            int firstLine = i / PanelWidth * Dimension;
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = source[k] * factors[k];
                Panels[firstLine + k, i % PanelWidth] = row[k];
            }
        }
    }

    /// <summary>The number of points, n.</summary>
    public int Count { get; }

    /// <summary>The number of coordinates, d.</summary>
    public int Dimension { get; }

    /// <summary>The number of panels, ⌈n / 64⌉.</summary>
    public int PanelCount => (Count + PanelWidth - 1) / PanelWidth;

    internal Matrix<double> Rows { get; }

    internal Matrix<double> Panels { get; }

    internal double[] Factors { get; }
}
