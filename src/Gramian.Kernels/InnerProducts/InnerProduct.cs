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

    public static double[] Ones(int dimension)
    {
        double[] ones = new double[dimension];
        Array.Fill(ones, 1);
        return ones;
    }

    public static double SquaredNorm(Points points, int row) => Of(points.Values.Row(row), points.Values.Row(row));
}
