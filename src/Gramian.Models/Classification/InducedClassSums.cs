using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Classification;

/// <summary>
/// Sums what the rows of each class say at inducing points: G_c = Σ w a aᵀ and g_c = Σ w a with a = L⁻¹k(Z, x).
/// </summary>
internal sealed class InducedClassSums(LabelData data, Points inducing, ComputeOptions? options)
{
    private const int BlockRows = 1024;
    private readonly Matrix<double> factor = Matrix<double>.Uninitialized(inducing.Count, inducing.Count);
    private readonly Matrix<double>[] squares =
        [.. data.Labels.Select(_ => new Matrix<double>(inducing.Count, inducing.Count))];

    private readonly double[][] sums = [.. data.Labels.Select(_ => new double[inducing.Count])];

    public double Jitter { get; private set; }

    public double RelativeJitter { get; private set; }

    /// <summary>Factors K(Z, Z) and sums over the rows; false when no permitted jitter suffices.</summary>
    public bool TryRun(Kernel kernel, JitterPolicy policy)
    {
        if (!TryFactor(kernel, policy))
        {
            return false;
        }

        int m = inducing.Count;
        using var rows = Matrix<double>.Uninitialized(BlockRows, m);
        for (int c = 0; c < data.Labels.Length; c++)
        {
            int[] own = [.. Enumerable.Range(0, data.Count).Where(i => data.Classes[i] == c)];
            for (int first = 0; first < own.Length; first += BlockRows)
            {
                options?.CancellationToken.ThrowIfCancellationRequested();
                int[] some = own[first..Math.Min(first + BlockRows, own.Length)];
                MatrixView<double> block = rows.View.Slice(0, 0, some.Length, m);
                kernel.FillCross(data.Inputs.Select(some), inducing, block, options);
                Blas.Trsm<double>(
                    Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1, factor, block, options);
                for (int i = 0; i < some.Length; i++)
                {
                    double root = Math.Sqrt(data.Weights[some[i]]);
                    VectorOps.Scale(root, block.Row(i));
                    VectorOps.Axpy(root, block.Row(i), sums[c]);
                }

                Blas.Syrk<double>(Triangle.Lower, Transpose.Yes, 1, block, 1, squares[c], options);
            }
        }

        return true;
    }

    /// <summary>The posterior of the latent function of a class, and ‖Λm − b‖ / ‖b‖.</summary>
    public (InducedPosterior Posterior, double Residual) Solve(int c, DirichletTargets targets, Kernel kernel)
    {
        int m = inducing.Count;
        var precision = new Matrix<double>(m, m);
        var right = new double[m];
        for (int e = 0; e < squares.Length; e++)
        {
            double inverse = 1 / targets.Variance(e == c);
            VectorOps.Axpy(inverse * targets.Target(c, e == c), sums[e], right);
            for (int i = 0; i < m; i++)
            {
                VectorOps.Axpy(inverse, squares[e].Row(i)[..(i + 1)], precision.Row(i)[..(i + 1)]);
            }
        }

        SymmetricOps.AddToDiagonal<double>(precision, 1);
        SymmetricOps.MirrorLower<double>(precision);
        Matrix<double> root = precision.Copy();
        if (!CholeskyFactor.TryFactor<double>(root, out _, options))
        {
            throw BinarySystem.NotDefinite(DirichletFit.Method, m);
        }

        double[] mean = [.. right];
        CholeskyFactor.SolveInPlace<double>(root, mean);
        double size = VectorOps.Norm2<double>(right);
        Blas.Gemv<double>(Transpose.No, 1, precision, mean, -1, right, options);
        double residual = size > 0 ? VectorOps.Norm2<double>(right) / size : 0;
        precision.Dispose();
        return (new InducedPosterior
        {
            Kernel = kernel,
            NoiseVariance = 0,
            InducingPoints = inducing,
            Factor = factor,
            PrecisionFactor = root,
            Mean = Matrix<double>.FromRowMajor(m, 1, mean),
        }, residual);
    }

    private bool TryFactor(Kernel kernel, JitterPolicy policy)
    {
        foreach (double relative in policy.Attempts())
        {
            kernel.FillGram(inducing, factor, GramTriangle.Lower, options);
            double mean = 0;
            for (int i = 0; i < inducing.Count; i++)
            {
                mean += factor[i, i] / inducing.Count;
            }

            (RelativeJitter, Jitter) = (relative, relative * mean);
            SymmetricOps.AddToDiagonal(factor, Jitter);
            if (CholeskyFactor.TryFactor<double>(factor, out _, options))
            {
                return true;
            }
        }

        return false;
    }
}
