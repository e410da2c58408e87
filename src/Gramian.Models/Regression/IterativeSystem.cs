using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents the log marginal likelihood by products with K alone, for a search: pivots and probes stay the same.
/// </summary>
/// <remarks>
/// With P = K_nS K_SS⁻¹ K_Sn + σ²I of the pivots S: ln det(K + σ²I) = ln det P + tr ln(P^−½ (K + σ²I) P^−½) and its
/// derivative is tr(P⁻¹∂P) + tr(P^½ (K + σ²I)⁻¹ ∂K P^−½ − P^−½ ∂P P^−½). The first terms are exact, the second are
/// averages over probes z of random signs, whose spread falls with what P misses; without the roots about ∂K and ∂P the
/// large eigenvalues over the small ones would be that spread. Not thread-safe.
/// </remarks>
internal sealed class IterativeSystem : IDisposable
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private readonly IterativeGaussianProcess recipe;
    private readonly RegressionData data;
    private readonly ComputeOptions? options;
    private readonly Points pivots;
    private readonly PairContraction contraction;
    private readonly Matrix<double> probes;       // Z, [n, N]
    private readonly Matrix<double> whitened;     // W = P^−½ Z, [n, N]
    private readonly Matrix<double> right;        // [Y, P W]
    private readonly Matrix<double> solved;       // (K + σ²I)⁻¹ [Y, P W]

    public IterativeSystem(
        IterativeGaussianProcess recipe, RegressionData data, Kernel start, ComputeOptions? options)
    {
        (this.recipe, this.data, this.options) = (recipe, data, options);
        (int n, int q) = (data.Count, data.TargetCount);
        PartialFactor factor = recipe.Factorisation(n)
            .Factor(start.Gram(data.Inputs), new RandomStream(recipe.Seed), options);
        int[] rows = factor.Rank == 0 ? [0] : [.. factor.Pivots];
        pivots = data.Inputs.Select(rows);
        contraction = new PairContraction(data.Inputs);
        probes = recipe.Determinant.DrawProbes(n);
        whitened = new Matrix<double>(n, recipe.Probes);
        right = new Matrix<double>(n, q + recipe.Probes);
        solved = new Matrix<double>(n, q + recipe.Probes);
        data.Targets.View.CopyTo(right.View.Slice(0, 0, n, q));
    }

    /// <summary>The standard error of the latest value, from the probes.</summary>
    public double StandardError { get; private set; }

    /// <summary>The value and its gradient; NaN where a solve missed its tolerance or the pivots repeat.</summary>
    public double Evaluate(Kernel kernel, double noiseVariance, Span<double> gradient)
    {
        (int n, int q) = (data.Count, data.TargetCount);
        using var factor = Matrix<double>.Uninitialized(pivots.Count, pivots.Count);    // L of K_SS
        if (!TryFactorPivots(kernel, factor))
        {
            return double.NaN;
        }

        using var low = Matrix<double>.Uninitialized(n, pivots.Count);                  // F = K_nS L⁻ᵀ
        kernel.FillCross(data.Inputs, pivots, low, options);
        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1, factor, low, options);
        SpectralPreconditioner preconditioner = SpectralPreconditioner.FromFactor(low, noiseVariance, options);
        preconditioner.ApplyRoot(probes, whitened, options);
        MatrixView<double> products = right.View.Slice(0, q, n, recipe.Probes);
        whitened.View.CopyTo(products);
        using (var inner = Matrix<double>.Uninitialized(pivots.Count, recipe.Probes))
        {
            Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1, low, whitened, 0, inner, options);
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, low, inner, noiseVariance, products, options);
        }

        LinearOperator gram = kernel.Gram(data.Inputs);
        IFactorization system = recipe
            .Solver(recipe.TrainingTolerance, noiseVariance, new GivenPreconditioning(preconditioner, pivots.Count))
            .Prepare(gram, options);
        system.Solve(right.View, solved.View);
        if (!system.Certificate.Converged)
        {
            return double.NaN;
        }

        StochasticEstimate determinant = recipe.Determinant
            .LogDeterminant(gram.PlusDiagonal(noiseVariance), preconditioner, options);
        StandardError = 0.5 * q * determinant.StandardError;
        double fit = 0;
        for (int i = 0; i < n; i++)
        {
            fit += VectorOps.Dot<double>(data.Targets.Row(i), solved.Row(i)[..q]);
        }

        Differentiate(kernel, noiseVariance, factor, low, preconditioner, gradient);
        return (-0.5 * fit) - (0.5 * q * determinant.Value) - (n * q * HalfLogTwoPi);
    }

    public void Dispose()
    {
        probes.Dispose();
        whitened.Dispose();
        right.Dispose();
        solved.Dispose();
    }

    private bool TryFactorPivots(Kernel kernel, Matrix<double> factor)
    {
        foreach (double relative in JitterPolicy.Default.Attempts())
        {
            kernel.FillGram(pivots, factor, GramTriangle.Lower, options);
            double mean = 0;
            for (int i = 0; i < factor.Rows; i++)
            {
                mean += factor[i, i] / factor.Rows;
            }

            SymmetricOps.AddToDiagonal(factor, relative * mean);
            if (CholeskyFactor.TryFactor<double>(factor, out _, options))
            {
                return true;
            }
        }

        return false;
    }

    private void Differentiate(
        Kernel kernel,
        double noiseVariance,
        Matrix<double> factor,
        Matrix<double> low,
        SpectralPreconditioner preconditioner,
        Span<double> gradient)
    {
        (int n, int q, int count) = (data.Count, data.TargetCount, recipe.Probes);

        // U = [α, −(q/N) (K + σ²I)⁻¹ P W] against V = [α, W].
        using Matrix<double> left = solved.Copy();
        using Matrix<double> weights = solved.Copy();
        whitened.View.CopyTo(weights.View.Slice(0, q, n, count));
        double noise = 0;
        double rest = 0;
        for (int i = 0; i < n; i++)
        {
            noise += VectorOps.SumOfSquares<double>(solved.Row(i)[..q]);
            rest += VectorOps.Dot<double>(left.Row(i)[q..], whitened.Row(i))
                - VectorOps.SumOfSquares<double>(whitened.Row(i));
            VectorOps.Scale(-(double)q / count, left.Row(i)[q..]);
        }

        Span<double> kernelGradient = gradient[..^1];
        contraction.Contract(kernel, left, weights, kernelGradient, options);
        AddPreconditioner(kernel, factor, low, preconditioner, kernelGradient);
        double trace = (n - preconditioner.Rank) / preconditioner.Tail;
        foreach (double head in preconditioner.Head)
        {
            trace += 1 / head;
        }

        gradient[^1] = noiseVariance * (noise - (q * (trace + (rest / count))));
        VectorOps.Scale(0.5, gradient);
    }

    // Adds −q [tr(P⁻¹∂P) − mean wᵀ∂P w] for ∂P = ∂(K_nS K_SS⁻¹ K_Sn), through the weights of ∂K_nS and ∂K_SS.
    private void AddPreconditioner(
        Kernel kernel,
        Matrix<double> factor,
        Matrix<double> low,
        SpectralPreconditioner preconditioner,
        Span<double> gradient)
    {
        (int n, int q, int r, int count) = (data.Count, data.TargetCount, pivots.Count, recipe.Probes);
        using var cross = Matrix<double>.Uninitialized(n, r);          // P⁻¹F, then the weights of ∂K_nS
        using var square = Matrix<double>.Uninitialized(r, r);         // the weights of ∂K_SS
        preconditioner.Apply(low, cross, options);
        Blas.Gemm<double>(Transpose.Yes, Transpose.No, q, low, cross, 0, square, options);
        using var projected = Matrix<double>.Uninitialized(r, count);  // K_SS⁻¹ K_Sn W
        Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1, low, whitened, 0, projected, options);
        CholeskyFactor.SolveLowerTransposed<double>(factor, projected, options);
        CholeskyFactor.SolveLowerTransposed<double>(factor, square, options);
        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.No, UnitDiagonal.No, 1, factor, square, options);
        double share = (double)q / count;
        Blas.Gemm<double>(Transpose.No, Transpose.Yes, -share, projected, projected, 1, square, options);
        Blas.Trsm<double>(Side.Right, Triangle.Lower, Transpose.No, UnitDiagonal.No, -2.0 * q, factor, cross, options);
        Blas.Gemm<double>(Transpose.No, Transpose.Yes, 2 * share, whitened, projected, 1, cross, options);
        var own = new double[gradient.Length];
        kernel.ContractCrossGradient(data.Inputs, pivots, cross, own, options);
        VectorOps.Axpy(1.0, own, gradient);
        kernel.ContractGradient(pivots, square, own, options);
        VectorOps.Axpy(1.0, own, gradient);
    }
}
