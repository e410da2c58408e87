using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Gram;

/// <summary>Makes quadratic forms of a Gram matrix that is never written out.</summary>
public static class KernelForms
{
    /// <summary>forms[c] = vᵀ K v for every column v of a matrix.</summary>
    /// <remarks>
    /// Each pair of points is visited once, so that k forms take half the arithmetic of a product with k vectors:
    /// O(n² (d + c + k)/2) time, with c the cost of one formula, and O(n k) memory beside the tiles. The bits do not
    /// depend on the number of threads.
    /// </remarks>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">The points, n.</param>
    /// <param name="vectors">The vectors, one in each column, [n, k], finite.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the kernel is for another dimension.</exception>
    /// <exception cref="InvalidOperationException">The kernel is not resolved.</exception>
    public static double[] QuadraticForms(
        this Kernel kernel, Points points, MatrixView<double> vectors, ComputeOptions? options = null)
    {
        int step = TileProducts.ColumnStep<double>();
        BoundKernel bound = KernelGram.BindSame(kernel, points);
        Guard.Length(vectors.Rows, points.Count, nameof(vectors));
        options ??= ComputeOptions.Default;
        int bands = (points.Count + QuadraticFormWork.Band - 1) / QuadraticFormWork.Band;
        int count = (vectors.Columns + step - 1) / step * step;
        using var padded = new Matrix<double>(points.Count, count);
        using var forms = new Matrix<double>(bands, count);
        vectors.CopyTo(padded.View.Slice(0, 0, points.Count, vectors.Columns));
        var work = new QuadraticFormWork(bound, points.Count, padded, forms, options.CancellationToken);
        WorkerTeam.Run(ref work, bands, options);
        options.CancellationToken.ThrowIfCancellationRequested();
        double[] total = new double[count];
        for (int band = 0; band < bands; band++)
        {
            VectorOps.Axpy(1, forms.Row(band), total);
        }

        return total[..vectors.Columns];
    }
}
