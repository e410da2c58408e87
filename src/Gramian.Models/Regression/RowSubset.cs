using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;

namespace Gramian.Models.Regression;

/// <summary>Draws and copies subsets of rows.</summary>
internal static class RowSubset
{
    /// <summary>All rows when they are few enough, else that many drawn ones, ascending.</summary>
    public static int[] Draw(int rows, int limit, RandomStream random)
    {
        if (rows <= limit)
        {
            return [.. Enumerable.Range(0, rows)];
        }

        int[] drawn = random.Permutation(rows)[..limit];
        Array.Sort(drawn);
        return drawn;
    }

    /// <summary>Copies rows of a matrix, in the order given.</summary>
    public static Matrix<double> Select(MatrixView<double> matrix, ReadOnlySpan<int> rows)
    {
        var selected = Matrix<double>.Uninitialized(rows.Length, matrix.Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            matrix.Row(rows[i]).CopyTo(selected.Row(i));
        }

        return selected;
    }

    /// <summary>A copy whose rows are multiplied by a factor each.</summary>
    public static Matrix<double> Scale(MatrixView<double> matrix, double[] factors)
    {
        Matrix<double> scaled = matrix.ToMatrix();
        ScaleInPlace(scaled, factors, 0);
        return scaled;
    }

    /// <summary>Multiplies rows by their factors, from the first on; null for 1.</summary>
    public static void ScaleInPlace(MatrixView<double> matrix, double[]? factors, int first)
    {
        for (int i = 0; i < matrix.Rows && factors is not null; i++)
        {
            VectorOps.Scale(factors[first + i], matrix.Row(i));
        }
    }
}
