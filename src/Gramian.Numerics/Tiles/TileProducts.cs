using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Tiles;

/// <summary>Multiplies tiles by vectors, at the width of this process.</summary>
/// <remarks>Warm calls allocate nothing. Sums are taken in a fixed order for a fixed width of registers.</remarks>
public static unsafe class TileProducts
{
    /// <summary>The number of columns that every block of vectors must be a multiple of.</summary>
    public const int ColumnStep = 8;

    /// <summary>Σⱼ lanes[a, j] += Σ_b tile[a, b] vector[b], spread over the first 8 lanes of each row.</summary>
    /// <param name="tile">The tile; any number of rows, 64 columns.</param>
    /// <param name="vector">The vector, [64].</param>
    /// <param name="lanes">The sums in parts, with as many rows as the tile and at least 8 columns.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AddRows(MatrixView<double> tile, ReadOnlySpan<double> vector, MatrixView<double> lanes)
    {
        Check(tile, vector.Length, lanes);
        fixed (double* v = vector)
        {
            switch (LaneWidth.Bits)
            {
                case 512: ProductLoops<Wide8, Vector512<double>>.AddRows(tile, v, lanes); break;
                case 256: ProductLoops<Wide4, Vector256<double>>.AddRows(tile, v, lanes); break;
                case 128: ProductLoops<Wide2, Vector128<double>>.AddRows(tile, v, lanes); break;
                default: ProductLoops<Wide1, double>.AddRows(tile, v, lanes); break;
            }
        }
    }

    /// <summary>
    /// Like <see cref="AddRows"/>, and columnSums[b] += Σ_a tile[a, b] rowVector[a] in the same pass.
    /// </summary>
    /// <param name="tile">The tile; any number of rows, 64 columns.</param>
    /// <param name="vector">The vector, [64].</param>
    /// <param name="rowVector">The vector for the transposed tile, one element for each row.</param>
    /// <param name="lanes">The sums of the rows in parts, with as many rows as the tile and at least 8 columns.</param>
    /// <param name="columnSums">The sums of the columns, [64].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AddBoth(
        MatrixView<double> tile,
        ReadOnlySpan<double> vector,
        ReadOnlySpan<double> rowVector,
        MatrixView<double> lanes,
        Span<double> columnSums)
    {
        Check(tile, vector.Length, lanes);
        Guard.Length(rowVector.Length, tile.Rows, nameof(rowVector));
        Guard.Length(columnSums.Length, tile.Columns, nameof(columnSums));
        fixed (double* v = vector)
        fixed (double* u = rowVector)
        fixed (double* c = columnSums)
        {
            switch (LaneWidth.Bits)
            {
                case 512: ProductLoops<Wide8, Vector512<double>>.AddBoth(tile, v, u, lanes, c); break;
                case 256: ProductLoops<Wide4, Vector256<double>>.AddBoth(tile, v, u, lanes, c); break;
                case 128: ProductLoops<Wide2, Vector128<double>>.AddBoth(tile, v, u, lanes, c); break;
                default: ProductLoops<Wide1, double>.AddBoth(tile, v, u, lanes, c); break;
            }
        }
    }

    /// <summary>sums += tile · vectors.</summary>
    /// <param name="tile">The tile, [p, q].</param>
    /// <param name="vectors">The vectors, [q, k], with k a multiple of 8.</param>
    /// <param name="sums">The sums, [p, k].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void Accumulate(MatrixView<double> tile, MatrixView<double> vectors, MatrixView<double> sums)
    {
        CheckProduct(tile.Rows, tile.Columns, vectors, sums);
        Accumulate(tile.Origin, tile.Stride, 1, tile.Columns, vectors, sums);
    }

    /// <summary>sums += tileᵀ · vectors.</summary>
    /// <param name="tile">The tile, [p, q].</param>
    /// <param name="vectors">The vectors, [p, k], with k a multiple of 8.</param>
    /// <param name="sums">The sums, [q, k].</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static void AccumulateTransposed(
        MatrixView<double> tile, MatrixView<double> vectors, MatrixView<double> sums)
    {
        CheckProduct(tile.Columns, tile.Rows, vectors, sums);
        Accumulate(tile.Origin, 1, tile.Stride, tile.Rows, vectors, sums);
    }

    private static void Accumulate(
        double* left, nint rowStride, nint depthStride, int depth, MatrixView<double> right, MatrixView<double> sums)
    {
        switch (LaneWidth.Bits)
        {
            case 512:
                ProductLoops<Wide8, Vector512<double>>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
            case 256:
                ProductLoops<Wide4, Vector256<double>>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
            case 128:
                ProductLoops<Wide2, Vector128<double>>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
            default:
                ProductLoops<Wide1, double>.Accumulate(left, rowStride, depthStride, depth, right, sums);
                break;
        }
    }

    private static void Check(MatrixView<double> tile, int length, MatrixView<double> lanes)
    {
        if (tile.Columns != PackedPoints.PanelWidth || length != tile.Columns || lanes.Rows != tile.Rows
            || lanes.Columns < 8)
        {
            throw new ArgumentException(
                $"The tile must be 64 columns wide, as long as the vector and as high as the lanes, but it was "
                + $"{tile.Rows} x {tile.Columns}, the vector {length} and the lanes {lanes.Rows} x {lanes.Columns}.",
                nameof(tile));
        }
    }

    private static void CheckProduct(int rows, int depth, MatrixView<double> vectors, MatrixView<double> sums)
    {
        if (vectors.Rows != depth || sums.Rows != rows || sums.Columns != vectors.Columns
            || sums.Columns % ColumnStep != 0)
        {
            throw new ArgumentException(
                $"A tile of {rows} x {depth} takes {depth} x k to {rows} x k with k a multiple of {ColumnStep}, but it "
                + $"was given {vectors.Rows} x {vectors.Columns} and {sums.Rows} x {sums.Columns}.", nameof(vectors));
        }
    }
}
