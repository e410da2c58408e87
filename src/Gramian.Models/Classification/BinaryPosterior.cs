using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents a normal approximation of the posterior of one latent function: mean k(x)ᵀα and variance
/// k(x, x) − ‖L⁻¹S^½k(x)‖², with LLᵀ = I + S^½KS^½. Immutable.
/// </summary>
internal sealed class BinaryPosterior : ILatentPosterior
{
    // Queries go through in blocks, so that prediction needs n × 256 numbers whatever the number of queries.
    private const int BlockRows = 256;

    public required Kernel Kernel { get; init; }

    public required Points Inputs { get; init; }

    /// <summary>α, [n].</summary>
    public required double[] Weights { get; init; }

    /// <summary>The diagonal of S^½, [n]: roots of the precisions that stand for the observations.</summary>
    public required double[] Roots { get; init; }

    /// <summary>L in the lower triangle, [n, n].</summary>
    public required Matrix<double> Factor { get; init; }

    public (double[] Means, double[] Variances) Predict(Points queries, ComputeOptions? options)
    {
        (int m, int n) = (queries.Count, Inputs.Count);
        var means = new double[m];
        var variances = new double[m];
        Kernel.FillDiagonal(queries, variances);
        using var cross = Matrix<double>.Uninitialized(Math.Min(BlockRows, m), n);
        for (int first = 0; first < m; first += BlockRows)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, m - first);
            MatrixView<double> block = cross.View.Slice(0, 0, count, n);
            Kernel.FillCross(ExactPosterior.Slice(queries, first, count), Inputs, block, options);
            Blas.Gemv<double>(Transpose.No, 1, block, Weights, 0, means.AsSpan(first, count), options);
            for (int i = 0; i < count; i++)
            {
                Span<double> row = block.Row(i);
                for (int k = 0; k < n; k++)
                {
                    row[k] *= Roots[k];
                }
            }

            Blas.Trsm<double>(
                Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1, Factor, block, options);
            for (int i = 0; i < count; i++)
            {
                double prior = variances[first + i];
                variances[first + i] = LatentVariance.Checked(
                    prior - VectorOps.SumOfSquares<double>(block.Row(i)), prior, first + i);
            }
        }

        return (means, variances);
    }
}
