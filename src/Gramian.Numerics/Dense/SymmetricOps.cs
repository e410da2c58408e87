using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

/// <summary>Helpers for symmetric matrices of which one triangle is stored.</summary>
public static class SymmetricOps
{
    /// <summary>Copies the lower triangle to the upper one, so that the matrix is symmetric to the last bit.</summary>
    /// <param name="a">A square matrix.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MirrorLower<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(a, nameof(a));
        const int Tile = 32;
        for (int i = 0; i < a.Rows; i += Tile)
        {
            int rows = Math.Min(Tile, a.Rows - i);
            for (int j = 0; j <= i; j += Tile)
            {
                int columns = Math.Min(Tile, a.Rows - j);
                for (int r = i; r < i + rows; r++)
                {
                    ReadOnlySpan<T> row = a.Row(r);
                    for (int c = j; c < Math.Min(j + columns, r); c++)
                    {
                        a[c, r] = row[c];
                    }
                }
            }
        }
    }

    /// <summary>Returns the largest column sum of |aᵢⱼ|: the 1-norm and ∞-norm of a symmetric matrix.</summary>
    /// <param name="a">A square matrix of which the lower triangle is read.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Norm1<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(a, nameof(a));
        var sums = new T[a.Rows];
        for (int i = 0; i < a.Rows; i++)
        {
            ReadOnlySpan<T> row = a.Row(i)[..i];
            T own = T.Abs(a[i, i]);
            for (int j = 0; j < row.Length; j++)
            {
                T size = T.Abs(row[j]);
                sums[j] += size;
                own += size;
            }

            sums[i] += own;
        }

        return VectorOps.MaxAbs<T>(sums);
    }

    /// <summary>Adds a number to every element of the diagonal.</summary>
    /// <param name="a">A square matrix.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static void AddToDiagonal<T>(MatrixView<T> a, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(a, nameof(a));
        for (int i = 0; i < a.Rows; i++)
        {
            a[i, i] += value;
        }
    }
}
