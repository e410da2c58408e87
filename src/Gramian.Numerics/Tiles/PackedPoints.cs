using System.Numerics;

namespace Gramian.Numerics.Tiles;

/// <summary>
/// Represents points prepared for the pair loops: scaled by coordinate, by rows and by panels of columns.
/// </summary>
/// <remarks>
/// Holds n (2 d + 1) numbers. Panel p has points 64 p to 64 p + 63, one line of 64 numbers for each coordinate; the
/// places after the last point are zero. Immutable; safe to share between threads.
/// </remarks>
/// <typeparam name="T">double or float: what the scaled coordinates are rounded to, and computed in.</typeparam>
public sealed class PackedPoints<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Packs points.</summary>
    /// <param name="points">The points, [n, d]; copied.</param>
    /// <param name="factors">What each coordinate is multiplied by, [d].</param>
    /// <param name="origin">What is taken off each coordinate before it is multiplied, [d]; empty for nothing.</param>
    /// <exception cref="ArgumentException">The number of factors, or of a given origin, is not d.</exception>
    public PackedPoints(
        MatrixView<double> points, ReadOnlySpan<double> factors, ReadOnlySpan<double> origin = default)
    {
        Guard.Length(factors.Length, points.Columns, nameof(factors));
        if (!origin.IsEmpty)
        {
            Guard.Length(origin.Length, points.Columns, nameof(origin));
        }

        (Count, Dimension) = (points.Rows, points.Columns);
        Factors = new T[factors.Length];
        for (int k = 0; k < factors.Length; k++)
        {
            Factors[k] = T.CreateTruncating(factors[k]);
        }

        Rows = Matrix<T>.Uninitialized(Count, Dimension);
        Panels = new Matrix<T>(checked(PanelCount * Dimension), TileProducts.PanelWidth);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> source = points.Row(i);
            Span<T> row = Rows.Row(i);
            int firstLine = i / TileProducts.PanelWidth * Dimension;
            for (int k = 0; k < row.Length; k++)
            {
                double moved = origin.IsEmpty ? source[k] : source[k] - origin[k];
                row[k] = T.CreateTruncating(moved * factors[k]);
                Panels[firstLine + k, i % TileProducts.PanelWidth] = row[k];
            }
        }

        SquaredNorms = new T[PanelCount * TileProducts.PanelWidth];
        LargestNorms = new double[PanelCount];
        for (int i = 0; i < Count; i++)
        {
            T sum = T.Zero;
            foreach (T value in Rows.Row(i))
            {
                sum = T.FusedMultiplyAdd(value, value, sum);
            }

            SquaredNorms[i] = sum;
            ref double largest = ref LargestNorms[i / TileProducts.PanelWidth];
            largest = Math.Max(largest, double.CreateTruncating(sum));
        }
    }

    /// <summary>The number of points, n.</summary>
    public int Count { get; }

    /// <summary>The number of coordinates, d.</summary>
    public int Dimension { get; }

    /// <summary>The number of panels, ⌈n / 64⌉.</summary>
    public int PanelCount => (Count + TileProducts.PanelWidth - 1) / TileProducts.PanelWidth;

    internal Matrix<T> Rows { get; }

    internal Matrix<T> Panels { get; }

    internal T[] Factors { get; }

    // Σₖ xₖ² of each point, with zeros after the last one, and the largest of each panel.
    internal T[] SquaredNorms { get; }

    internal double[] LargestNorms { get; }
}
