using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents the variational bound Σ sᵢ E log p(yᵢ | fᵢ) − KL at inducing points, on the rows of a batch.
/// </summary>
/// <remarks>
/// μᵢ = aᵢᵀm and vᵢ = k(xᵢ, xᵢ) − ‖aᵢ‖² + aᵢᵀΛ⁻¹aᵢ with aᵢ = L⁻¹ k(Z, xᵢ), K_uu = L Lᵀ. A batch of b rows takes M b
/// numbers, M² b + M³ operations. Not thread-safe.
/// </remarks>
internal sealed class VariationalBound(Points inducing, JitterPolicy policy, ComputeOptions? options)
{
    /// <summary>L, the factor of K_uu, in the lower triangle, [M, M].</summary>
    public Matrix<double> Factor { get; } = Matrix<double>.Uninitialized(inducing.Count, inducing.Count);

    /// <summary>What was added to the diagonal of K_uu.</summary>
    public double Jitter { get; private set; }

    /// <summary><see cref="Jitter"/> divided by the mean of the diagonal of K_uu.</summary>
    public double RelativeJitter { get; private set; }

    /// <summary>g of <see cref="VariationalState.TryStep"/>, summed since <see cref="Begin"/>.</summary>
    public double[] StepTarget { get; } = new double[inducing.Count];

    /// <summary>H of <see cref="VariationalState.TryStep"/>, in the lower triangle, summed likewise.</summary>
    public Matrix<double> StepCurvature { get; } = new(inducing.Count, inducing.Count);

    /// <summary>Factors K_uu and clears the sums; false when it is not definite with any permitted jitter.</summary>
    public bool Begin(Kernel kernel)
    {
        Array.Clear(StepTarget);
        StepCurvature.View.Fill(0);
        foreach (double relative in policy.Attempts())
        {
            kernel.FillGram(inducing, Factor, GramTriangle.Lower, options);
            double mean = 0;
            for (int i = 0; i < inducing.Count; i++)
            {
                mean += Factor[i, i] / inducing.Count;
            }

            (RelativeJitter, Jitter) = (relative, relative * mean);
            SymmetricOps.AddToDiagonal(Factor, Jitter);
            if (CholeskyFactor.TryFactor<double>(Factor, out _, options))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Adds a batch: returns s Σ E log p, adds to the sums of the natural step, and writes the gradient when asked for.
    /// </summary>
    /// <param name="kernel">The kernel of <see cref="Begin"/>.</param>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="state">q(v).</param>
    /// <param name="rows">The inputs of the batch.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="share">s: how many rows each row of the batch stands for.</param>
    /// <param name="gradient">
    /// Receives the derivatives by the kernel's parameters and last by the log parameter of the likelihood; empty to
    /// leave them out.
    /// </param>
    public double Add(
        Kernel kernel,
        ILikelihood likelihood,
        VariationalState state,
        Points rows,
        ReadOnlySpan<double> targets,
        double share,
        Span<double> gradient)
    {
        (int m, int b) = (inducing.Count, rows.Count);
        using Matrix<double> a = kernel.CrossMatrix(inducing, rows, options);
        CholeskyFactor.SolveLower<double>(Factor, a, options);
        using Matrix<double> whitened = a.Copy();           // Λ^−½ A
        CholeskyFactor.SolveLower<double>(state.PrecisionFactor, whitened, options);
        double[] variances = new double[b];
        kernel.FillDiagonal(rows, variances);
        AddSquares(a, -1, variances);
        AddSquares(whitened, 1, variances);
        var means = new double[b];
        Blas.Gemv<double>(Transpose.Yes, 1, a, state.Mean, 0, means, options);
        (double value, double parameter) = (0, 0);
        var slopesOfMean = new double[b];
        var slopesOfVariance = new double[b];
        var pulls = new double[b];
        for (int i = 0; i < b; i++)
        {
            // Rounding may leave a variance just below zero.
            value += share * likelihood.Expect(
                targets[i], means[i], Math.Max(variances[i], 0), out LikelihoodSlopes slopes);
            (slopesOfMean[i], slopesOfVariance[i]) = (share * slopes.Mean, share * slopes.Variance);
            pulls[i] = slopesOfMean[i] - (2 * slopesOfVariance[i] * means[i]);
            parameter += share * slopes.Parameter;
        }

        using Matrix<double> weighted = ScaleColumns(a, slopesOfVariance);
        if (!gradient.IsEmpty)
        {
            gradient[^1] = parameter;
            Differentiate(kernel, state, rows, a, whitened, weighted, slopesOfMean, slopesOfVariance, gradient[..^1]);
        }

        Blas.Gemm<double>(Transpose.No, Transpose.Yes, -2, weighted, a, 1, StepCurvature, options);
        Blas.Gemv<double>(Transpose.No, 1, a, pulls, 1, StepTarget, options);
        return value;
    }

    // Ā = m ∂μᵀ + 2 (Λ⁻¹ − I) A diag(∂v); then C̄ = L⁻ᵀĀ for A = L⁻¹C, and K̄_uu through the factor.
    private void Differentiate(
        Kernel kernel,
        VariationalState state,
        Points rows,
        Matrix<double> a,
        Matrix<double> whitened,
        Matrix<double> weighted,
        double[] slopesOfMean,
        double[] slopesOfVariance,
        Span<double> gradient)
    {
        int m = inducing.Count;
        using Matrix<double> outer = ScaleColumns(whitened, slopesOfVariance);
        CholeskyFactor.SolveLowerTransposed<double>(state.PrecisionFactor, outer, options);
        for (int i = 0; i < m; i++)
        {
            Span<double> row = outer.Row(i);
            VectorOps.Axpy(-1.0, weighted.Row(i), row);
            VectorOps.Scale(2, row);
            VectorOps.Axpy(state.Mean[i], slopesOfMean, row);
        }

        // Φ(Lᵀ L̄) with L̄ = −tril(C̄ Aᵀ): as Lᵀ C̄ = Ā, the triangle that Φ keeps is that of −Ā Aᵀ.
        using var inner = Matrix<double>.Uninitialized(m, m);
        Blas.Gemm<double>(Transpose.No, Transpose.Yes, -1, outer, a, 0, inner, options);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < i; j++)
            {
                inner[i, j] *= 0.5;
                inner[j, i] = inner[i, j];
            }

            inner[i, i] *= 0.5;
        }

        CholeskyFactor.SolveLowerTransposed<double>(Factor, inner, options);
        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.No, UnitDiagonal.No, 1, Factor, inner, options);
        CholeskyFactor.SolveLowerTransposed<double>(Factor, outer, options);
        kernel.ContractCrossGradient(inducing, rows, outer, gradient, options);
        var own = new double[gradient.Length];
        kernel.ContractGradient(inducing, inner, own, options);
        VectorOps.Axpy(1.0, own, gradient);
        kernel.ContractDiagonalGradient(rows, slopesOfVariance, own);
        VectorOps.Axpy(1.0, own, gradient);
    }

    private static Matrix<double> ScaleColumns(Matrix<double> matrix, double[] factors)
    {
        Matrix<double> scaled = matrix.Copy();
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<double> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] *= factors[j];
            }
        }

        return scaled;
    }

    private static void AddSquares(Matrix<double> matrix, double sign, double[] sums)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            ReadOnlySpan<double> row = matrix.Row(i);
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += sign * row[j] * row[j];
            }
        }
    }
}
