using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

/// <summary>
/// Lends tiles of working memory to one thread, last lent first given back; warm calls allocate nothing.
/// </summary>
public sealed class TileScratch
{
    private const int SingleMark = 1 << 16;

    [ThreadStatic]
    private static TileScratch? current;

    private readonly List<Matrix<double>> doubles = [];
    private readonly List<Matrix<float>> singles = [];
    private int usedDoubles;
    private int usedSingles;

    private TileScratch()
    {
    }

    /// <summary>The scratch of this thread.</summary>
    public static TileScratch Current => current ??= new TileScratch();

    /// <summary>What is lent; give it to <see cref="Release"/> later.</summary>
    public int Mark => usedDoubles + (SingleMark * usedSingles);

    /// <summary>Lends a tile of doubles, whose elements may be anything finite or not.</summary>
    /// <param name="rows">The number of rows, at most <see cref="Tile.MaximumRows"/>.</param>
    public MatrixView<double> Lend(int rows) => Lend(doubles, ref usedDoubles, rows);

    /// <summary>Lends a tile, whose elements may be anything finite or not.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">The number of rows, at most <see cref="Tile.MaximumRowsOf{T}"/>.</param>
    public MatrixView<T> Lend<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Unsafe.BitCast<MatrixView<double>, MatrixView<T>>(Lend(doubles, ref usedDoubles, rows))
            : Unsafe.BitCast<MatrixView<float>, MatrixView<T>>(Lend(singles, ref usedSingles, rows));

    /// <summary>Lends room for the sums of rows in parts, in as few lines of the cache as hold them.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">The number of rows, at most <see cref="Tile.MaximumRowsOf{T}"/>.</param>
    public MatrixView<T> LendLanes<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = TileSums.LaneCount<T>();
        return Lend<T>(Tile.MaximumRowsOf<T>()).Reshape(count).Slice(0, 0, rows, count);
    }

    /// <summary>Takes back every tile that was lent since a mark.</summary>
    /// <param name="mark">An earlier <see cref="Mark"/>.</param>
    public void Release(int mark) => (usedDoubles, usedSingles) = (mark % SingleMark, mark / SingleMark);

    private static MatrixView<T> Lend<T>(List<Matrix<T>> tiles, ref int used, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (used == tiles.Count)
        {
            tiles.Add(new Matrix<T>(Tile.MaximumRowsOf<T>(), Tile.Width));
        }

        return tiles[used++].View.Slice(0, 0, rows, Tile.Width);
    }
}
