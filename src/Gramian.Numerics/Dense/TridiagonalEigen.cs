using System.Numerics;

namespace Gramian.Numerics.Dense;

// Values and vectors of a symmetric tridiagonal matrix.
internal static class TridiagonalEigen<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Overwrites the diagonal with the ascending values and returns the vectors as columns.</summary>
    public static Matrix<T> Vectors(T[] diagonal, T[] offDiagonal, ComputeOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        int n = diagonal.Length;
        using Matrix<T> rows = Matrix<T>.Identity(n);
        TridiagonalQl<T>.Run(diagonal, offDiagonal, rows);
        TridiagonalQl<T>.Sort(diagonal, rows);
        var vectors = Matrix<T>.Uninitialized(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                vectors[i, j] = rows[j, i];
            }
        }

        return vectors;
    }
}
