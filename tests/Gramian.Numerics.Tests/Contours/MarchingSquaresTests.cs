using Gramian.Numerics.Contours;

namespace Gramian.Numerics.Tests.Contours;

public sealed class MarchingSquaresTests
{
    private static readonly double[] Places = [.. Enumerable.Range(0, 201).Select(i => -2 + (0.02 * i))];

    [Fact]
    public void Takes_a_circle_as_one_closed_line_around_its_centre()
    {
        double[] grid = [.. Enumerable.Range(0, 41).Select(i => -2 + (0.1 * i))];
        var field = new Matrix<double>(41, 41);
        for (int i = 0; i < 41; i++)
        {
            for (int j = 0; j < 41; j++)
            {
                field[i, j] = Math.Sqrt((grid[i] * grid[i]) + (grid[j] * grid[j]));
            }
        }

        var line = Assert.Single(MarchingSquares.Trace(grid, grid, field, 1.23));
        Assert.Equal(line[0], line[^1]);
        // h²/8r
        Assert.All(line, point => Assert.Equal(1.23, Math.Sqrt((point.X * point.X) + (point.Y * point.Y)), 2e-3));
    }

    [Fact]
    public void Takes_a_slope_as_one_straight_open_line()
    {
        var field = Matrix<double>.FromArray(new double[,] { { 0, 1, 2 }, { 0, 1, 2 }, { 0, 1, 2 } });
        var line = Assert.Single(MarchingSquares.Trace([0, 1, 2], [0, 1, 2], field, 0.5));
        Assert.All(line, point => Assert.Equal(0.5, point.X));
        Assert.Equal(3, line.Count);
    }

    [Fact]
    public void A_disc_is_one_polygon_of_its_area()
    {
        Polygon disc = Assert.Single(MarchingSquares.Regions(Places, Places, Field((x, y) => -Radius(x, y)), -1.23));
        Assert.Empty(disc.Holes);

        // Chords of a step of 0.02 lie h²/8r inside.
        Assert.Equal(Math.PI * 1.23 * 1.23, disc.Area, 1e-3);
        Assert.NotEqual(disc.Outer[0], disc.Outer[^1]);
        Assert.True(disc.Contains(0.86, 0.86));
        Assert.False(disc.Contains(0.88, 0.88));
    }

    [Fact]
    public void A_ring_has_a_hole_and_an_island_in_the_hole_is_a_polygon_of_its_own()
    {
        // Above 0 up to 0.25, from 0.75 to 1.25, and from 1.75 on, where the square cuts it.
        Matrix<double> field = Field((x, y) => Math.Cos(Math.PI * Radius(x, y) / 0.5));
        IReadOnlyList<Polygon> parts = MarchingSquares.Regions(Places, Places, field, 0);
        Polygon[] islands = [.. parts.Where(part => part.Holes.Count == 0 && part.Contains(0, 0))];
        Polygon[] rings = [.. parts.Where(part => part.Holes.Count == 1)];
        Assert.Equal(Math.PI / 16, Assert.Single(islands).Area, 1e-3);
        Polygon ring = rings.Single(part => part.Contains(1, 0));
        Assert.Equal(Math.PI, ring.Area, 2e-3);
        Assert.False(ring.Contains(0, 0));
        int covered = 0;
        foreach (double x in Places)
        {
            foreach (double y in Places)
            {
                covered += parts.Count(part => part.Contains(x + 0.003, y + 0.005));
            }
        }

        // A count of places is an area, to about the length of the rings times a step.
        Assert.Equal(covered * 0.02 * 0.02, parts.Sum(part => part.Area), 0.05);
    }

    [Fact]
    public void What_reaches_the_border_is_closed_along_it()
    {
        var field = Matrix<double>.FromArray(new double[,] { { 0, 1, 2 }, { 0, 1, 2 }, { 0, 1, 2 } });
        Polygon part = Assert.Single(MarchingSquares.Regions([0, 1, 2], [0, 1, 2], field, 0.5));
        Assert.Equal(3, part.Area, 1e-14);
        Polygon all = Assert.Single(MarchingSquares.Regions([0, 1, 2], [0, 1, 2], field, -1e6));
        Assert.Equal(4, all.Area, 1e-14);
        Assert.Empty(MarchingSquares.Regions([0, 1, 2], [0, 1, 2], field, 2.5));
    }

    [Fact]
    public void Far_from_the_origin_areas_keep_their_digits()
    {
        var square = new Polygon([(1e8, 1e8), (1e8 + 1, 1e8), (1e8 + 1, 1e8 + 1), (1e8, 1e8 + 1)], []);
        Assert.Equal(1, square.Area);
    }

    [Fact]
    public void Refuses_what_is_no_field()
    {
        var field = new Matrix<double>(2, 3);
        Assert.Throws<ArgumentException>(() => MarchingSquares.Regions([0, 1], [0, 1], field, 0));
        Assert.Throws<ArgumentException>(() => MarchingSquares.Regions([0, 1, 2], [0, 1, 2], field, 0));
        field[1, 1] = double.NaN;
        Assert.ThrowsAny<ArgumentException>(() => MarchingSquares.Regions([0, 1, 2], [0, 1], field, 0));
    }

    private static double Radius(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static Matrix<double> Field(Func<double, double, double> value)
    {
        var field = new Matrix<double>(Places.Length, Places.Length);
        for (int i = 0; i < Places.Length; i++)
        {
            for (int j = 0; j < Places.Length; j++)
            {
                field[i, j] = value(Places[j], Places[i]);
            }
        }

        return field;
    }
}
