using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

/// <summary>Represents a kernel with its numbers and points at hand, which fills tiles in one number type.</summary>
/// <remarks>
/// An entry may depend only on its own two points, never on its place in a tile. Columns after the last point are
/// filled with finite numbers that nobody reads, and have weight 0. Safe to share between threads; each brings its
/// own scratch.
/// </remarks>
/// <typeparam name="T">double, or float for values in single precision.</typeparam>
public abstract class KernelTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>values[a, b] = k(x, y), with x = row tile.Row + a and y = column tile.Column + b.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="values">Receives the values, [tile.Rows, 64].</param>
    /// <param name="scratch">Working memory of this thread.</param>
    public abstract void Fill(Tile tile, MatrixView<T> values, TileScratch scratch);

    /// <summary>
    /// Like <see cref="Fill"/>, for values that are summed and then forgotten: they may be made in another way, which
    /// depends on the tile, when it moves none of them by more than 1e-12 of the largest.
    /// </summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="values">Receives the values, [tile.Rows, 64].</param>
    /// <param name="scratch">Working memory of this thread.</param>
    public virtual void FillForSums(Tile tile, MatrixView<T> values, TileScratch scratch) =>
        Fill(tile, values, scratch);

    /// <summary>Σⱼ lanes[a, j] += Σ_b k(x, y) vector[b]: a product whose values need not be stored.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="vector">The vector, [64]; 0 after the last column.</param>
    /// <param name="lanes">The sums in parts, [tile.Rows, at least <see cref="TileSums.LaneCount{T}"/>].</param>
    /// <param name="scratch">Working memory of this thread.</param>
    public virtual void AddRows(Tile tile, ReadOnlySpan<T> vector, MatrixView<T> lanes, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> values = scratch.Lend<T>(tile.Rows);
        FillForSums(tile, values, scratch);
        TileSums.AddRows(values, vector, lanes);
        scratch.Release(mark);
    }

    /// <summary>
    /// Like <see cref="AddRows"/>, and columnSums[b] += Σ_a k(x, y) rowVector[a]: a tile that stands for two.
    /// </summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="vector">The vector, [64]; 0 after the last column.</param>
    /// <param name="rowVector">The vector of the transposed tile, [tile.Rows].</param>
    /// <param name="lanes">The sums in parts, [tile.Rows, at least <see cref="TileSums.LaneCount{T}"/>].</param>
    /// <param name="columnSums">The sums of the transposed tile, [64].</param>
    /// <param name="scratch">Working memory of this thread.</param>
    public virtual void AddBoth(
        Tile tile,
        ReadOnlySpan<T> vector,
        ReadOnlySpan<T> rowVector,
        MatrixView<T> lanes,
        Span<T> columnSums,
        TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<T> values = scratch.Lend<T>(tile.Rows);
        FillForSums(tile, values, scratch);
        TileSums.AddBoth(values, vector, rowVector, lanes, columnSums);
        scratch.Release(mark);
    }
}
