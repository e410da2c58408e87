using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.SparseProcesses;

/// <content>The bound as a function of the noise alone.</content>
internal sealed partial class InducedSystem
{
    private const int NoiseSteps = 64;

    /// <summary>The noise variance of the largest bound at a kernel and inducing points, within limits.</summary>
    /// <remarks>
    /// With σ = 1, A Aᵀ = V Λ Vᵀ and c = Vᵀ A y, the bound at σ² is, but for constants,
    /// −½ q Σ ln(1 + λ/σ²) − ½ n q ln σ² − ½ (Σ y² − Σ c²/(σ² + λ)) / σ² − ½ q tr(K − Q)/σ²: one pass over the rows
    /// and one eigendecomposition for all σ². What the inducing points do not explain of a kernel found on few rows is
    /// noise to this bound; begun far below it, a search spends its first iterations on the way there.
    /// </remarks>
    /// <returns>The noise variance; NaN when K_uu has no factor.</returns>
    public double BestNoise(Kernel kernel, Points inducing, double lower, double upper, ComputeOptions? options)
    {
        if (!TryFactor(kernel, inducing, options))
        {
            return double.NaN;
        }

        (int n, int q, int m) = (data.Count, data.TargetCount, Count);
        Precision.View.Fill(0);
        using var right = new Matrix<double>(m, q);
        for (int p = 0; p < parts.Length; p++)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            MatrixView<double> block = Rotate(kernel, 1, inducing, p, options);
            Blas.Syrk(Triangle.Lower, Transpose.No, 1.0, block, 1.0, Precision, options);
            Blas.Gemm(Transpose.No, Transpose.No, 1.0, block, Targets(p), 1.0, right, options);
        }

        var prior = new double[n];
        kernel.FillDiagonal(data.Inputs, prior);
        double left = Math.Max(0, prior.Sum() - Trace(Precision));
        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(Precision, options);
        using var turned = new Matrix<double>(m, q);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, eigen.Vectors, right, 0.0, turned, options);
        eigen.Vectors.Dispose();
        double[] explained = [.. Enumerable.Range(0, m).Select(i => VectorOps.SumOfSquares<double>(turned.Row(i)))];
        double Loss(double logarithm)
        {
            double noise = Math.Exp(logarithm);
            double sum = (n * q * logarithm) + ((squares + (q * left)) / noise);
            for (int i = 0; i < m; i++)
            {
                double value = Math.Max(0, eigen.Values[i]);
                sum += (q * double.LogP1(value / noise)) - (explained[i] / (noise * (noise + value)));
            }

            return sum;
        }

        (double from, double to) = (Math.Log(lower), Math.Log(upper));
        double step = (to - from) / NoiseSteps;
        double best = Enumerable.Range(0, NoiseSteps + 1).Select(i => from + (i * step)).MinBy(Loss);
        (double point, _) = ScalarMinimum.Brent(
            Loss, Math.Max(from, best - step), Math.Min(to, best + step), 1e-6);
        return Math.Exp(point);
    }
}
