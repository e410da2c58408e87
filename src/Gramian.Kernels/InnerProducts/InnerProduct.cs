using Gramian.Kernels.Gram;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.InnerProducts;

internal static class InnerProduct
{
    // In the order and rounding of a tile, so that a single value has the bits of a Gram matrix.
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum = Math.FusedMultiplyAdd(x[k], y[k], sum);
        }

        return sum;
    }

    private static double[] Ones(int dimension)
    {
        double[] ones = new double[dimension];
        Array.Fill(ones, 1);
        return ones;
    }

    public static BoundKernel Bind<TProfile>(PointPairs pairs, TProfile profile, double variance)
        where TProfile : struct, IInnerProductProfile
    {
        (PackedPoints<double> rows, PackedPoints<double> columns) =
            pairs.Pack<double>(Ones(pairs.Rows.Dimension), origin: null);
        return new BoundInnerProduct<TProfile>(profile, variance, rows, columns);
    }

    public static KernelTiles<float> BindSingle<TProfile>(PointPairs pairs, TProfile profile, double variance)
        where TProfile : struct, IInnerProductProfile
    {
        (PackedPoints<float> rows, PackedPoints<float> columns) =
            pairs.Pack<float>(Ones(pairs.Rows.Dimension), origin: null);
        return new InnerProductTiles<float, TProfile>(profile, variance, rows, columns);
    }

    public static double SquaredNorm(Points points, int row) => Of(points.Values.Row(row), points.Values.Row(row));
}
