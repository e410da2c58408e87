using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

/// <summary>
/// Lends tiles of working memory to one thread, last lent first given back; warm calls allocate nothing.
/// </summary>
public sealed class TileScratch
{
    [ThreadStatic]
    private static TileScratch? current;

    private readonly List<Matrix<double>> tiles = [];
    private int used;

    private TileScratch()
    {
    }

    /// <summary>The scratch of this thread.</summary>
    public static TileScratch Current => current ??= new TileScratch();

    /// <summary>How many tiles are lent; give it to <see cref="Release"/> later.</summary>
    public int Mark => used;

    /// <summary>Lends a tile, whose elements may be anything finite or not.</summary>
    /// <param name="rows">The number of rows, at most <see cref="Tile.MaximumRows"/>.</param>
    public MatrixView<double> Lend(int rows)
    {
        if (used == tiles.Count)
        {
            tiles.Add(new Matrix<double>(Tile.MaximumRows, Tile.Width));
        }

        return tiles[used++].View.Slice(0, 0, rows, Tile.Width);
    }

    /// <summary>Takes back every tile that was lent since a mark.</summary>
    /// <param name="mark">An earlier <see cref="Mark"/>.</param>
    public void Release(int mark) => used = mark;
}
