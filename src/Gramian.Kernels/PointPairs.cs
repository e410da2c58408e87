using System.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels;

/// <summary>Represents the pairs of points for which a kernel is wanted.</summary>
/// <param name="Rows">The first points of the pairs.</param>
/// <param name="Columns">The second points, of the same dimension.</param>
/// <param name="SamePoints">
/// Whether row i and column i are one observation, as in a Gram matrix; otherwise equal coordinates are two
/// observations at one place.
/// </param>
public readonly record struct PointPairs(Points Rows, Points Columns, bool SamePoints)
{
    private const int CentreSample = 255;

    /// <summary>The same pairs of other points, made once when rows and columns are one set.</summary>
    internal PointPairs Change(Func<Points, Points> change)
    {
        Points rows = change(Rows);
        return new PointPairs(rows, ReferenceEquals(Rows, Columns) ? rows : change(Columns), SamePoints);
    }

    /// <summary>Packs rows and columns, once when they are one set.</summary>
    internal (PackedPoints<T> Rows, PackedPoints<T> Columns) Pack<T>(double[] factors, double[]? origin)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = new PackedPoints<T>(Columns.Values, factors, origin);
        return (ReferenceEquals(Rows, Columns) ? columns : new PackedPoints<T>(Rows.Values, factors, origin), columns);
    }

    /// <summary>
    /// The coordinate-wise median of at most 255 columns, from which short numbers tell most points apart best: one far
    /// outlier does not move it, [d].
    /// </summary>
    internal double[] Centre()
    {
        double[] centre = new double[Columns.Dimension];
        int count = Math.Min(Columns.Count, CentreSample);
        double[] sample = new double[count];
        for (int k = 0; k < centre.Length && count > 0; k++)
        {
            for (int i = 0; i < count; i++)
            {
                sample[i] = Columns.Values[(int)((long)i * Columns.Count / count), k];
            }

            Array.Sort(sample);
            centre[k] = sample[count / 2];
        }

        return centre;
    }
}
