using System.Numerics;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Multiplies tiles by several vectors, at the width of this process.</summary>
/// <remarks>Warm calls allocate nothing. Sums are taken in a fixed order for a fixed width of registers.</remarks>
public static unsafe class TileProducts
{
    /// <summary>The number of points in a panel, and of columns of a tile.</summary>
    public const int PanelWidth = 64;

    /// <summary>The number of columns that every block of vectors must be a multiple of: a widest register.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    public static int ColumnStep<T>()
        where T : unmanaged => 64 / sizeof(T);

    /// <summary>sums += tile · vectors.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="tile">The tile, [p, q].</param>
    /// <param name="vectors">The vectors, [q, k], with k a multiple of <see cref="ColumnStep{T}"/>.</param>
    /// <param name="sums">The sums, [p, k].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void Accumulate<T>(MatrixView<T> tile, MatrixView<T> vectors, MatrixView<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckProduct(tile.Rows, tile.Columns, vectors, sums);
        Accumulate(tile.Origin, tile.Stride, 1, tile.Columns, vectors, sums);
    }

    /// <summary>sums += tileᵀ · vectors.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="tile">The tile, [p, q].</param>
    /// <param name="vectors">The vectors, [p, k], with k a multiple of <see cref="ColumnStep{T}"/>.</param>
    /// <param name="sums">The sums, [q, k].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AccumulateTransposed<T>(MatrixView<T> tile, MatrixView<T> vectors, MatrixView<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckProduct(tile.Columns, tile.Rows, vectors, sums);
        Accumulate(tile.Origin, 1, tile.Stride, tile.Rows, vectors, sums);
    }

    private static void Accumulate<T>(
        T* left, nint rowStride, nint depthStride, int depth, MatrixView<T> right, MatrixView<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (LaneWidth.Bits)
        {
            case 512:
                ProductLoops<T, Wide512<T>, Vector512<T>>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
            case 256:
                ProductLoops<T, Wide256<T>, Vector256<T>>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
            case 128:
                ProductLoops<T, Wide128<T>, Vector128<T>>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
            default:
                ProductLoops<T, Wide1<T>, T>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
        }
    }

    private static void CheckProduct<T>(int rows, int depth, MatrixView<T> vectors, MatrixView<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (vectors.Rows != depth || sums.Rows != rows || sums.Columns != vectors.Columns
            || sums.Columns % ColumnStep<T>() != 0)
        {
            throw new ArgumentException(
                $"A tile of {rows} x {depth} takes {depth} x k to {rows} x k with k a multiple of "
                + $"{ColumnStep<T>()}, but it was given {vectors.Rows} x {vectors.Columns} and "
                + $"{sums.Rows} x {sums.Columns}.", nameof(vectors));
        }
    }
}
