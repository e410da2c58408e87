using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Models.LargeRidge;

/// <summary>Rows of k(X, Z), a block at a time in memory of one block.</summary>
internal sealed class FeatureRows(Kernel kernel, Points rows, Points centres)
{
    private const int BlockRows = 256;

    /// <summary>Gives each block with the number of its first row; the block is overwritten by the next.</summary>
    public void Visit(ComputeOptions options, Action<int, MatrixView<double>> visit)
    {
        using Matrix<double> buffer =
            Matrix<double>.Uninitialized(Math.Min(BlockRows, rows.Count), centres.Count);
        for (int first = 0; first < rows.Count; first += BlockRows)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, rows.Count - first);
            MatrixView<double> block = buffer.View.Slice(0, 0, count, centres.Count);
            kernel.FillCross(ExactPosterior.Slice(rows, first, count), centres, block, options);
            visit(first, block);
        }
    }
}
