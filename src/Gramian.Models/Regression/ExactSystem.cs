using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents the system K_y = K + Σ + δI of an exact Gaussian process in one n × n buffer, which holds in turn the
/// lower triangles of K_y, of its factor L, of K_y⁻¹ and of the gradient weights.
/// </summary>
/// <remarks>
/// With V = L⁻¹H = QR and z = L⁻¹Y: the residual part z − QQᵀz gives the restricted likelihood, α = L⁻ᵀ(z − QQᵀz), and
/// the projected inverse P = K_y⁻¹ − UUᵀ with U = L⁻ᵀQ. Nothing of the size n² is allocated besides the buffer. Not
/// thread-safe.
/// </remarks>
internal sealed class ExactSystem
{
    private readonly RegressionData data;
    private readonly JitterPolicy policy;
    private readonly Matrix<double> right;      // [n, q + p]: Y, H, then L⁻¹ of them, then α, U
    private readonly Matrix<double> whitened;   // Q, [n, p]
    private readonly Matrix<double> triangle;   // R, [p, p]

    public ExactSystem(RegressionData data, JitterPolicy policy)
    {
        (this.data, this.policy) = (data, policy);
        (int n, int q, int p) = (data.Count, data.TargetCount, data.Basis.Count);
        Buffer = Matrix<double>.Uninitialized(n, n);
        right = new Matrix<double>(n, q + p);
        whitened = new Matrix<double>(n, p);
        triangle = new Matrix<double>(p, p);
        Coefficients = new Matrix<double>(p, q);
    }

    /// <summary>The n × n buffer; after <see cref="TrySolve"/> its lower triangle is L.</summary>
    public Matrix<double> Buffer { get; }

    /// <summary>The number of rows, n.</summary>
    public int Size => data.Count;

    /// <summary>The variance that was added to the diagonal beyond the noise; 0 when none was needed.</summary>
    public double Jitter { get; private set; }

    /// <summary><see cref="Jitter"/> divided by the mean of the diagonal of K_y.</summary>
    public double RelativeJitter { get; private set; }

    /// <summary>‖K_y‖₁, taken when asked for.</summary>
    public double NormOne { get; private set; }

    /// <summary>The (restricted) log marginal likelihood, summed over the targets.</summary>
    public double LogMarginalLikelihood { get; private set; }

    /// <summary>α, [n, q].</summary>
    public MatrixView<double> Weights => right.View.Slice(0, 0, data.Count, data.TargetCount);

    /// <summary>U = L⁻ᵀQ, [n, p].</summary>
    public MatrixView<double> ProjectedBasis => right.View.Slice(0, data.TargetCount, data.Count, data.Basis.Count);

    /// <summary>Q, [n, p].</summary>
    public Matrix<double> WhitenedBasis => whitened;

    /// <summary>R, [p, p].</summary>
    public Matrix<double> Triangle => triangle;

    /// <summary>β, [p, q].</summary>
    public Matrix<double> Coefficients { get; }

    /// <summary>
    /// Factors K_y, solves for α and β, and evaluates the likelihood; false when no permitted jitter suffices.
    /// </summary>
    public bool TrySolve(Kernel kernel, double noiseVariance, bool withNorm, ComputeOptions? options)
    {
        foreach (double relative in policy.Attempts())
        {
            Fill(kernel, noiseVariance, relative, options);
            if (withNorm)
            {
                NormOne = SymmetricOps.Norm1<double>(Buffer);
            }

            if (CholeskyFactor.TryFactor<double>(Buffer, out _, options))
            {
                SolveForWeights(options);
                return double.IsFinite(LogMarginalLikelihood);
            }
        }

        return false;
    }

    /// <summary>
    /// Factors K_y from the factor of its leading rows, which needs no jitter; false when it is not definite.
    /// </summary>
    public bool TryAppend(ExactPosterior leading, ComputeOptions? options)
    {
        (int n, int k) = (leading.Data.Count, data.Count - leading.Data.Count);
        Fill(leading.Kernel, leading.NoiseVariance, 0, options);
        NormOne = SymmetricOps.Norm1<double>(Buffer);
        for (int i = 0; i < n; i++)
        {
            leading.Factor.Row(i)[..(i + 1)].CopyTo(Buffer.Row(i));
        }

        MatrixView<double> cross = Buffer.View.Slice(n, 0, k, n);
        MatrixView<double> corner = Buffer.View.Slice(n, n, k, k);
        Blas.Trsm<double>(
            Side.Right,
            Numerics.Dense.Triangle.Lower,
            Transpose.Yes,
            UnitDiagonal.No,
            1,
            leading.Factor,
            cross,
            options);
        Blas.Syrk<double>(Numerics.Dense.Triangle.Lower, Transpose.No, -1, cross, 1, corner, options);
        if (!CholeskyFactor.TryFactor<double>(corner, out _, options))
        {
            return false;
        }

        SolveForWeights(options);
        return double.IsFinite(LogMarginalLikelihood);
    }

    /// <summary>
    /// Evaluates ½ Σ W ∘ ∂K/∂θ with W = Σₒ αₒαₒᵀ − qP for the kernel's parameters, and last for the log noise variance.
    /// The factor is lost: the buffer holds W afterwards.
    /// </summary>
    public void Gradient(Kernel kernel, double noiseVariance, Span<double> gradient, ComputeOptions? options)
    {
        (int n, int q, int p) = (data.Count, data.TargetCount, data.Basis.Count);
        CholeskyFactor.InvertInPlace<double>(Buffer, options);
        double root = Math.Sqrt(q);
        for (int i = 0; i < n && p > 0; i++)
        {
            foreach (ref double u in right.Row(i)[q..])
            {
                u *= root;
            }
        }

        Blas.Syrk<double>(Numerics.Dense.Triangle.Lower, Transpose.No, 1, right, -q, Buffer, options);
        kernel.ContractGradient(data.Inputs, Buffer, gradient[..^1], options);
        double trace = 0;
        for (int i = 0; i < n; i++)
        {
            trace += Buffer[i, i];
        }

        gradient[^1] = noiseVariance * trace;
        VectorOps.Scale(0.5, gradient);
    }

    private void Fill(Kernel kernel, double noiseVariance, double relativeJitter, ComputeOptions? options)
    {
        kernel.FillGram(data.Inputs, Buffer, GramTriangle.Lower, options);
        double sum = 0;
        for (int i = 0; i < data.Count; i++)
        {
            Buffer[i, i] += noiseVariance + (data.RowNoise is null ? 0 : data.RowNoise[i]);
            sum += Buffer[i, i];
        }

        RelativeJitter = relativeJitter;
        Jitter = relativeJitter * (sum / data.Count);
        for (int i = 0; i < data.Count && Jitter > 0; i++)
        {
            Buffer[i, i] += Jitter;
        }
    }

    private void SolveForWeights(ComputeOptions? options)
    {
        (int n, int q, int p) = (data.Count, data.TargetCount, data.Basis.Count);
        MatrixView<double> weights = Weights;
        MatrixView<double> basis = ProjectedBasis;
        data.Targets.View.CopyTo(weights);
        data.BasisColumns.View.CopyTo(basis);
        CholeskyFactor.SolveLower<double>(Buffer, right, options);
        if (p > 0)
        {
            GramSchmidt.Orthonormalize(basis, triangle);
            basis.CopyTo(whitened);
            RemoveMean(weights);
        }

        double squares = 0;
        for (int i = 0; i < n; i++)
        {
            squares += VectorOps.SumOfSquares<double>(weights.Row(i));
        }

        double determinant = 0.5 * CholeskyFactor.LogDeterminant<double>(Buffer);
        if (p > 0)
        {
            determinant += GramSchmidt.LogDeterminant(triangle) - data.Basis.HalfLogDeterminant;
        }

        LogMarginalLikelihood = (-0.5 * squares) - (q * (determinant + ((n - p) * HalfLogTwoPi)));
        CholeskyFactor.SolveLowerTransposed<double>(Buffer, right, options);
    }

    // z ← z − QQᵀz in two passes, like the columns themselves, and β = R⁻¹Qᵀz.
    private void RemoveMean(MatrixView<double> weights)
    {
        int p = data.Basis.Count;
        Span<double> projection = new double[p];
        for (int o = 0; o < data.TargetCount; o++)
        {
            Span<double> coefficients = new double[p];
            for (int pass = 0; pass < 2; pass++)
            {
                projection.Clear();
                for (int i = 0; i < data.Count; i++)
                {
                    VectorOps.Axpy(weights[i, o], whitened.Row(i), projection);
                }

                for (int i = 0; i < data.Count; i++)
                {
                    weights[i, o] -= VectorOps.Dot<double>(whitened.Row(i), projection);
                }

                VectorOps.Axpy(1.0, projection, coefficients);
            }

            GramSchmidt.SolveUpper(triangle, coefficients);
            for (int k = 0; k < p; k++)
            {
                Coefficients[k, o] = coefficients[k];
            }
        }
    }

    private const double HalfLogTwoPi = 0.91893853320467274178;
}
