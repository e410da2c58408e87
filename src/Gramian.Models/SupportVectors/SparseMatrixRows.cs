using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

// The Gram matrix of a kernel at sparse points, by rows: what the solver sees of both.
internal sealed class SparseMatrixRows(SparseKernelRows values) : ISymmetricRows
{
    public int Count => values.Points.Count;

    public void CopyDiagonal(Span<double> destination) => values.CopyDiagonal(destination);

    public void FillRows(int[] rows, MatrixView<float>[] destinations, int count, ComputeOptions? options = null) =>
        values.Fill(rows, destinations, count, options);

    public ISymmetricRows Select(ReadOnlySpan<int> indices) => new SparseMatrixRows(values.Select(indices));

    public void AddProducts(
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<double> weights,
        Span<double> sums,
        ComputeOptions? options = null)
    {
        using var vector = Matrix<double>.FromRowMajor(columns.Length, 1, weights);
        using var products = new Matrix<double>(rows.Length, 1);
        values.Select(columns).Apply(values.Points.Select(rows), vector, products, options);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += products[i, 0];
        }
    }
}
