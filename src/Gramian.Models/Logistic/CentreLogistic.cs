using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Krylov;

namespace Gramian.Models.Logistic;

/// <summary>
/// Functions on centres, F = ΦC + b with ‖f‖ = ‖C‖, whose Newton equations are solved by conjugate gradients.
/// </summary>
/// <remarks>
/// The preconditioner is the Hessian of drawn rows, class by class, factorised anew for each step; it is exact for one
/// function when all rows are drawn.
/// </remarks>
internal sealed class CentreLogistic : LogisticSystem
{
    private const int IterationLimit = 300;
    private readonly CentreFeatures features;
    private readonly int[] sample;               // the rows of the preconditioner, [s]
    private readonly Matrix<double> sampled;     // their features, and ones, [s, p]

    public CentreLogistic(
        CentreFeatures features, LabelledRows rows, int[] sample, int columns, bool hasIntercept,
        ComputeOptions options)
        : base(rows.Count, features.Centres.Count, columns, hasIntercept)
    {
        (this.features, this.sample) = (features, sample);
        sampled = features.Sample(
            sample.Length == rows.Count ? rows.Inputs : rows.Inputs.Select(sample), hasIntercept, options);
    }

    public override string Method =>
        $"conjugate gradients on {features.Centres.Count} centres, preconditioned by {sample.Length} rows";

    public override double MeanDiagonal => features.MeanDiagonal;

    /// <summary>The iterations of all steps so far.</summary>
    public int InnerIterations { get; private set; }

    public override void Dispose()
    {
        sampled.Dispose();
        base.Dispose();
    }

    protected override Matrix<double> Gather(Matrix<double> slopes, ComputeOptions options)
    {
        Matrix<double> gathered = Matrix<double>.Uninitialized(Coefficients.Rows, slopes.Columns);
        features.ApplyTransposed(slopes, gathered, options);
        return gathered;
    }

    protected override Matrix<double> Measure(Matrix<double> coefficients, ComputeOptions options) =>
        coefficients.Copy();

    protected override Matrix<double> Expand(
        Matrix<double> coefficients, Matrix<double> measured, double[] intercepts, ComputeOptions options)
    {
        Matrix<double> scores = Matrix<double>.Uninitialized(features.Rows, coefficients.Columns);
        features.Apply(coefficients, scores, options);
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
        ComputeOptions options)
    {
        (int m, int q) = (Coefficients.Rows, Coefficients.Columns);
        int p = sampled.Columns;
        var system = new CurvatureOperator(features, curvature, weight, HasIntercept);
        var root = new ClassRoots(Factors(curvature, weight, options), p, q);
        using var side = new Matrix<double>(p * q, 1);
        MatrixView<double> table = side.View.Reshape(q);
        for (int c = 0; c < q; c++)
        {
            for (int i = 0; i < m; i++)
            {
                table[i, c] = -gradient.Gradient[i, c];
            }

            if (HasIntercept)
            {
                table[m, c] = -slopeSums[c];
            }
        }

        root.ApplyTransposed(table);
        var solver = new ConjugateGradient { RelativeTolerance = accuracy, IterationLimit = IterationLimit };
        var prepared = solver.Prepare(new CongruentClasses(system, root), options);
        prepared.Solve(side.View, side.View);
        InnerIterations += prepared.Certificate.Iterations;
        root.Apply(table);
        for (int c = 0; c < q && HasIntercept; c++)
        {
            intercepts[c] = table[m, c];
        }

        return table.Slice(0, 0, m, q).ToMatrix();
    }

    // (n/s) ΦₛᵀDΦₛ + μI bordered by the ones, for each function, D the diagonal of the rows' blocks.
    private MatrixView<double>[] Factors(Matrix<double> curvature, double weight, ComputeOptions options)
    {
        int p = sampled.Columns;
        double share = features.Rows / (double)sample.Length;
        var factors = new MatrixView<double>[curvature.Columns];
        using Matrix<double> scaled = Matrix<double>.Uninitialized(sampled.Rows, p);
        for (int c = 0; c < factors.Length; c++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            sampled.View.CopyTo(scaled);
            for (int i = 0; i < scaled.Rows; i++)
            {
                VectorOps.Scale(Math.Sqrt(share * Own(curvature.Row(sample[i]), c)), scaled.Row(i));
            }

            var matrix = new Matrix<double>(p, p);
            Blas.Syrk<double>(Triangle.Lower, Transpose.Yes, 1.0, scaled, 0.0, matrix, options);
            for (int i = 0; i < Coefficients.Rows; i++)
            {
                matrix[i, i] += weight;
            }

            factors[c] = CholeskyFactorization.Factor(matrix, options: options).Lower;
        }

        return factors;
    }

    private static double Own(ReadOnlySpan<double> curvature, int c)
    {
        if (curvature.Length == 1)
        {
            return curvature[0];
        }

        double rest = 0;
        for (int j = 0; j < curvature.Length; j++)
        {
            rest += j == c ? 0 : curvature[j];
        }

        return rest == 0 ? 0 : curvature[c] * (rest / (rest + curvature[c]));
    }
}
