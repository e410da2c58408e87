using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

// A bound kernel whose values are made by tiles that exist for every number type.
internal abstract class TileKernel(KernelTiles<double> tiles) : BoundKernel
{
    public sealed override void Fill(Tile tile, MatrixView<double> values, TileScratch scratch) =>
        tiles.Fill(tile, values, scratch);

    public sealed override void FillForSums(Tile tile, MatrixView<double> values, TileScratch scratch) =>
        tiles.FillForSums(tile, values, scratch);

    public sealed override void AddRows(
        Tile tile, ReadOnlySpan<double> vector, MatrixView<double> lanes, TileScratch scratch) =>
        tiles.AddRows(tile, vector, lanes, scratch);

    public sealed override void AddBoth(
        Tile tile,
        ReadOnlySpan<double> vector,
        ReadOnlySpan<double> rowVector,
        MatrixView<double> lanes,
        Span<double> columnSums,
        TileScratch scratch) =>
        tiles.AddBoth(tile, vector, rowVector, lanes, columnSums, scratch);
}
