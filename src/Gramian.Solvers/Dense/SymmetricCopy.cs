using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Solvers.Dense;

/// <summary>
/// A symmetric matrix kept in the strict upper triangle of a square whose lower triangle is used for its factor, with
/// the diagonal beside it: so a matrix and its factor take n² + n numbers.
/// </summary>
internal sealed class SymmetricCopy
{
    private const int Band = 32;
    private const int Panel = 64;
    private readonly ComputeOptions options;
    private readonly MatrixView<double> square;   // [n, n]
    private readonly double[] diagonal;           // [n]

    /// <summary>Copies the lower triangle; every element of it must be finite.</summary>
    public SymmetricCopy(MatrixView<double> square, ComputeOptions options)
    {
        (this.square, this.options) = (square, options);
        diagonal = new double[square.Rows];
        int blocks = (square.Rows + Band - 1) / Band;
        var badRows = new int[blocks];
        var work = new CopyWork(square, diagonal, badRows);
        WorkerTeam.Run(ref work, blocks, options);
        foreach (int row in badRows)
        {
            // Rows below a bad one may have been copied over its upper part, but its lower part is as it was.
            if (row >= 0)
            {
                ReadOnlySpan<double> lower = square.Row(row)[..(row + 1)];
                int column = lower.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Every element of the matrix must be finite, but row {row}, column {column} was {lower[column]}."),
                    "a");
            }
        }
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

        // A panel of the upper triangle is used twice while it is in the cache: as itself and transposed.
        for (int first = 0; first < diagonal.Length; first += Panel)
        {
            int end = Math.Min(first + Panel, diagonal.Length);
            for (int i = first; i < end; i++)
            {
                ReadOnlySpan<double> beyond = square.Row(i)[(i + 1)..end];
                result[i] += VectorOps.Dot(beyond, x[(i + 1)..end]);
                VectorOps.Axpy(x[i], beyond, result[(i + 1)..end]);
            }

            if (end < diagonal.Length)
            {
                MatrixView<double> rest = square.Slice(first, end, end - first, diagonal.Length - end);
                Blas.Gemv(Transpose.No, 1.0, rest, x[end..], 1.0, result[first..end], options);
                Blas.Gemv(Transpose.Yes, 1.0, rest, x[first..end], 1.0, result[end..], options);
            }
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

    // Checks a band of rows and copies it to the same columns above the diagonal, which no other band writes.
    private readonly struct CopyWork(MatrixView<double> square, double[] diagonal, int[] badRows) : IBlockWork
    {
        public void Run(int block)
        {
            int first = block * Band;
            int end = Math.Min(first + Band, square.Rows);
            badRows[block] = -1;
            for (int i = end - 1; i >= first; i--)
            {
                ReadOnlySpan<double> row = square.Row(i)[..(i + 1)];
                bool isFinite = !row.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
                badRows[block] = isFinite ? badRows[block] : i;
                diagonal[i] = row[i];
            }

            for (int column = 0; column < end; column += Band)
            {
                for (int i = first; i < end; i++)
                {
                    ReadOnlySpan<double> row = square.Row(i);
                    for (int j = column; j < Math.Min(column + Band, i); j++)
                    {
                        square[j, i] = row[j];
                    }
                }
            }
        }
    }
}
