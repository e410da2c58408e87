using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Logistic;

/// <summary>
/// Φ = K L⁻ᵀ, K = k(X, Z), LLᵀ = k(Z, Z): features in which ‖f‖ is the length of the coefficients. K is kept where it
/// fits, and made anew for each product where it does not.
/// </summary>
internal sealed class CentreFeatures : IDisposable
{
    private const long LargestKept = 1L << 30;
    private readonly Matrix<double>? kept;        // K, [n, m]
    private readonly LinearOperator? made;
    private readonly CholeskyFactorization root;

    public CentreFeatures(Kernel kernel, Points rows, Points centres, ComputeOptions options)
    {
        (Kernel, Centres, Rows) = (kernel, centres, rows.Count);
        Matrix<double> penalty = kernel.GramMatrix(centres, options);
        for (int i = 0; i < penalty.Rows; i++)
        {
            MeanDiagonal += penalty[i, i] / penalty.Rows;
        }

        root = CholeskyFactorization.Factor(penalty, new JitterPolicy { Smallest = 1e-14 }, options);
        long limit = options.MemoryLimit is long bytes ? Math.Min(LargestKept, bytes / 2) : LargestKept;
        if (8L * rows.Count * centres.Count <= limit)
        {
            kept = kernel.CrossMatrix(rows, centres, options);
        }
        else
        {
            made = kernel.Cross(rows, centres);
        }
    }

    public Kernel Kernel { get; }

    public Points Centres { get; }

    public int Rows { get; }

    public double MeanDiagonal { get; }

    /// <summary>Whether K is kept.</summary>
    public bool IsKept => kept is not null;

    /// <summary>What was added to the diagonal of k(Z, Z), over its mean.</summary>
    public double JitterRelative => root.JitterRelative;

    /// <summary>L⁻ᵀ · coefficients: the weights of the kernel functions at the centres.</summary>
    public Matrix<double> Weights(MatrixView<double> coefficients, ComputeOptions options)
    {
        Matrix<double> weights = coefficients.ToMatrix();
        CholeskyFactor.SolveLowerTransposed(root.Lower, weights.View, options);
        return weights;
    }

    /// <summary>destination = Φ · coefficients.</summary>
    public void Apply(MatrixView<double> coefficients, Matrix<double> destination, ComputeOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        using Matrix<double> weights = Weights(coefficients, options);
        if (kept is not null)
        {
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1.0, kept, weights, 0.0, destination, options);
            return;
        }

        made!.Apply(weights, destination, options);
    }

    /// <summary>destination = Φᵀ · slopes.</summary>
    public void ApplyTransposed(Matrix<double> slopes, MatrixView<double> destination, ComputeOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        if (kept is not null)
        {
            Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1.0, kept, slopes, 0.0, destination, options);
        }
        else
        {
            made!.Transposed.Apply(slopes, destination, options);
        }

        CholeskyFactor.SolveLower(root.Lower, destination, options);
    }

    /// <summary>Rows of Φ, written out, with a column of ones behind them when asked for.</summary>
    public Matrix<double> Sample(Points sample, bool withOnes, ComputeOptions options)
    {
        int m = Centres.Count;
        Matrix<double> features = Matrix<double>.Uninitialized(sample.Count, withOnes ? m + 1 : m);
        MatrixView<double> block = features.View.Slice(0, 0, sample.Count, m);
        Kernel.FillCross(sample, Centres, block, options);
        Blas.Trsm(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1.0, root.Lower, block, options);
        for (int i = 0; i < features.Rows && withOnes; i++)
        {
            features[i, m] = 1;
        }

        return features;
    }

    public void Dispose() => kept?.Dispose();
}
