using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Models.Regression;

/// <summary>Orthonormalises few columns of many rows, twice over, which keeps them orthogonal to rounding.</summary>
/// <remarks>
/// The columns of a mean are d + 1 at most; a blocked Householder factorisation would save nothing here.
/// </remarks>
internal static class GramSchmidt
{
    /// <summary>Replaces V, [n, p], by Q with V = QR, and writes the upper triangle R, [p, p].</summary>
    public static void Orthonormalize(MatrixView<double> columns, Matrix<double> triangle)
    {
        triangle.View.Fill(0);
        for (int k = 0; k < columns.Columns; k++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < k; j++)
                {
                    double projection = Dot(columns, j, k);
                    triangle[j, k] += projection;
                    for (int i = 0; i < columns.Rows; i++)
                    {
                        Span<double> row = columns.Row(i);
                        row[k] -= projection * row[j];
                    }
                }
            }

            double norm = Math.Sqrt(Dot(columns, k, k));
            triangle[k, k] = norm;
            for (int i = 0; i < columns.Rows; i++)
            {
                columns[i, k] /= norm;
            }
        }
    }

    /// <summary>
    /// Appends the normalised part of a column that is orthogonal to a basis, unless it is negligible.
    /// </summary>
    public static bool TryAppend(List<double[]> orthonormal, double[] column, double tolerance)
    {
        double before = VectorOps.Norm2<double>(column);
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] direction in orthonormal)
            {
                VectorOps.Axpy(-VectorOps.Dot<double>(direction, column), direction, column);
            }
        }

        double after = VectorOps.Norm2<double>(column);
        if (!(after > tolerance * before))
        {
            return false;
        }

        VectorOps.Scale(1 / after, column);
        orthonormal.Add(column);
        return true;
    }

    /// <summary>Σ log Rₖₖ.</summary>
    public static double LogDeterminant(Matrix<double> triangle)
    {
        double sum = 0;
        for (int k = 0; k < triangle.Rows; k++)
        {
            sum += Math.Log(triangle[k, k]);
        }

        return sum;
    }

    /// <summary>Replaces b by R⁻¹b.</summary>
    public static void SolveUpper(Matrix<double> triangle, Span<double> b)
    {
        for (int k = b.Length - 1; k >= 0; k--)
        {
            double sum = b[k];
            for (int j = k + 1; j < b.Length; j++)
            {
                sum -= triangle[k, j] * b[j];
            }

            b[k] = sum / triangle[k, k];
        }
    }

    /// <summary>Replaces b by R⁻ᵀb.</summary>
    public static void SolveUpperTransposed(Matrix<double> triangle, Span<double> b)
    {
        for (int k = 0; k < b.Length; k++)
        {
            double sum = b[k];
            for (int j = 0; j < k; j++)
            {
                sum -= triangle[j, k] * b[j];
            }

            b[k] = sum / triangle[k, k];
        }
    }

    private static double Dot(MatrixView<double> columns, int a, int b)
    {
        double sum = 0;
        for (int i = 0; i < columns.Rows; i++)
        {
            ReadOnlySpan<double> row = columns.Row(i);
            sum += row[a] * row[b];
        }

        return sum;
    }
}
