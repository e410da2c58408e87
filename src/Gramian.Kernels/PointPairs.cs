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
    /// <summary>The same pairs of other points, made once when rows and columns are one set.</summary>
    internal PointPairs Change(Func<Points, Points> change)
    {
        Points rows = change(Rows);
        return new PointPairs(rows, ReferenceEquals(Rows, Columns) ? rows : change(Columns), SamePoints);
    }
}
