using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents the collapsed bound of M inducing points: Q + σ²I with Q = K_fu K_uu⁻¹ K_uf in the place of K + σ²I, less
/// tr(K − Q) / 2σ².
/// </summary>
/// <remarks>
/// With K_uu = L Lᵀ, A = L⁻¹ K_uf / σ and B = I + A Aᵀ, nothing is inverted that is not at least I. Rows go through in
/// blocks: 8 M n bytes are kept when they are few, else a block is made anew when it is needed. Not thread-safe.
/// </remarks>
internal sealed partial class InducedSystem : IDisposable
{
    private const int BlockRows = 2048;
    private const long StoredBytes = 256L << 20;
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private readonly RegressionData data;
    private readonly JitterPolicy policy;
    private readonly Points[] parts;
    private readonly Matrix<double> rotated;      // A, [M, n], or the block of it at hand
    private readonly bool isStored;
    private readonly double squares;              // Σ y²

    public InducedSystem(RegressionData data, int inducing, JitterPolicy policy)
    {
        (this.data, this.policy) = (data, policy);
        (int n, int q) = (data.Count, data.TargetCount);
        parts = new Points[(n + BlockRows - 1) / BlockRows];
        for (int p = 0; p < parts.Length; p++)
        {
            parts[p] = ExactPosterior.Slice(data.Inputs, p * BlockRows, Math.Min(BlockRows, n - (p * BlockRows)));
        }

        isStored = 8L * inducing * n <= StoredBytes;
        rotated = Matrix<double>.Uninitialized(inducing, isStored ? n : Math.Min(n, BlockRows));
        Factor = Matrix<double>.Uninitialized(inducing, inducing);
        Precision = Matrix<double>.Uninitialized(inducing, inducing);
        PrecisionFactor = Matrix<double>.Uninitialized(inducing, inducing);
        Mean = Matrix<double>.Uninitialized(inducing, q);
        for (int i = 0; i < n; i++)
        {
            squares += VectorOps.SumOfSquares<double>(data.Targets.Row(i));
        }
    }

    /// <summary>The number of inducing points, M.</summary>
    public int Count => Factor.Rows;

    /// <summary>L, the factor of K_uu, in the lower triangle, [M, M].</summary>
    public Matrix<double> Factor { get; }

    /// <summary>B in the lower triangle, [M, M]: the precision of v = L⁻¹u under the posterior.</summary>
    public Matrix<double> Precision { get; }

    /// <summary>L_B, the factor of B, in the lower triangle, [M, M].</summary>
    public Matrix<double> PrecisionFactor { get; }

    /// <summary>B⁻¹ A y / σ, the mean of v under the posterior, [M, q].</summary>
    public Matrix<double> Mean { get; }

    /// <summary>What was added to the diagonal of K_uu; 0 when none was needed.</summary>
    public double Jitter { get; private set; }

    /// <summary><see cref="Jitter"/> divided by the mean of the diagonal of K_uu.</summary>
    public double RelativeJitter { get; private set; }

    /// <summary>The bound, summed over the targets.</summary>
    public double Bound { get; private set; }

    /// <summary>tr(K − Q), at least 0: what the inducing points leave of the prior variances.</summary>
    public double ResidualTrace { get; private set; }

    /// <summary>The relative residual of B m = A y / σ.</summary>
    public double Residual { get; private set; }

    /// <summary>Evaluates the bound; false when K_uu is not definite with any permitted jitter.</summary>
    public bool TrySolve(Kernel kernel, double noiseVariance, Points inducing, ComputeOptions? options)
    {
        if (!TryFactor(kernel, inducing, options))
        {
            return false;
        }

        (int n, int q, int m) = (data.Count, data.TargetCount, Count);
        Precision.View.Fill(0);
        using var right = new Matrix<double>(m, q);
        for (int p = 0; p < parts.Length; p++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            MatrixView<double> block = Rotate(kernel, noiseVariance, inducing, p, options);
            Blas.Syrk(Triangle.Lower, Transpose.No, 1, block, 1, Precision, options);
            Blas.Gemm(Transpose.No, Transpose.No, 1, block, Targets(p), 1, right, options);
        }

        double explained = 0;   // tr A Aᵀ
        for (int i = 0; i < m; i++)
        {
            explained += Precision[i, i];
            Precision[i, i] += 1;
            VectorOps.Scale(1 / Math.Sqrt(noiseVariance), right.Row(i));
        }

        Precision.View.CopyTo(PrecisionFactor);
        if (!CholeskyFactor.TryFactor<double>(PrecisionFactor, out _, options))
        {
            return false;
        }

        right.View.CopyTo(Mean);
        CholeskyFactor.SolveLower<double>(PrecisionFactor, Mean, options);
        double fit = SumOfSquares(Mean);
        CholeskyFactor.SolveLowerTransposed<double>(PrecisionFactor, Mean, options);
        Residual = RelativeResidual(right, options);
        var prior = new double[n];
        kernel.FillDiagonal(data.Inputs, prior);
        ResidualTrace = prior.Sum() - (noiseVariance * explained);
        double determinant = CholeskyFactor.LogDeterminant<double>(PrecisionFactor) + (n * Math.Log(noiseVariance));
        Bound = (-q * ((n * HalfLogTwoPi) + (0.5 * determinant) + (0.5 * ResidualTrace / noiseVariance)))
            - (0.5 * squares / noiseVariance) + (0.5 * fit);
        return double.IsFinite(Bound);
    }

    /// <summary>
    /// Evaluates the gradient of the bound after <see cref="TrySolve"/> with the same arguments: by the kernel's
    /// parameters, last by the log noise variance, and by the inducing points where asked for.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="noiseVariance">σ²ₙ.</param>
    /// <param name="inducing">Z, [M, d].</param>
    /// <param name="gradient">Receives the derivatives by the hyperparameters.</param>
    /// <param name="pointGradient">Receives those by Z, [M, d]; null to leave it out.</param>
    /// <param name="options">Threads and cancellation.</param>
    public void Gradient(
        Kernel kernel,
        double noiseVariance,
        Points inducing,
        Span<double> gradient,
        Matrix<double>? pointGradient,
        ComputeOptions? options)
    {
        (int n, int q, int m) = (data.Count, data.TargetCount, Count);
        using Matrix<double> inverse = PrecisionFactor.Copy();
        CholeskyFactor.InvertInPlace<double>(inverse, options);
        SymmetricOps.MirrorLower<double>(inverse);
        double inverseTrace = Trace(inverse);
        using Matrix<double> weights = PriorWeights(inverse, options);      // of ∂K_uu
        kernel.ContractGradient(inducing, weights, gradient[..^1], options);
        if (pointGradient is not null)
        {
            kernel.ContractInputGradient(inducing, inducing, weights, pointGradient, options);
            Scale(2, pointGradient);
        }

        // L⁻ᵀ (I − B⁻¹) and the representer weights L⁻ᵀ m.
        Scale(-1, inverse);
        SymmetricOps.AddToDiagonal<double>(inverse, 1);
        CholeskyFactor.SolveLowerTransposed<double>(Factor, inverse, options);
        using Matrix<double> representer = Mean.Copy();
        CholeskyFactor.SolveLowerTransposed<double>(Factor, representer, options);
        double residuals = AddCrossTerms(
            kernel, noiseVariance, inducing, inverse, representer, gradient[..^1], pointGradient, options);

        var diagonal = new double[n];
        Array.Fill(diagonal, -0.5 * q / noiseVariance);
        var own = new double[gradient.Length - 1];
        kernel.ContractDiagonalGradient(data.Inputs, diagonal, own);
        VectorOps.Axpy(1.0, own, gradient[..^1]);
        double determinant = n - m + inverseTrace;
        gradient[^1] = (-0.5 * q * determinant) + (0.5 * noiseVariance * residuals)
            + (0.5 * q * ResidualTrace / noiseVariance);
    }

    /// <summary>Frees A; factor, precision and mean belong to the posterior.</summary>
    public void Dispose() => rotated.Dispose();

    private bool TryFactor(Kernel kernel, Points inducing, ComputeOptions? options)
    {
        foreach (double relative in policy.Attempts())
        {
            kernel.FillGram(inducing, Factor, GramTriangle.Lower, options);
            RelativeJitter = relative;
            Jitter = relative * Trace(Factor) / Count;
            SymmetricOps.AddToDiagonal(Factor, Jitter);
            if (CholeskyFactor.TryFactor<double>(Factor, out _, options))
            {
                return true;
            }
        }

        return false;
    }

    // A of one part of the rows.
    private MatrixView<double> Rotate(
        Kernel kernel, double noiseVariance, Points inducing, int part, ComputeOptions? options)
    {
        MatrixView<double> block = Block(part);
        kernel.FillCross(inducing, parts[part], block, options);
        Blas.Trsm(
            Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.No, 1 / Math.Sqrt(noiseVariance), Factor, block,
            options);
        return block;
    }

    private MatrixView<double> Block(int part) =>
        rotated.View.Slice(0, isStored ? part * BlockRows : 0, Count, parts[part].Count);

    private MatrixView<double> Targets(int part) =>
        data.Targets.View.Slice(part * BlockRows, 0, parts[part].Count, data.TargetCount);

    // ½ L⁻ᵀ [q (2I − B⁻¹ − B) − m mᵀ] L⁻¹.
    private Matrix<double> PriorWeights(Matrix<double> inverse, ComputeOptions? options)
    {
        int q = data.TargetCount;
        var weights = Matrix<double>.Uninitialized(Count, Count);
        Blas.Gemm<double>(Transpose.No, Transpose.Yes, -1, Mean, Mean, 0, weights, options);
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                double precision = j <= i ? Precision[i, j] : Precision[j, i];
                weights[i, j] -= q * (inverse[i, j] + precision - (i == j ? 2 : 0));
            }
        }

        CholeskyFactor.SolveLowerTransposed<double>(Factor, weights, options);
        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.No, UnitDiagonal.No, 0.5, Factor, weights, options);
        return weights;
    }

    // Adds Σ W ∘ ∂K_uf with W = (q/σ) L⁻ᵀ(I − B⁻¹) A + w vᵀ, v = (y − σ Aᵀ m) / σ², and returns Σ v².
    private double AddCrossTerms(
        Kernel kernel,
        double noiseVariance,
        Points inducing,
        Matrix<double> outer,
        Matrix<double> representer,
        Span<double> gradient,
        Matrix<double>? pointGradient,
        ComputeOptions? options)
    {
        double deviation = Math.Sqrt(noiseVariance);
        double residuals = 0;
        var own = new double[gradient.Length];
        using Matrix<double>? slopes = pointGradient is null
            ? null : new Matrix<double>(Count, pointGradient.Columns);
        for (int p = 0; p < parts.Length; p++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            MatrixView<double> block = isStored
                ? Block(p) : Rotate(kernel, noiseVariance, inducing, p, options);
            using Matrix<double> v = Targets(p).ToMatrix();
            double share = 1 / noiseVariance;
            Blas.Gemm<double>(Transpose.Yes, Transpose.No, -deviation * share, block, Mean, share, v, options);
            residuals += SumOfSquares(v);
            using Matrix<double> weights = Matrix<double>.Uninitialized(Count, block.Columns);
            Blas.Gemm<double>(
                Transpose.No, Transpose.No, data.TargetCount / deviation, outer, block, 0, weights, options);
            Blas.Gemm<double>(Transpose.No, Transpose.Yes, 1, representer, v, 1, weights, options);
            kernel.ContractCrossGradient(inducing, parts[p], weights, own, options);
            VectorOps.Axpy(1.0, own, gradient);
            if (pointGradient is not null)
            {
                kernel.ContractInputGradient(inducing, parts[p], weights, slopes!, options);
                for (int i = 0; i < Count; i++)
                {
                    VectorOps.Axpy(1.0, slopes!.Row(i), pointGradient.Row(i));
                }
            }
        }

        return residuals;
    }

    private double RelativeResidual(Matrix<double> right, ComputeOptions? options)
    {
        using Matrix<double> full = Precision.Copy();
        SymmetricOps.MirrorLower<double>(full);
        using Matrix<double> product = right.Copy();
        Blas.Gemm<double>(Transpose.No, Transpose.No, 1, full, Mean, -1, product, options);
        double size = SumOfSquares(right);
        return size == 0 ? 0 : Math.Sqrt(SumOfSquares(product) / size);
    }

    private static double SumOfSquares(Matrix<double> matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            sum += VectorOps.SumOfSquares<double>(matrix.Row(i));
        }

        return sum;
    }

    private static double Trace(Matrix<double> matrix)
    {
        double sum = 0;
        for (int i = 0; i < matrix.Rows; i++)
        {
            sum += matrix[i, i];
        }

        return sum;
    }

    private static void Scale(double factor, Matrix<double> matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            VectorOps.Scale(factor, matrix.Row(i));
        }
    }
}
