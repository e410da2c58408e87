using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents kernel ridge regression for every λ at once, by one eigendecomposition K = UDUᵀ. Immutable.
/// </summary>
/// <remarks>
/// With μ = nλ: α = U(D + μ)⁻¹Uᵀy, the leave-one-out residual is αᵢ / [(K + μI)⁻¹]ᵢᵢ, and tr H = Σ dₖ/(dₖ + μ). Each λ
/// takes Θ(n²) operations. Eigenvalues that rounding made negative count as zero.
/// </remarks>
public sealed class RidgePath
{
    // The path spans all that double precision can tell apart: nλ from 1e-12 to 1e3 times the mean of the diagonal of
    // K.
    private const double SmallestDecade = -12;
    private const double LargestDecade = 3;
    private const int PointsPerDecade = 4;
    private const double NegativeTolerance = 1e-8;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private readonly double[] values;             // [n], ascending, not negative
    private readonly Matrix<double> vectors;      // [n, n], by columns
    private readonly Matrix<double> projections;  // Uᵀ Y, [n, q]
    private readonly double scale;                // the mean of the diagonal of K
    private readonly double[]? roots;             // √w, [n], by which rows and columns of K are scaled; null for 1

    private RidgePath(
        Kernel kernel, Points inputs, Matrix<double> targets, double[] values, Matrix<double> vectors, double scale,
        double[]? roots)
    {
        (Kernel, Inputs, Targets) = (kernel, inputs, targets);
        (this.values, this.vectors, this.scale, this.roots) = (values, vectors, scale, roots);
        projections = new Matrix<double>(inputs.Count, targets.Columns);
        using Matrix<double> scaled = targets.Copy();
        ScaleRows(scaled);
        Blas.Gemm<double>(Transpose.Yes, Transpose.No, 1, vectors, scaled, 0, projections);
    }

    /// <summary>The kernel.</summary>
    public Kernel Kernel { get; }

    /// <summary>The training inputs.</summary>
    public Points Inputs { get; }

    /// <summary>The training targets, [n, q]; not to be changed.</summary>
    public Matrix<double> Targets { get; }

    /// <summary>The eigenvalues of K, ascending, [n].</summary>
    public ReadOnlySpan<double> Eigenvalues => values;

    /// <summary>Decomposes the kernel matrix.</summary>
    /// <param name="kernel">A kernel with all its lengthscales.</param>
    /// <param name="inputs">The n training inputs; borrowed.</param>
    /// <param name="targets">The training targets, [n, q]; copied.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes disagree, or a target is not finite.</exception>
    /// <exception cref="SolverException">
    /// K has a negative eigenvalue beyond rounding: k is not a valid kernel here.
    /// </exception>
    public static RidgePath Compute(
        Kernel kernel, Points inputs, MatrixView<double> targets, ComputeOptions? options = null) =>
        Compute(kernel, inputs, targets, roots: null, options);

    // The path of weighted rows, W^½ K W^½ = UDUᵀ, of the positive roots √w, or null for 1: α = W^½ U(D + nλ)⁻¹Uᵀ W^½ y
    // minimises Σ wᵢ (yᵢ − f(xᵢ))² + nλ‖f‖², and squared residuals count by their weights.
    internal static RidgePath Compute(
        Kernel kernel, Points inputs, MatrixView<double> targets, double[]? roots, ComputeOptions? options)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        using Matrix<double> gram = kernel.GramMatrix(inputs, options);
        int n = inputs.Count;
        for (int i = 0; i < n && roots is not null; i++)
        {
            Span<double> row = gram.Row(i);
            for (int j = 0; j < n; j++)
            {
                row[j] *= roots[i] * roots[j];
            }
        }

        double trace = 0;
        for (int i = 0; i < n; i++)
        {
            trace += gram[i, i];
        }

        SymmetricEigen<double> eigen = SymmetricEigen<double>.Compute(gram, options);
        double[] values = [.. eigen.Values];
        double largest = Math.Max(values[^1], 0);
        if (values[0] < -NegativeTolerance * n * largest)
        {
            throw new SolverException(
                string.Create(CultureInfo.InvariantCulture,
                    $"The kernel matrix has the eigenvalue {values[0]:G6} beside {largest:G6}: {kernel} is not "
                    + $"positive semidefinite on these inputs."),
                new Certificate { Method = "eigendecomposition", Converged = false });
        }

        for (int i = 0; i < n; i++)
        {
            values[i] = Math.Max(values[i], 0);
        }

        double scale = Math.Max(trace / n, SmallestNormal);
        return new RidgePath(kernel, inputs, targets.ToMatrix(), values, eigen.Vectors, scale, roots);
    }

    /// <summary>The path at λ with nλ from 10⁻¹² to 10³ times the mean of the diagonal of K, four per decade.</summary>
    public IReadOnlyList<RidgePoint> Points()
    {
        int count = (int)((LargestDecade - SmallestDecade) * PointsPerDecade) + 1;
        return [.. Enumerable.Range(0, count).Select(i => At(RidgeAt(SmallestDecade + (i / (double)PointsPerDecade))))];
    }

    /// <summary>
    /// The λ of least leave-one-out error: the best of <see cref="Points"/>, refined by golden sections.
    /// </summary>
    public double BestRidge()
    {
        IReadOnlyList<RidgePoint> points = Points();
        int best = 0;
        for (int i = 1; i < points.Count; i++)
        {
            // Ties go to the larger λ: the smoother function.
            if (points[i].LeaveOneOutMeanSquare <= points[best].LeaveOneOutMeanSquare)
            {
                best = i;
            }
        }

        double low = SmallestDecade + ((Math.Max(best - 1, 0)) / (double)PointsPerDecade);
        double high = SmallestDecade + ((Math.Min(best + 1, points.Count - 1)) / (double)PointsPerDecade);
        return RidgeAt(GoldenSection(low, high));
    }

    /// <summary>What one λ achieves.</summary>
    /// <param name="ridge">λ, positive; n multiplies it.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is not positive and finite.</exception>
    public RidgePoint At(double ridge)
    {
        int n = Inputs.Count;
        double mu = n * Guard.Positive(ridge);
        double freedom = 0;
        foreach (double value in values)
        {
            freedom += value / (value + mu);
        }

        Matrix<double> weights = Scaled(ridge);
        double[] inverse = InverseDiagonal(mu);
        (double leaveOneOut, double fit) = (0, 0);
        for (int i = 0; i < n; i++)
        {
            foreach (double alpha in weights.Row(i))
            {
                double residual = mu * alpha;
                double left = alpha / inverse[i];
                fit += residual * residual;
                leaveOneOut += left * left;
            }
        }

        double rest = 0;
        foreach (double value in values)
        {
            rest += mu / (value + mu);
        }

        return new RidgePoint(ridge, freedom, leaveOneOut / n / weights.Columns, n * fit / (rest * rest));
    }

    /// <summary>α = (K + nλI)⁻¹Y, [n, q].</summary>
    /// <param name="ridge">λ, positive; n multiplies it.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is not positive and finite.</exception>
    public Matrix<double> Weights(double ridge)
    {
        Matrix<double> weights = Scaled(ridge);
        ScaleRows(weights);
        return weights;
    }

    // W^−½ α.
    private Matrix<double> Scaled(double ridge)
    {
        double mu = Inputs.Count * Guard.Positive(ridge);
        Matrix<double> scaled = projections.Copy();
        for (int k = 0; k < values.Length; k++)
        {
            VectorOps.Scale(1 / (values[k] + mu), scaled.Row(k));
        }

        var weights = new Matrix<double>(Inputs.Count, scaled.Columns);
        Blas.Gemm<double>(Transpose.No, Transpose.No, 1, vectors, scaled, 0, weights);
        return weights;
    }

    /// <summary>The leave-one-out residuals yᵢ − f₋ᵢ(xᵢ) = (y − ŷ)ᵢ / (1 − Hᵢᵢ), [n, q].</summary>
    /// <param name="ridge">λ, positive; n multiplies it.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is not positive and finite.</exception>
    public Matrix<double> LeaveOneOutResiduals(double ridge)
    {
        Matrix<double> residuals = Scaled(ridge);
        double[] inverse = InverseDiagonal(Inputs.Count * ridge);
        for (int i = 0; i < inverse.Length; i++)
        {
            VectorOps.Scale(1 / inverse[i] / (roots is null ? 1 : roots[i]), residuals.Row(i));
        }

        return residuals;
    }

    /// <summary>The condition number of K + nλI in the 2-norm.</summary>
    /// <param name="ridge">λ, positive; n multiplies it.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is not positive and finite.</exception>
    public double Condition(double ridge)
    {
        double mu = Inputs.Count * Guard.Positive(ridge);
        return (values[^1] + mu) / (values[0] + mu);
    }

    // Σₖ Uᵢₖ² / (dₖ + μ).
    private double[] InverseDiagonal(double mu)
    {
        double[] factors = Array.ConvertAll(values, value => 1 / (value + mu));
        var diagonal = new double[values.Length];
        for (int i = 0; i < diagonal.Length; i++)
        {
            ReadOnlySpan<double> row = vectors.Row(i);
            double sum = 0;
            for (int k = 0; k < row.Length; k++)
            {
                sum += row[k] * row[k] * factors[k];
            }

            diagonal[i] = sum;
        }

        return diagonal;
    }

    private void ScaleRows(Matrix<double> matrix)
    {
        for (int i = 0; i < matrix.Rows && roots is not null; i++)
        {
            VectorOps.Scale(roots[i], matrix.Row(i));
        }
    }

    // λ for which nλ is a power of ten of the mean of the diagonal of K.
    internal double RidgeAt(double decade) => scale * Math.Pow(10, decade) / Inputs.Count;

    private double GoldenSection(double low, double high)
    {
        const double Ratio = 0.61803398874989484820;
        double ErrorAt(double decade) => At(RidgeAt(decade)).LeaveOneOutMeanSquare;
        (double a, double b) = (high - (Ratio * (high - low)), low + (Ratio * (high - low)));
        (double atA, double atB) = (ErrorAt(a), ErrorAt(b));
        while (high - low > 1e-3)
        {
            if (atA < atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (Ratio * (high - low));
                atA = ErrorAt(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (Ratio * (high - low));
                atB = ErrorAt(b);
            }
        }

        return 0.5 * (low + high);
    }
}
