using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// Implicit QL with Wilkinson's shift on a symmetric tridiagonal matrix. Vectors, if wanted, are rows, so that rotations
// run along memory.
internal static class TridiagonalQl<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SweepsPerValue = 60;

    /// <summary>
    /// Overwrites the diagonal with the values, not sorted, and multiplies the rows of "vectors" (no rows: none
    /// wanted) by the rotations; offDiagonal[i] couples i and i + 1 and is destroyed.
    /// </summary>
    /// <exception cref="ArithmeticException">No convergence, which only non-finite elements can cause.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Span<T> diagonal, Span<T> offDiagonal, MatrixView<T> vectors)
    {
        int n = diagonal.Length;
        T epsilon = T.BitIncrement(T.One) - T.One;

        // Couplings below the rounding of the whole are noise of the reduction, on which sweeps would be wasted.
        T floor = epsilon * T.Max(VectorOps.MaxAbs<T>(diagonal), VectorOps.MaxAbs<T>(offDiagonal));
        long sweeps = (long)SweepsPerValue * n;
        for (int l = 0; l < n; l++)
        {
            while (true)
            {
                int m = l;
                while (m < n - 1 && !Negligible(diagonal[m], diagonal[m + 1], offDiagonal[m], floor))
                {
                    m++;
                }

                if (m == l)
                {
                    break;
                }

                if (sweeps-- == 0)
                {
                    throw new ArithmeticException("The eigenvalues of a tridiagonal matrix did not converge.");
                }

                Sweep(diagonal, offDiagonal, l, m, vectors);
            }
        }
    }

    /// <summary>Sorts values ascending, and the rows of "vectors" with them.</summary>
    public static void Sort(Span<T> diagonal, MatrixView<T> vectors)
    {
        for (int i = 0; i < diagonal.Length - 1; i++)
        {
            int least = i;
            for (int j = i + 1; j < diagonal.Length; j++)
            {
                least = diagonal[j] < diagonal[least] ? j : least;
            }

            if (least == i)
            {
                continue;
            }

            (diagonal[i], diagonal[least]) = (diagonal[least], diagonal[i]);
            Span<T> x = vectors.Row(i), y = vectors.Row(least);
            for (int j = 0; j < x.Length; j++)
            {
                (x[j], y[j]) = (y[j], x[j]);
            }
        }
    }

    private static bool Negligible(T a, T b, T off, T floor)
    {
        T scale = T.Abs(a) + T.Abs(b);
        return T.Abs(off) + scale == scale || T.Abs(off) <= floor;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sweep(Span<T> diagonal, Span<T> offDiagonal, int l, int m, MatrixView<T> vectors)
    {
        T two = T.One + T.One;
        T g = (diagonal[l + 1] - diagonal[l]) / (two * offDiagonal[l]);
        T r = T.Hypot(g, T.One);
        g = diagonal[m] - diagonal[l] + (offDiagonal[l] / (g + T.CopySign(r, g)));
        T s = T.One, c = T.One, p = T.Zero;
        for (int i = m - 1; i >= l; i--)
        {
            T f = s * offDiagonal[i];
            T b = c * offDiagonal[i];
            r = T.Hypot(f, g);
            offDiagonal[i + 1] = r;
            if (r == T.Zero)
            {
                // The rotation is undetermined: the matrix has split, start again.
                diagonal[i + 1] -= p;
                offDiagonal[m] = T.Zero;
                return;
            }

            s = f / r;
            c = g / r;
            g = diagonal[i + 1] - p;
            r = ((diagonal[i] - g) * s) + (two * c * b);
            p = s * r;
            diagonal[i + 1] = g + p;
            g = (c * r) - b;
            if (vectors.Rows > 0)
            {
                Rotation.Apply(vectors.Row(i), vectors.Row(i + 1), c, -s);
            }
        }

        diagonal[l] -= p;
        offDiagonal[l] = g;
        offDiagonal[m] = T.Zero;
    }
}
