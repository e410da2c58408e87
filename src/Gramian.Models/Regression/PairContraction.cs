using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Regression;

/// <summary>Contracts the derivatives of a Gram matrix with weights U Vᵀ of low rank, part by part.</summary>
internal sealed class PairContraction
{
    private const int PartRows = 1024;
    private readonly Points[] parts;

    public PairContraction(Points points)
    {
        parts = new Points[(points.Count + PartRows - 1) / PartRows];
        for (int p = 0; p < parts.Length; p++)
        {
            int first = p * PartRows;
            parts[p] = ExactPosterior.Slice(points, first, Math.Min(PartRows, points.Count - first));
        }
    }

    /// <summary>gradient[j] = Σᵢₖ (U Vᵀ)[i, k] ∂K[i, k]/∂θⱼ, each pair of parts visited once.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="left">U, [n, k].</param>
    /// <param name="right">V, [n, k].</param>
    /// <param name="gradient">Receives a sum for each hyperparameter.</param>
    /// <param name="options">Threads and cancellation.</param>
    public void Contract(
        Kernel kernel,
        MatrixView<double> left,
        MatrixView<double> right,
        Span<double> gradient,
        ComputeOptions? options)
    {
        gradient.Clear();
        var own = new double[gradient.Length];
        using var buffer = Matrix<double>.Uninitialized(parts[0].Count, parts[0].Count);
        for (int i = 0; i < parts.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                options?.CancellationToken.ThrowIfCancellationRequested();
                MatrixView<double> weights = buffer.View.Slice(0, 0, parts[i].Count, parts[j].Count);
                Blas.Gemm(Transpose.No, Transpose.Yes, 1, Part(left, i), Part(right, j), 0, weights, options);
                if (j < i)
                {
                    Blas.Gemm(Transpose.No, Transpose.Yes, 1, Part(right, i), Part(left, j), 1, weights, options);
                }

                kernel.ContractCrossGradient(parts[i], parts[j], weights, own, options);
                VectorOps.Axpy(1.0, own, gradient);
            }
        }
    }

    private MatrixView<double> Part(MatrixView<double> matrix, int part) =>
        matrix.Slice(part * PartRows, 0, parts[part].Count, matrix.Columns);
}
