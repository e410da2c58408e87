using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

// Gradient: ∂k/∂ln ℓⱼ = −p σ² κ′(D) c m(xⱼ, x′ⱼ)/ℓⱼᵖ, and ∂k/∂ln σ² = k. At D = 0 every m is 0, so that any finite
// κ′(0) gives the right 0.
internal sealed class BoundDistanceKernel<TProfile, TMetric>(
    DistanceKernel<TProfile, TMetric> kernel, PackedPoints<double> rows, PackedPoints<double> columns)
    : TileKernel(new DistanceTiles<double, TProfile, TMetric>(
        kernel.MakeProfile(), kernel.Variance, kernel.DistanceTolerance, rows, columns))
    where TProfile : struct, ILaneMap
    where TMetric : struct, IMetric
{
    private readonly TProfile profile = kernel.MakeProfile();
    private readonly bool isArd = kernel.Lengthscale.IsArd;
    private readonly int lengthscales = kernel.Lengthscale.Count;

    public override bool KnowsLogarithm => kernel.KnowsLogarithm;

    public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
    {
        if (!KnowsLogarithm)
        {
            base.FillLogarithm(tile, values, scratch);
            return;
        }

        TMetric.Fill(rows, tile.Row, columns, tile.Panel, values);
        kernel.MapLogarithm(Math.Log(kernel.Variance), values);
    }

    public override void Contract(
        Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<double> slopes = scratch.Lend(tile.Rows);
        TMetric.Fill(rows, tile.Row, columns, tile.Panel, slopes);
        int shapes = gradient.Length - lengthscales - 1;
        MatrixView<double> distances = slopes;
        if (!isArd || shapes > 0)
        {
            distances = scratch.Lend(tile.Rows);
            slopes.CopyTo(distances);
        }

        gradient[^1] += kernel.Variance * TilePass.MapSlope(profile, weights, slopes);
        Span<double> lengthscaleSlopes = gradient.Slice(shapes, lengthscales);
        if (isArd)
        {
            ContractArd(tile, slopes, lengthscaleSlopes);
        }
        else
        {
            lengthscaleSlopes[0] -= TMetric.Order * kernel.Variance * TilePass.Dot(slopes, distances);
        }

        if (shapes > 0)
        {
            kernel.ContractProfile(weights, distances, gradient[..shapes]);
        }

        scratch.Release(mark);
    }

    public override void ContractInputs(
        Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
    {
        int mark = scratch.Mark;
        MatrixView<double> slopes = scratch.Lend(tile.Rows);
        TMetric.Fill(rows, tile.Row, columns, tile.Panel, slopes);
        TilePass.MapSlope(profile, weights, slopes);
        int dimension = rows.Dimension;
        using var sums = new RowSums(dimension);
        for (int a = 0; a < tile.Rows; a++)
        {
            Span<double> row = sums.Cleared;
            TMetric.AddSlopes(rows, tile.Row + a, columns, tile.Panel, slopes.Slice(a, 0, 1, Tile.Width), row);
            for (int k = 0; k < dimension; k++)
            {
                gradient[(a * dimension) + k] += 2 * kernel.Variance * kernel.Factor(k) * row[k];
            }
        }

        scratch.Release(mark);
    }

    private void ContractArd(Tile tile, MatrixView<double> slopes, Span<double> gradient)
    {
        Span<double> sums = gradient.Length <= 256 ? stackalloc double[gradient.Length] : new double[gradient.Length];
        sums.Clear();
        TMetric.AddWeighted(rows, tile.Row, columns, tile.Panel, slopes, sums);
        for (int k = 0; k < sums.Length; k++)
        {
            gradient[k] -= TMetric.Order * kernel.Variance * sums[k];
        }
    }
}
