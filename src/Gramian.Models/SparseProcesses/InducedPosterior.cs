using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.SparseProcesses;

/// <summary>
/// Represents a posterior that M inducing points carry: v = L⁻¹u ~ N(m, Λ⁻¹), f(x) = aᵀv + rest with a = L⁻¹ k(Z, x).
/// </summary>
internal sealed class InducedPosterior
{
    private const int BlockRows = 1024;

    // A variance below zero by more than this share of the prior variance is not rounding of a sound system.
    private const double NegativeVarianceTolerance = 1e-8;

    public required Kernel Kernel { get; init; }

    public required double NoiseVariance { get; init; }

    /// <summary>Z, [M, d].</summary>
    public required Points InducingPoints { get; init; }

    /// <summary>L, the factor of K_uu, in the lower triangle, [M, M].</summary>
    public required Matrix<double> Factor { get; init; }

    /// <summary>The factor of Λ in the lower triangle, [M, M].</summary>
    public required Matrix<double> PrecisionFactor { get; init; }

    /// <summary>m, [M, q].</summary>
    public required Matrix<double> Mean { get; init; }

    /// <summary>Predicts, block by block: mean aᵀm, variance k(x, x) − ‖a‖² + aᵀΛ⁻¹a.</summary>
    public Prediction Predict(Points queries, ComputeOptions? options)
    {
        (int count, int q, int m) = (queries.Count, Mean.Columns, Mean.Rows);
        var means = new Matrix<double>(count, q);
        var latent = new Matrix<double>(count, q);
        var variances = new Matrix<double>(count, q);
        var prior = new double[count];
        Kernel.FillDiagonal(queries, prior);
        using var cross = Matrix<double>.Uninitialized(Math.Min(BlockRows, count), m);
        for (int first = 0; first < count; first += BlockRows)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(BlockRows, count - first);
            MatrixView<double> block = cross.View.Slice(0, 0, rows, m);
            Kernel.FillCross(ExactPosterior.Slice(queries, first, rows), InducingPoints, block, options);
            Solve(Factor, block, options);
            Blas.Gemm(Transpose.No, Transpose.No, 1, block, Mean, 0, means.View.Slice(first, 0, rows, q), options);
            for (int i = 0; i < rows; i++)
            {
                latent[first + i, 0] = prior[first + i] - VectorOps.SumOfSquares<double>(block.Row(i));
            }

            Solve(PrecisionFactor, block, options);
            for (int i = 0; i < rows; i++)
            {
                double variance = latent[first + i, 0] + VectorOps.SumOfSquares<double>(block.Row(i));
                variance = Checked(variance, prior[first + i], first + i);
                latent.Row(first + i).Fill(variance);
                variances.Row(first + i).Fill(variance + NoiseVariance);
            }
        }

        return new Prediction(means, variances, latent);
    }

    private static void Solve(Matrix<double> factor, MatrixView<double> block, ComputeOptions? options) =>
        Blas.Trsm(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1, factor, block, options);

    private static double Checked(double variance, double prior, int query)
    {
        if (variance >= -NegativeVarianceTolerance * prior)
        {
            return Math.Max(variance, 0);
        }

        const string Remedy = "Use fewer inducing points, or allow more jitter.";
        throw new SolverException(
            string.Create(CultureInfo.InvariantCulture,
                $"The posterior variance at query {query} came out as {variance:G6}, with a prior variance of "
                + $"{prior:G6}: the inducing points repeat each other. {Remedy}"),
            new Certificate { Method = "Cholesky", Converged = false, Remedy = Remedy });
    }
}
