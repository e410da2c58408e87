using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Logistic;

/// <summary>Functions on all rows, F = Kα + b, whose Newton equations are solved by factorisations.</summary>
/// <remarks>
/// (μI + SK) Δα = −(G + μα) − S(1 ⊗ Δb) and 1ᵀ(α + Δα) = 0, where S has the blocks diag(d) − ddᵀ/s of the rows. Of one
/// function that is B = μI + H^½KH^½ alone; of q it takes q such inverses and one more factorisation, since S is a
/// diagonal less a part of rank one in each row.
/// </remarks>
internal sealed class ExactLogistic(
    Kernel kernel, LabelledRows rows, int columns, bool hasIntercept, ComputeOptions made)
    : LogisticSystem(rows.Count, rows.Count, columns, hasIntercept)
{
    private readonly Matrix<double> gram = kernel.GramMatrix(rows.Inputs, made);

    public override string Method => "Cholesky";

    public override double MeanDiagonal
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < gram.Rows; i++)
            {
                sum += gram[i, i] / gram.Rows;
            }

            return sum;
        }
    }

    public override void Dispose()
    {
        gram.Dispose();
        base.Dispose();
    }

    protected override Matrix<double> Gather(Matrix<double> slopes, ComputeOptions options) => slopes.Copy();

    protected override Matrix<double> Measure(Matrix<double> coefficients, ComputeOptions options)
    {
        Matrix<double> product = Matrix<double>.Uninitialized(coefficients.Rows, coefficients.Columns);
        Blas.Gemm<double>(Transpose.No, Transpose.No, 1.0, gram, coefficients, 0.0, product, options);
        return product;
    }

    protected override Matrix<double> Expand(
        Matrix<double> coefficients, Matrix<double> measured, double[] intercepts, ComputeOptions options)
    {
        Matrix<double> scores = measured.Copy();
        AddToRows(intercepts, scores);
        return scores;
    }

    protected override Matrix<double> Solve(
        Matrix<double> curvature,
        double weight,
        (Matrix<double> Gradient, Matrix<double> Measured) gradient,
        double[] slopeSums,
        double[] intercepts,
        double accuracy,
        ComputeOptions options) => curvature.Columns == 1
            ? SolveOne(curvature, weight, gradient, intercepts, options)
            : SolveSeveral(curvature, weight, gradient, intercepts, options);

    private Matrix<double> SolveOne(
        Matrix<double> curvature,
        double weight,
        (Matrix<double> Gradient, Matrix<double> Measured) gradient,
        double[] intercepts,
        ComputeOptions options)
    {
        int n = gram.Rows;
        double[] roots = Array.ConvertAll(curvature.View.ColumnToArray(0), Math.Sqrt);
        CholeskyFactorization factor = Inner(roots, weight, options);

        // Two right sides: H^½ K r for the step, H^½ 1 for the intercept.
        using Matrix<double> sides = Matrix<double>.Uninitialized(n, 2);
        for (int i = 0; i < n; i++)
        {
            (sides[i, 0], sides[i, 1]) = (roots[i] * gradient.Measured[i, 0], roots[i]);
        }

        factor.Solve(sides.View, sides.View);
        Matrix<double> change = Matrix<double>.Uninitialized(n, 1);
        (double missing, double response) = (0, 0);
        for (int i = 0; i < n; i++)
        {
            change[i, 0] = ((roots[i] * sides[i, 0]) - gradient.Gradient[i, 0]) / weight;
            missing += Coefficients[i, 0] + change[i, 0];
            response += roots[i] * sides[i, 1];
        }

        if (HasIntercept && response > 0)
        {
            intercepts[0] = missing / response;
            for (int i = 0; i < n; i++)
            {
                change[i, 0] -= intercepts[0] * roots[i] * sides[i, 1];
            }
        }

        return change;
    }

    private Matrix<double> SolveSeveral(
        Matrix<double> curvature,
        double weight,
        (Matrix<double> Gradient, Matrix<double> Measured) gradient,
        double[] intercepts,
        ComputeOptions options)
    {
        (int n, int q) = (curvature.Rows, curvature.Columns);
        double[] scales = RowScales(curvature);
        var shares = new double[q][];
        var inverses = new Matrix<double>[q];
        var sum = new Matrix<double>(n, n);
        using var pulls = new Matrix<double>(n, q);    // P^½B⁻¹D^½ K r, each class in its column
        using var answers = new Matrix<double>(n, q);  // P^½B⁻¹P^½ s^½
        for (int c = 0; c < q; c++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            shares[c] = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(
                scales[i] > 0 ? curvature[i, c] / (scales[i] * scales[i]) : 1.0 / q))];
            double[] roots = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(curvature[i, c]))];
            inverses[c] = Inner(roots, weight, options).InvertInPlace();
            Accumulate(inverses[c], shares[c], sum);
            SymmetricOps.MirrorLower<double>(inverses[c]);
            Response(inverses[c], shares[c], i => roots[i] * gradient.Measured[i, c], pulls, c, options);
            Response(inverses[c], shares[c], i => shares[c][i] * scales[i], answers, c, options);
        }

        CholeskyFactorization factor = CholeskyFactorization.Factor(sum, options: options);
        var shared = new double[n];
        for (int i = 0; i < n; i++)
        {
            shared[i] = VectorOps.Sum<double>(pulls.Row(i)) / weight;
        }

        factor.Solve(shared, shared);
        Matrix<double> change = Combine(inverses, shares, scales, shared, pulls, gradient.Gradient, weight, options);
        if (HasIntercept)
        {
            ShiftIntercepts(factor, inverses, shares, scales, answers, change, intercepts, options);
        }

        foreach (Matrix<double> inverse in inverses)
        {
            inverse.Dispose();
        }

        sum.Dispose();
        return change;
    }

    // μI + R K R for the roots R.
    private CholeskyFactorization Inner(double[] roots, double weight, ComputeOptions options)
    {
        int n = gram.Rows;
        Matrix<double> matrix = Matrix<double>.Uninitialized(n, n);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> source = gram.Row(i);
            Span<double> row = matrix.Row(i);
            for (int j = 0; j <= i; j++)
            {
                row[j] = roots[i] * roots[j] * source[j];
            }

            row[i] += weight;
        }

        return CholeskyFactorization.Factor(matrix, options: options);
    }

    // √s, s the sum of the curvatures of a row.
    private static double[] RowScales(Matrix<double> curvature) =>
        [.. Enumerable.Range(0, curvature.Rows).Select(i => Math.Sqrt(VectorOps.Sum<double>(curvature.Row(i))))];

    private static void Accumulate(Matrix<double> inverse, double[] shares, Matrix<double> sum)
    {
        for (int i = 0; i < sum.Rows; i++)
        {
            ReadOnlySpan<double> source = inverse.Row(i);
            Span<double> row = sum.Row(i);
            for (int j = 0; j <= i; j++)
            {
                row[j] += shares[i] * shares[j] * source[j];
            }
        }
    }

    private static void Response(
        Matrix<double> inverse,
        double[] shares,
        Func<int, double> side,
        Matrix<double> destination,
        int column,
        ComputeOptions options)
    {
        double[] vector = [.. Enumerable.Range(0, shares.Length).Select(side)];
        var product = new double[vector.Length];
        Blas.Gemv<double>(Transpose.No, 1.0, inverse, vector, 0.0, product, options);
        for (int i = 0; i < vector.Length; i++)
        {
            destination[i, column] = shares[i] * product[i];
        }
    }

    // −(r − s^½ pulls)/μ − s^½ P^½B⁻¹P^½ z, class by class.
    private static Matrix<double> Combine(
        Matrix<double>[] inverses,
        double[][] shares,
        double[] scales,
        double[] shared,
        Matrix<double> pulls,
        Matrix<double> gradient,
        double weight,
        ComputeOptions options)
    {
        (int n, int q) = (pulls.Rows, pulls.Columns);
        Matrix<double> change = Matrix<double>.Uninitialized(n, q);
        using Matrix<double> back = Matrix<double>.Uninitialized(n, q);
        for (int c = 0; c < q; c++)
        {
            Response(inverses[c], shares[c], i => shares[c][i] * shared[i], back, c, options);
            for (int i = 0; i < n; i++)
            {
                change[i, c] = ((scales[i] * pulls[i, c]) - gradient[i, c]) / weight - (scales[i] * back[i, c]);
            }
        }

        return change;
    }

    // (T + 11ᵀ) Δb = 1ᵀ(α + Δα), T = diag(s^½ᵀ a_c) − aᵀ(ΣM)⁻¹a: a shift of all intercepts alike changes nothing.
    private void ShiftIntercepts(
        CholeskyFactorization factor,
        Matrix<double>[] inverses,
        double[][] shares,
        double[] scales,
        Matrix<double> answers,
        Matrix<double> change,
        double[] intercepts,
        ComputeOptions options)
    {
        (int n, int q) = (change.Rows, change.Columns);
        using Matrix<double> solved = answers.Copy();
        factor.Solve(solved.View, solved.View);
        var schur = new Matrix<double>(q, q);
        Blas.Gemm<double>(Transpose.Yes, Transpose.No, -1.0, answers, solved, 0.0, schur, options);
        double trace = 0;
        for (int c = 0; c < q; c++)
        {
            for (int i = 0; i < n; i++)
            {
                schur[c, c] += scales[i] * answers[i, c];
                intercepts[c] += Coefficients[i, c] + change[i, c];
            }

            trace += schur[c, c];
        }

        for (int c = 0; c < q; c++)
        {
            for (int j = 0; j < q; j++)
            {
                schur[c, j] += trace / (q * q);
            }
        }

        CholeskyFactorization.Factor(schur, options: options).Solve(intercepts, intercepts);
        var mixed = new double[n];
        Blas.Gemv<double>(Transpose.No, 1.0, solved, intercepts, 0.0, mixed, options);
        using Matrix<double> back = Matrix<double>.Uninitialized(n, q);
        for (int c = 0; c < q; c++)
        {
            Response(inverses[c], shares[c], i => shares[c][i] * mixed[i], back, c, options);
            for (int i = 0; i < n; i++)
            {
                change[i, c] -= scales[i] * ((answers[i, c] * intercepts[c]) - back[i, c]);
            }
        }
    }
}
