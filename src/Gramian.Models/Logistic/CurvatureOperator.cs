using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;

namespace Gramian.Models.Logistic;

/// <summary>
/// The Hessian [ΦᵀSΦ + μI, ΦᵀS1; 1ᵀSΦ, 1ᵀS1] of q functions on centres, on vectors that hold a row of q numbers for
/// each coefficient and, with an intercept, one more.
/// </summary>
internal sealed class CurvatureOperator(
    CentreFeatures features, Matrix<double> curvature, double weight, bool hasIntercept)
    : LinearOperator(
        (features.Centres.Count + (hasIntercept ? 1 : 0)) * curvature.Columns,
        (features.Centres.Count + (hasIntercept ? 1 : 0)) * curvature.Columns,
        Structure.PositiveSemidefinite)
{
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        (int m, int q) = (features.Centres.Count, curvature.Columns);
        for (int v = 0; v < vectors.Columns; v++)
        {
            using Matrix<double> packed = vectors.Slice(0, v, vectors.Rows, 1).ToMatrix();
            using Matrix<double> result = Matrix<double>.Uninitialized(vectors.Rows, 1);
            MatrixView<double> source = packed.View.Reshape(q);
            MatrixView<double> target = result.View.Reshape(q);
            using Matrix<double> scores = Matrix<double>.Uninitialized(features.Rows, q);
            features.Apply(source.Slice(0, 0, m, q), scores, options);
            var sums = new double[q];
            for (int i = 0; i < scores.Rows; i++)
            {
                Span<double> row = scores.Row(i);
                if (hasIntercept)
                {
                    VectorOps.Axpy(1.0, source.Row(m), row);
                }

                Bend(curvature.Row(i), row);
                VectorOps.Axpy(1.0, row, sums);
            }

            using Matrix<double> gathered = Matrix<double>.Uninitialized(m, q);
            features.ApplyTransposed(scores, gathered, options);
            for (int i = 0; i < m; i++)
            {
                gathered.Row(i).CopyTo(target.Row(i));
                VectorOps.Axpy(weight, source.Row(i), target.Row(i));
            }

            if (hasIntercept)
            {
                sums.CopyTo(target.Row(m));
            }

            result.View.CopyTo(destination.Slice(0, v, vectors.Rows, 1));
        }
    }

    protected override LinearOperator MakeTransposed() => this;

    // row ← S row, of one number or of the block diag(d) − ddᵀ/Σd.
    private static void Bend(ReadOnlySpan<double> d, Span<double> row)
    {
        if (row.Length == 1)
        {
            row[0] *= d[0];
            return;
        }

        double sum = VectorOps.Sum(d);
        double mean = sum > 0 ? VectorOps.Dot<double>(d, row) / sum : 0;
        for (int c = 0; c < row.Length; c++)
        {
            row[c] = d[c] * (row[c] - mean);
        }
    }
}
