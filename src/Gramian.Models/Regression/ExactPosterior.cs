using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents the posterior of an exact Gaussian process: factor, weights and mean. Immutable after making.
/// </summary>
internal sealed class ExactPosterior
{
    // Queries go through in blocks, so that prediction needs n × 256 numbers whatever the number of queries.
    private const int BlockRows = 256;

    // A variance below zero by more than this share of the prior variance is not rounding of a sound system.
    private const double NegativeVarianceTolerance = 1e-8;

    public ExactPosterior(RegressionData data, ExactSystem system, Kernel kernel, double noiseVariance)
        : this(data, kernel, noiseVariance, system.Jitter, system.Buffer, system.Weights.ToMatrix(), system)
    {
    }

    /// <summary>A posterior without a mean, restored from a file: the parts are checked by the caller.</summary>
    internal ExactPosterior(
        RegressionData data,
        Kernel kernel,
        double noiseVariance,
        double jitter,
        Matrix<double> factor,
        Matrix<double> weights)
    {
        (Data, Kernel, NoiseVariance, Jitter) = (data, kernel, noiseVariance, jitter);
        (Factor, Weights) = (factor, weights);
        Coefficients = new Matrix<double>(0, weights.Columns);
        ProjectedBasis = new Matrix<double>(weights.Rows, 0);
        WhitenedBasis = new Matrix<double>(weights.Rows, 0);
        Triangle = new Matrix<double>(0, 0);
    }

    private ExactPosterior(
        RegressionData data,
        Kernel kernel,
        double noiseVariance,
        double jitter,
        Matrix<double> factor,
        Matrix<double> weights,
        ExactSystem system)
    {
        (Data, Kernel, NoiseVariance, Jitter) = (data, kernel, noiseVariance, jitter);
        (Factor, Weights) = (factor, weights);
        Coefficients = system.Coefficients;
        ProjectedBasis = system.ProjectedBasis.ToMatrix();
        WhitenedBasis = system.WhitenedBasis;
        Triangle = system.Triangle;
    }

    public RegressionData Data { get; }

    public Kernel Kernel { get; }

    public double NoiseVariance { get; }

    public double Jitter { get; }

    /// <summary>L in the lower triangle, [n, n].</summary>
    public Matrix<double> Factor { get; }

    /// <summary>α, [n, q].</summary>
    public Matrix<double> Weights { get; }

    /// <summary>β, [p, q].</summary>
    public Matrix<double> Coefficients { get; }

    /// <summary>U = L⁻ᵀQ, [n, p].</summary>
    public Matrix<double> ProjectedBasis { get; }

    /// <summary>Q, [n, p].</summary>
    public Matrix<double> WhitenedBasis { get; }

    /// <summary>R, [p, p].</summary>
    public Matrix<double> Triangle { get; }

    /// <summary>Predicts means and variances, block by block.</summary>
    public Prediction Predict(Points queries, ComputeOptions? options)
    {
        (int m, int q) = (queries.Count, Data.TargetCount);
        var means = new Matrix<double>(m, q);
        var latent = new Matrix<double>(m, q);
        var variances = new Matrix<double>(m, q);
        var prior = new double[m];
        Kernel.FillDiagonal(queries, prior);
        int rows = Math.Min(BlockRows, m);
        var cross = Matrix<double>.Uninitialized(rows, Data.Count);
        for (int first = 0; first < m; first += BlockRows)
        {
            options?.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, m - first);
            MatrixView<double> block = cross.View.Slice(0, 0, count, Data.Count);
            Points part = Slice(queries, first, count);
            Matrix<double> correction = Explain(part, block, means.View.Slice(first, 0, count, q), options);
            for (int i = 0; i < count; i++)
            {
                double variance = prior[first + i]
                    - VectorOps.SumOfSquares<double>(block.Row(i))
                    + VectorOps.SumOfSquares<double>(correction.Row(i));
                variance = Checked(variance, prior[first + i], first + i);
                latent.Row(first + i).Fill(variance);
                variances.Row(first + i).Fill(variance + NoiseVariance);
            }
        }

        return new Prediction(means, variances, latent);
    }

    /// <summary>Predicts the means alone, [m, q], which needs no triangular solve.</summary>
    public Matrix<double> PredictMeans(Points queries)
    {
        var means = new Matrix<double>(queries.Count, Data.TargetCount);
        var cross = Matrix<double>.Uninitialized(queries.Count, Data.Count);
        Kernel.FillCross(queries, Data.Inputs, cross);
        AddMeans(cross, Data.Basis.Evaluate(queries), means, null);
        return means;
    }

    /// <summary>The gradient of the mean of a target at one query, [d]; the kernel is differentiable.</summary>
    public double[] MeanGradient(ReadOnlySpan<double> query, int target)
    {
        int d = query.Length;
        using var weights = Matrix<double>.FromRowMajor(1, Data.Count, Weights.View.ColumnToArray(target));
        using var gradient = new Matrix<double>(1, d);
        var point = new Points(Matrix<double>.FromRowMajor(1, d, query));
        Kernel.ContractInputGradient(point, Data.Inputs, weights, gradient);
        double[] slopes = gradient.Row(0).ToArray();

        // The first is the intercept of the prior mean.
        double[] coefficients = Data.Basis.InOriginalUnits(Coefficients.View.ColumnToArray(target));
        for (int k = 1; k < coefficients.Length; k++)
        {
            slopes[k - 1] += coefficients[k];
        }

        return slopes;
    }

    /// <summary>Predicts means, [m, q], and the joint latent covariance, [m, m].</summary>
    public (Matrix<double> Means, Matrix<double> Covariance) PredictJoint(Points queries, ComputeOptions? options)
    {
        int m = queries.Count;
        var means = new Matrix<double>(m, Data.TargetCount);
        var cross = Matrix<double>.Uninitialized(m, Data.Count);
        Matrix<double> correction = Explain(queries, cross, means, options);
        Matrix<double> covariance = Kernel.GramMatrix(queries, options);
        double[] prior = new double[m];
        for (int i = 0; i < m; i++)
        {
            prior[i] = covariance[i, i];
        }

        Blas.Syrk<double>(Numerics.Dense.Triangle.Lower, Transpose.No, -1, cross, 1, covariance, options);
        if (correction.Columns > 0)
        {
            Blas.Syrk<double>(Numerics.Dense.Triangle.Lower, Transpose.No, 1, correction, 1, covariance, options);
        }

        for (int i = 0; i < m; i++)
        {
            covariance[i, i] = Checked(covariance[i, i], prior[i], i);
        }

        SymmetricOps.MirrorLower<double>(covariance);
        return (means, covariance);
    }

    /// <summary>The diagonal of the projected inverse P = K_y⁻¹ − UUᵀ, [n]; takes a second n × n buffer.</summary>
    public double[] ProjectedInverseDiagonal(ComputeOptions? options)
    {
        using Matrix<double> inverse = Factor.Copy();
        CholeskyFactor.InvertInPlace<double>(inverse, options);
        var diagonal = new double[Data.Count];
        for (int i = 0; i < diagonal.Length; i++)
        {
            diagonal[i] = inverse[i, i] - VectorOps.SumOfSquares<double>(ProjectedBasis.Row(i));
        }

        return diagonal;
    }

    /// <summary>A window of points.</summary>
    public static Points Slice(Points points, int first, int count) =>
        first == 0 && count == points.Count
            ? points
            : points.Select(Enumerable.Range(first, count).ToArray());

    // Writes the means, turns K(queries, X) into K L⁻ᵀ, and returns R⁻ᵀ(h − Hᵀ K_y⁻¹ k) for each query, [m, p].
    private Matrix<double> Explain(
        Points queries, MatrixView<double> cross, MatrixView<double> means, ComputeOptions? options)
    {
        Kernel.FillCross(queries, Data.Inputs, cross, options);
        Matrix<double> correction = Data.Basis.Evaluate(queries);
        int p = Data.Basis.Count;
        AddMeans(cross, correction, means, options);
        Blas.Trsm<double>(
            Side.Right, Numerics.Dense.Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1, Factor, cross, options);
        if (p > 0)
        {
            for (int i = 0; i < correction.Rows; i++)
            {
                GramSchmidt.SolveUpperTransposed(Triangle, correction.Row(i));
            }

            Blas.Gemm<double>(Transpose.No, Transpose.No, -1, cross, WhitenedBasis, 1, correction, options);
        }

        return correction;
    }

    private void AddMeans(
        MatrixView<double> cross, Matrix<double> basis, MatrixView<double> means, ComputeOptions? options)
    {
        Blas.Gemm<double>(Transpose.No, Transpose.No, 1, cross, Weights, 0, means, options);
        if (basis.Columns > 0)
        {
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1, basis, Coefficients, 1, means, options);
        }
    }

    private double Checked(double variance, double prior, int query)
    {
        if (variance >= -NegativeVarianceTolerance * prior)
        {
            return Math.Max(variance, 0);
        }

        var certificate = new Certificate { Method = "Cholesky", Jitter = Jitter, Converged = false };
        throw new SolverException(string.Create(CultureInfo.InvariantCulture,
            $"The posterior variance at query {query} came out as {variance:G6}, with a prior variance of {prior:G6}: "
            + $"the system is too ill-conditioned; raise the noise variance (now {NoiseVariance:G6})."), certificate);
    }
}
