using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Dense;

/// <summary>
/// A symmetric matrix kept in the strict upper triangle of a square whose lower triangle is used for its factor, with
/// the diagonal beside it: so a matrix and its factor take n² + n numbers.
/// </summary>
internal sealed class SymmetricCopy
{
    private readonly MatrixView<double> square;   // [n, n]
    private readonly double[] diagonal;           // [n]

    /// <summary>Copies the lower triangle; every element of it must be finite.</summary>
    public SymmetricCopy(MatrixView<double> square)
    {
        this.square = square;
        diagonal = new double[square.Rows];
        for (int i = 0; i < square.Rows; i++)
        {
            ReadOnlySpan<double> row = square.Row(i)[..(i + 1)];
            int bad = row.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
            if (bad >= 0)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Every element of the matrix must be finite, but row {i}, column {bad} was {row[bad]}."), "a");
            }

            diagonal[i] = row[i];
        }

        SymmetricOps.MirrorLower(square);
    }

    /// <summary>The mean size of the diagonal elements.</summary>
    public double MeanDiagonal
    {
        get
        {
            double sum = 0;
            foreach (double element in diagonal)
            {
                sum += Math.Abs(element);
            }

            return diagonal.Length == 0 ? 0 : sum / diagonal.Length;
        }
    }

    /// <summary>Puts A + shift · I back into the lower triangle.</summary>
    public void Restore(double shift)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            Span<double> row = square.Row(i);
            for (int j = 0; j < i; j++)
            {
                row[j] = square[j, i];
            }

            row[i] = diagonal[i] + shift;
        }
    }

    /// <summary>result = (A + shift · I) x.</summary>
    public void Multiply(double shift, ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            result[i] = (diagonal[i] + shift) * x[i];
        }

        for (int i = 0; i < diagonal.Length; i++)
        {
            ReadOnlySpan<double> beyond = square.Row(i)[(i + 1)..];
            result[i] += VectorOps.Dot(beyond, x[(i + 1)..]);
            VectorOps.Axpy(x[i], beyond, result[(i + 1)..]);
        }
    }

    /// <summary>The 1-norm of A + shift · I.</summary>
    public double Norm1(double shift)
    {
        var sums = new double[diagonal.Length];
        for (int i = 0; i < diagonal.Length; i++)
        {
            ReadOnlySpan<double> row = square.Row(i);
            sums[i] += Math.Abs(diagonal[i] + shift);
            for (int j = i + 1; j < row.Length; j++)
            {
                double size = Math.Abs(row[j]);
                sums[i] += size;
                sums[j] += size;
            }
        }

        return VectorOps.MaxAbs<double>(sums);
    }
}
