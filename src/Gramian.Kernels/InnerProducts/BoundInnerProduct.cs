using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.InnerProducts;

// k = σ² κ(x·x′), κ(p) = f(p + c); hyperparameters: c when there is one, then σ².
internal sealed class BoundInnerProduct<TProfile>(
    TProfile profile, double variance, PackedPoints<double> rows, PackedPoints<double> columns)
    : TileKernel(new InnerProductTiles<double, TProfile>(profile, variance, rows, columns))
    where TProfile : struct, IInnerProductProfile
{
    public override void Contract(
        Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<double> slopes = scratch.Lend(tile.Rows);
        PairTiles.InnerProducts(rows, tile.Row, columns, tile.Panel, slopes);
        gradient[^1] += variance * TilePass.MapSlope(profile, weights, slopes);
        if (profile.OffsetCount > 0)
        {
            double sum = 0;
            for (int a = 0; a < tile.Rows; a++)
            {
                foreach (double slope in slopes.Row(a))
                {
                    sum += slope;
                }
            }

            gradient[0] += variance * profile.Offset * sum;
        }

        scratch.Release(mark);
    }

    public override void ContractInputs(
        Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<double> slopes = scratch.Lend(tile.Rows);
        PairTiles.InnerProducts(rows, tile.Row, columns, tile.Panel, slopes);
        TilePass.MapSlope(profile, weights, slopes);
        int dimension = rows.Dimension;
        using var sums = new RowSums(dimension);
        for (int a = 0; a < tile.Rows; a++)
        {
            Span<double> row = sums.Cleared;
            PairTiles.AddWeightedColumns(
                rows, tile.Row + a, columns, tile.Panel, slopes.Slice(a, 0, 1, Tile.Width), row);
            for (int k = 0; k < dimension; k++)
            {
                gradient[(a * dimension) + k] += variance * row[k];
            }
        }

        scratch.Release(mark);
    }
}
