namespace Gramian.Numerics.Contours;

/// <summary>Traces the level lines of a field on a rectangular grid, and the regions above a level.</summary>
public static class MarchingSquares
{
    /// <summary>Returns the lines where the field, interpolated linearly along grid edges, equals the level.</summary>
    /// <param name="x">The grid positions along x, ascending, [c].</param>
    /// <param name="y">The grid positions along y, ascending, [r].</param>
    /// <param name="values">The field, [r, c]; a cell with a corner that is not finite has no line.</param>
    /// <param name="level">The level; finite.</param>
    /// <returns>Lines in a fixed order; a closed line repeats its first point.</returns>
    /// <exception cref="ArgumentException">The grid and the field differ in size.</exception>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Trace(
        IReadOnlyList<double> x, IReadOnlyList<double> y, Matrix<double> values, double level)
    {
        Guard.Length(x.Count, values.Columns, nameof(x));
        Guard.Length(y.Count, values.Rows, nameof(y));
        var segments = new List<(int From, int To)>();
        for (int i = 0; i + 1 < values.Rows; i++)
        {
            for (int j = 0; j + 1 < values.Columns; j++)
            {
                AddCell(segments, values, i, j, level);
            }
        }

        return [.. Join(segments).Select(line => line.Select(edge => Cross(edge, x, y, values, level)).ToArray())];
    }

    /// <summary>Returns the parts of the grid's rectangle where the field is above a level.</summary>
    /// <remarks>Rings are those of <see cref="Trace"/>, closed along the border of the rectangle.</remarks>
    /// <param name="x">The grid positions along x, ascending, [c].</param>
    /// <param name="y">The grid positions along y, ascending, [r].</param>
    /// <param name="values">The field, [r, c]; all finite.</param>
    /// <param name="level">The level; finite.</param>
    /// <returns>The parts, which do not overlap, in a fixed order.</returns>
    /// <exception cref="ArgumentException">The grid and the field differ in size, or a value is not finite.</exception>
    public static IReadOnlyList<Polygon> Regions(
        IReadOnlyList<double> x, IReadOnlyList<double> y, Matrix<double> values, double level)
    {
        Guard.Length(x.Count, values.Columns, nameof(x));
        Guard.Length(y.Count, values.Rows, nameof(y));
        Guard.AllFinite(values.View, nameof(values));
        if (values.Rows == 0 || values.Columns == 0)
        {
            return [];
        }

        // A frame of no width below the level: what reaches the border is closed along it.
        var framed = new Matrix<double>(values.Rows + 2, values.Columns + 2);
        for (int i = 0; i < framed.Rows; i++)
        {
            framed.Row(i).Fill(level - 1);
            if (i > 0 && i <= values.Rows)
            {
                values.Row(i - 1).CopyTo(framed.Row(i)[1..]);
            }
        }

        (double X, double Y)[][] rings = [.. Trace([x[0], .. x, x[^1]], [y[0], .. y, y[^1]], framed, level)
            .Select(line => line.Take(line.Count - 1).ToArray())];

        // A ring inside an even number of others has the higher side within.
        int[][] around = [.. rings.Select((ring, i) =>
            Enumerable.Range(0, rings.Length).Where(other => other != i && Holds(rings[other], ring)).ToArray())];
        return [.. Enumerable.Range(0, rings.Length).Where(i => around[i].Length % 2 == 0).Select(i =>
            new Polygon(rings[i], [.. Enumerable.Range(0, rings.Length)
                .Where(hole => around[hole].Length == around[i].Length + 1 && around[hole].Contains(i))
                .Select(hole => rings[hole])]))];
    }

    // Rings do not cross, but may touch at a corner where the field equals the level.
    private static bool Holds((double X, double Y)[] ring, (double X, double Y)[] other) =>
        2 * other.Count(corner => Polygon.IsInside(ring, corner.X, corner.Y)) > other.Length;

    // Edge 2k runs right from grid point k, edge 2k + 1 runs up from it; neighbouring cells name a shared edge alike.
    private static void AddCell(List<(int From, int To)> segments, Matrix<double> values, int i, int j, double level)
    {
        (double a, double b) = (values[i, j], values[i, j + 1]);
        (double c, double d) = (values[i + 1, j + 1], values[i + 1, j]);
        if (!double.IsFinite(a + b + c + d))
        {
            return;
        }

        int corner = (i * values.Columns) + j;
        int bottom = 2 * corner, left = bottom + 1, right = (2 * (corner + 1)) + 1, top = 2 * (corner + values.Columns);
        int code = (a > level ? 1 : 0) | (b > level ? 2 : 0) | (c > level ? 4 : 0) | (d > level ? 8 : 0);
        bool centreHigh = (a + b + c + d) / 4 > level;
        switch (code)
        {
            case 1 or 14: segments.Add((left, bottom)); break;
            case 2 or 13: segments.Add((bottom, right)); break;
            case 3 or 12: segments.Add((left, right)); break;
            case 4 or 11: segments.Add((right, top)); break;
            case 6 or 9: segments.Add((bottom, top)); break;
            case 7 or 8: segments.Add((left, top)); break;
            case 5 or 10 when (code == 5) == centreHigh: // the ridge joins the two high corners through the middle
                segments.Add((left, top));
                segments.Add((bottom, right));
                break;
            case 5 or 10:
                segments.Add((left, bottom));
                segments.Add((right, top));
                break;
        }
    }

    private static IEnumerable<List<int>> Join(List<(int From, int To)> segments)
    {
        var touching = new Dictionary<int, List<int>>();
        for (int s = 0; s < segments.Count; s++)
        {
            foreach (int edge in new[] { segments[s].From, segments[s].To })
            {
                (touching.TryGetValue(edge, out var list) ? list : touching[edge] = []).Add(s);
            }
        }

        bool[] used = new bool[segments.Count];
        var openFirst = Enumerable.Range(0, segments.Count)
            .OrderBy(s => touching[segments[s].From].Count == 1 || touching[segments[s].To].Count == 1 ? 0 : 1);
        foreach (int start in openFirst)
        {
            if (!used[start])
            {
                bool fromEnd = touching[segments[start].To].Count == 1 && touching[segments[start].From].Count > 1;
                yield return Follow(start, fromEnd ? segments[start].To : segments[start].From);
            }
        }

        List<int> Follow(int segment, int edge)
        {
            var line = new List<int> { edge };
            while (segment >= 0)
            {
                used[segment] = true;
                edge = segments[segment].From == edge ? segments[segment].To : segments[segment].From;
                line.Add(edge);
                segment = touching[edge].FindIndex(s => !used[s]) is var k and >= 0 ? touching[edge][k] : -1;
            }

            return line;
        }
    }

    private static (double X, double Y) Cross(
        int edge, IReadOnlyList<double> x, IReadOnlyList<double> y, Matrix<double> values, double level)
    {
        (int i, int j) = Math.DivRem(edge / 2, values.Columns);
        bool up = edge % 2 == 1;
        double from = values[i, j], to = up ? values[i + 1, j] : values[i, j + 1];
        double t = (level - from) / (to - from);
        return up ? (x[j], y[i] + (t * (y[i + 1] - y[i]))) : (x[j] + (t * (x[j + 1] - x[j])), y[i]);
    }
}
