using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Classification;

/// <summary>
/// Represents a normal approximation of the joint posterior of k latent functions with one kernel. Immutable.
/// </summary>
[Paper("rasmussen2006gaussian", Where = "algorithm 3.4")]
internal sealed class SoftmaxPosterior
{
    private const int BlockRows = 128;

    public required Kernel Kernel { get; init; }

    public required Points Inputs { get; init; }

    /// <summary>α, [k, n].</summary>
    public required Matrix<double> Weights { get; init; }

    /// <summary>The diagonals of D^½, k of n.</summary>
    public required double[][] Roots { get; init; }

    /// <summary>The factors of I + D^½KD^½, k of [n, n].</summary>
    public required Matrix<double>[] Factors { get; init; }

    /// <summary>The factor of M, [n, n].</summary>
    public required Matrix<double> Joint { get; init; }

    /// <summary>Means, [m, k], and covariances between the classes at each query, [m, k k].</summary>
    public (Matrix<double> Means, Matrix<double> Covariances) Predict(Points queries, ComputeOptions? options)
    {
        (int m, int n, int k) = (queries.Count, Inputs.Count, Factors.Length);
        var means = new Matrix<double>(m, k);
        var covariances = new Matrix<double>(m, k * k);
        var prior = new double[m];
        Kernel.FillDiagonal(queries, prior);
        int rows = Math.Min(BlockRows, m);
        using var cross = Matrix<double>.Uninitialized(rows, n);
        Matrix<double>[] parts = [.. Factors.Select(_ => Matrix<double>.Uninitialized(rows, n))];
        for (int first = 0; first < m; first += BlockRows)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, m - first);
            MatrixView<double> block = cross.View.Slice(0, 0, count, n);
            Kernel.FillCross(ExactPosterior.Slice(queries, first, count), Inputs, block, options);
            Blas.Gemm<double>(
                Transpose.No, Transpose.Yes, 1, block, Weights, 0, means.View.Slice(first, 0, count, k), options);
            for (int c = 0; c < k; c++)
            {
                MatrixView<double> part = parts[c].View.Slice(0, 0, count, n);
                MatrixView<double> variances = covariances.View.Slice(first, (c * k) + c, count, 1);
                Explain(c, block, part, prior.AsSpan(first, count), variances, options);
            }

            for (int i = 0; i < count; i++)
            {
                Join(parts, i, covariances.Row(first + i), prior[first + i], first + i);
            }
        }

        foreach (Matrix<double> part in parts)
        {
            part.Dispose();
        }

        return (means, covariances);
    }

    // part ← (L_M⁻¹ E_c k)ᵀ and variances ← k(x, x) − kᵀ E_c k for every query.
    private void Explain(
        int c,
        MatrixView<double> cross,
        MatrixView<double> part,
        ReadOnlySpan<double> prior,
        MatrixView<double> variances,
        ComputeOptions? options)
    {
        cross.CopyTo(part);
        Scale(part, Roots[c]);
        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1, Factors[c], part, options);
        for (int i = 0; i < part.Rows; i++)
        {
            variances[i, 0] = prior[i] - VectorOps.SumOfSquares<double>(part.Row(i));
        }

        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.No, UnitDiagonal.No, 1, Factors[c], part, options);
        Scale(part, Roots[c]);
        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1, Joint, part, options);
    }

    private static void Join(Matrix<double>[] parts, int row, Span<double> covariance, double prior, int query)
    {
        int k = parts.Length;
        for (int c = 0; c < k; c++)
        {
            for (int e = 0; e <= c; e++)
            {
                double value = covariance[(c * k) + e] + VectorOps.Dot<double>(parts[c].Row(row), parts[e].Row(row));
                covariance[(c * k) + e] = c == e ? LatentVariance.Checked(value, prior, query) : value;
                covariance[(e * k) + c] = covariance[(c * k) + e];
            }
        }
    }

    private static void Scale(MatrixView<double> rows, double[] factors)
    {
        for (int i = 0; i < rows.Rows; i++)
        {
            Span<double> row = rows.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= factors[j];
            }
        }
    }
}
