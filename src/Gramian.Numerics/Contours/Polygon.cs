namespace Gramian.Numerics.Contours;

/// <summary>Represents a part of the plane inside one ring and outside of others. Immutable.</summary>
/// <param name="Outer">The corners of the outer ring; the last one is joined to the first and does not repeat it.
/// </param>
/// <param name="Holes">The corners of the inner rings, likewise.</param>
public sealed record Polygon(
    IReadOnlyList<(double X, double Y)> Outer, IReadOnlyList<IReadOnlyList<(double X, double Y)>> Holes)
{
    /// <summary>The area inside the outer ring, without the holes.</summary>
    public double Area => AreaOf(Outer) - Holes.Sum(AreaOf);

    /// <summary>Whether a place is inside; on a ring it may come out either way.</summary>
    /// <param name="x">The place along x.</param>
    /// <param name="y">The place along y.</param>
    public bool Contains(double x, double y) =>
        IsInside(Outer, x, y) && !Holes.Any(hole => IsInside(hole, x, y));

    internal static double AreaOf(IReadOnlyList<(double X, double Y)> ring)
    {
        double twice = 0;
        for (int i = 2; i < ring.Count; i++)
        {
            // From the first corner, so that nothing cancels far from the origin.
            twice += ((ring[i - 1].X - ring[0].X) * (ring[i].Y - ring[0].Y))
                - ((ring[i].X - ring[0].X) * (ring[i - 1].Y - ring[0].Y));
        }

        return 0.5 * Math.Abs(twice);
    }

    // How often a ray to the right crosses the ring.
    internal static bool IsInside(IReadOnlyList<(double X, double Y)> ring, double x, double y)
    {
        bool inside = false;
        (double X, double Y) from = ring[^1];
        foreach ((double X, double Y) to in ring)
        {
            inside ^= from.Y > y != to.Y > y && x < from.X + ((to.X - from.X) * (y - from.Y) / (to.Y - from.Y));
            from = to;
        }

        return inside;
    }
}
