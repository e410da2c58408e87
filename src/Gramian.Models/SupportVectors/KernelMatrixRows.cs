using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

// The Gram matrix of a kernel at points, by rows: what the solver sees of both.
internal sealed class KernelMatrixRows(Kernel kernel, Points points) : ISymmetricRows
{
    private readonly KernelRows rows = new(kernel, points);

    public int Count => points.Count;

    public void CopyDiagonal(Span<double> destination) => rows.Diagonal.CopyTo(destination);

    public void FillRows(int[] rows, MatrixView<float>[] destinations, int count, ComputeOptions? options = null) =>
        this.rows.Fill(rows, destinations, count, options);

    public ISymmetricRows Select(ReadOnlySpan<int> indices) => new KernelMatrixRows(kernel, points.Select(indices));

    public void AddProducts(
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<double> weights,
        Span<double> sums,
        ComputeOptions? options = null)
    {
        var products = new double[rows.Length];
        kernel.Cross(points.Select(rows), points.Select(columns)).Apply(weights, products, options);
        for (int i = 0; i < products.Length; i++)
        {
            sums[i] += products[i];
        }
    }
}
