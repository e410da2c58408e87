using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents the variational bound Σ sᵢ E log p(yᵢ | fᵢ) − Σ KL at inducing points, on the rows of a batch, for one or
/// several independent latent functions with one kernel.
/// </summary>
/// <remarks>
/// μᵢ = aᵢᵀm and vᵢ = k(xᵢ, xᵢ) − ‖aᵢ‖² + aᵢᵀΛ⁻¹aᵢ with aᵢ = L⁻¹ k(Z, xᵢ), K_uu = L Lᵀ. A batch of b rows takes M b
/// numbers, M² b + M³ operations, for each function. Not thread-safe.
/// </remarks>
internal sealed class VariationalBound(
    Points inducing, JitterPolicy policy, ComputeOptions? options, int functions = 1)
{
    /// <summary>L, the factor of K_uu, in the lower triangle, [M, M].</summary>
    public Matrix<double> Factor { get; } = Matrix<double>.Uninitialized(inducing.Count, inducing.Count);

    /// <summary>What was added to the diagonal of K_uu.</summary>
    public double Jitter { get; private set; }

    /// <summary><see cref="Jitter"/> divided by the mean of the diagonal of K_uu.</summary>
    public double RelativeJitter { get; private set; }

    /// <summary>
    /// g of <see cref="VariationalState.TryStep"/> of each function, summed since <see cref="Begin"/>.
    /// </summary>
    public IReadOnlyList<double[]> StepTargets { get; } =
        [.. Enumerable.Range(0, functions).Select(_ => new double[inducing.Count])];

    /// <summary>H of <see cref="VariationalState.TryStep"/>, in the lower triangle, summed likewise.</summary>
    public IReadOnlyList<Matrix<double>> StepCurvatures { get; } =
        [.. Enumerable.Range(0, functions).Select(_ => new Matrix<double>(inducing.Count, inducing.Count))];

    /// <summary>g of the first function.</summary>
    public double[] StepTarget => StepTargets[0];

    /// <summary>H of the first function.</summary>
    public Matrix<double> StepCurvature => StepCurvatures[0];

    /// <summary>Factors K_uu and clears the sums; false when it is not definite with any permitted jitter.</summary>
    public bool Begin(Kernel kernel)
    {
        for (int f = 0; f < functions; f++)
        {
            Array.Clear(StepTargets[f]);
            StepCurvatures[f].View.Fill(0);
        }

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

    /// <summary>Adds a batch of a likelihood of one function; see the general form.</summary>
    public double Add(
        Kernel kernel,
        ILikelihood likelihood,
        VariationalState state,
        Points rows,
        ReadOnlySpan<double> targets,
        double share,
        Span<double> gradient)
    {
        var shares = new double[rows.Count];
        Array.Fill(shares, share);
        return Add(kernel, new SingleLikelihood(likelihood), [state], rows, targets, shares, gradient);
    }

    /// <summary>
    /// Adds a batch: returns Σ s E log p, adds to the sums of the natural step, and writes the gradient when asked for.
    /// </summary>
    /// <param name="kernel">The kernel of <see cref="Begin"/>.</param>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="states">q(v) of each function.</param>
    /// <param name="rows">The inputs of the batch.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="shares">s: how many rows each row of the batch stands for.</param>
    /// <param name="gradient">
    /// Receives the derivatives by the kernel's parameters and last by the log parameter of the likelihood; empty to
    /// leave them out.
    /// </param>
    public double Add(
        Kernel kernel,
        IJointLikelihood likelihood,
        IReadOnlyList<VariationalState> states,
        Points rows,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> shares,
        Span<double> gradient)
    {
        int b = rows.Count;
        using Matrix<double> a = kernel.CrossMatrix(inducing, rows, options);
        CholeskyFactor.SolveLower<double>(Factor, a, options);
        double[] rest = new double[b];
        kernel.FillDiagonal(rows, rest);
        AddSquares(a, -1, rest);
        using var means = new Matrix<double>(functions, b);
        using var variances = new Matrix<double>(functions, b);
        Matrix<double>[] whitened = [.. states.Select(state => Whiten(a, state))];
        for (int f = 0; f < functions; f++)
        {
            rest.CopyTo(variances.Row(f));
            AddSquares(whitened[f], 1, variances.Row(f));
            Blas.Gemv<double>(Transpose.Yes, 1, a, states[f].Mean, 0, means.Row(f), options);
        }

        using var slopes = new Matrix<double>(functions, b);
        double value = Observe(likelihood, targets, shares, means, slopes, variances, out double parameter);
        using var outer = new Matrix<double>(inducing.Count, gradient.IsEmpty ? 0 : b);
        var diagonal = new double[b];
        for (int f = 0; f < functions; f++)
        {
            using Matrix<double> weighted = ScaleColumns(a, variances.Row(f));
            Blas.Gemm<double>(Transpose.No, Transpose.Yes, -2, weighted, a, 1, StepCurvatures[f], options);
            Pull(a, means.Row(f), slopes.Row(f), variances.Row(f), StepTargets[f]);
            if (!gradient.IsEmpty)
            {
                AddOuter(states[f], whitened[f], weighted, slopes.Row(f), variances.Row(f), outer);
                VectorOps.Axpy(1.0, variances.Row(f), diagonal);
            }

            whitened[f].Dispose();
        }

        if (!gradient.IsEmpty)
        {
            gradient[^1] = parameter;
            Differentiate(kernel, rows, a, outer, diagonal, gradient[..^1]);
        }

        return value;
    }

    // Writes the slopes of Σ s E log p by the means, and those by the variances in the place of the variances.
    private double Observe(
        IJointLikelihood likelihood,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> shares,
        Matrix<double> means,
        Matrix<double> slopes,
        Matrix<double> variances,
        out double parameter)
    {
        (double value, parameter) = (0, 0);
        Span<double> mean = new double[functions];
        Span<double> variance = new double[functions];
        Span<double> meanSlopes = new double[functions];
        Span<double> varianceSlopes = new double[functions];
        for (int i = 0; i < targets.Length; i++)
        {
            for (int f = 0; f < functions; f++)
            {
                // Rounding may leave a variance just below zero.
                (mean[f], variance[f]) = (means[f, i], Math.Max(variances[f, i], 0));
            }

            value += shares[i] * likelihood.Expect(
                targets[i], mean, variance, meanSlopes, varianceSlopes, out double slope);
            parameter += shares[i] * slope;
            for (int f = 0; f < functions; f++)
            {
                (slopes[f, i], variances[f, i]) = (shares[i] * meanSlopes[f], shares[i] * varianceSlopes[f]);
            }
        }

        return value;
    }

    // Adds Σ a (∂μ − 2 ∂v μ) to g.
    private void Pull(
        Matrix<double> a,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> slopesOfMean,
        ReadOnlySpan<double> slopesOfVariance,
        double[] target)
    {
        var pulls = new double[means.Length];
        for (int i = 0; i < pulls.Length; i++)
        {
            pulls[i] = slopesOfMean[i] - (2 * slopesOfVariance[i] * means[i]);
        }

        Blas.Gemv<double>(Transpose.No, 1, a, pulls, 1, target, options);
    }

    // Ā += m ∂μᵀ + 2 (Λ⁻¹ − I) A diag(∂v).
    private void AddOuter(
        VariationalState state,
        Matrix<double> whitened,
        Matrix<double> weighted,
        ReadOnlySpan<double> slopesOfMean,
        ReadOnlySpan<double> slopesOfVariance,
        Matrix<double> outer)
    {
        using Matrix<double> own = ScaleColumns(whitened, slopesOfVariance);
        CholeskyFactor.SolveLowerTransposed<double>(state.PrecisionFactor, own, options);
        for (int i = 0; i < inducing.Count; i++)
        {
            Span<double> row = own.Row(i);
            VectorOps.Axpy(-1.0, weighted.Row(i), row);
            VectorOps.Axpy(2.0, row, outer.Row(i));
            VectorOps.Axpy(state.Mean[i], slopesOfMean, outer.Row(i));
        }
    }

    // C̄ = L⁻ᵀĀ for A = L⁻¹C, and K̄_uu through the factor.
    private void Differentiate(
        Kernel kernel,
        Points rows,
        Matrix<double> a,
        Matrix<double> outer,
        double[] slopesOfVariance,
        Span<double> gradient)
    {
        int m = inducing.Count;

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

    // Λ^−½ A; a new matrix.
    private Matrix<double> Whiten(Matrix<double> a, VariationalState state)
    {
        Matrix<double> whitened = a.Copy();
        CholeskyFactor.SolveLower<double>(state.PrecisionFactor, whitened, options);
        return whitened;
    }

    private static Matrix<double> ScaleColumns(Matrix<double> matrix, ReadOnlySpan<double> factors)
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

    private static void AddSquares(Matrix<double> matrix, double sign, Span<double> sums)
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
