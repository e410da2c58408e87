using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// Implicit QL with Wilkinson's shift on a symmetric tridiagonal matrix. Vectors, if wanted, are rows, so that rotations
// run along memory.
internal static unsafe class TridiagonalQl<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SweepsPerValue = 60;

    // Above it a sum of squares has lost nothing to underflow.
    private static T SafeSquare => typeof(T) == typeof(double) ? T.CreateChecked(1e-280) : T.CreateChecked(1e-25f);

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

    /// <summary>
    /// Overwrites the diagonal with the values, not sorted, without square roots in the loop: one recurrence on the
    /// squares of the couplings, which are destroyed.
    /// </summary>
    /// <exception cref="ArithmeticException">No convergence, which only non-finite elements can cause.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunValues(Span<T> diagonal, Span<T> offDiagonal)
    {
        int n = diagonal.Length;
        T epsilon = T.BitIncrement(T.One) - T.One;
        T floor = epsilon * T.Max(VectorOps.MaxAbs<T>(diagonal), VectorOps.MaxAbs<T>(offDiagonal));
        T floorSquare = floor * floor, epsilonSquare = epsilon * epsilon;
        for (int i = 0; i < n; i++)
        {
            offDiagonal[i] *= offDiagonal[i];
        }

        long sweeps = (long)SweepsPerValue * n;
        for (int l = 0; l < n; l++)
        {
            while (true)
            {
                int m = l;
                while (m < n - 1 && offDiagonal[m] > floorSquare
                    && offDiagonal[m] > epsilonSquare * T.Abs(diagonal[m] * diagonal[m + 1]))
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

                offDiagonal[m] = T.Zero;
                SweepSquares(diagonal, offDiagonal, l, m);
            }
        }
    }

    // One sweep of the rational form of Pal, Walker and Kahan.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SweepSquares(Span<T> diagonal, Span<T> squares, int l, int m)
    {
        T root = T.Sqrt(squares[l]), first = diagonal[l];
        T shift = (diagonal[l + 1] - first) / (root + root);
        shift = first - (root / (shift + T.CopySign(LengthWithOne(shift), shift)));
        T c = T.One, s = T.Zero, gamma = diagonal[m] - shift, p = gamma * gamma;
        for (int i = m - 1; i >= l; i--)
        {
            T square = squares[i], r = p + square, previous = c, gammaBefore = gamma;
            squares[i + 1] = s * r;

            // Both quotients start at once: the second is what would be the reciprocal of the first.
            T inverse = r / p;
            c = p / r;
            s = square / r;
            T pivot = diagonal[i];
            gamma = (c * (pivot - shift)) - (s * gammaBefore);
            diagonal[i + 1] = gammaBefore + (pivot - gamma);
            p = c != T.Zero && T.IsFinite(inverse) ? gamma * gamma * inverse : previous * square;
        }

        squares[l] = s * p;
        diagonal[l] = shift + gamma;
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

    // √(x² + 1)
    private static T LengthWithOne(T x)
    {
        T size = T.Abs(x);
        return size < T.CreateTruncating(1e18) ? T.Sqrt((size * size) + T.One) : size;
    }

    private static bool Negligible(T a, T b, T off, T floor)
    {
        T scale = T.Abs(a) + T.Abs(b);
        return T.Abs(off) + scale == scale || T.Abs(off) <= floor;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sweep(Span<T> diagonal, Span<T> offDiagonal, int l, int m, MatrixView<T> vectors)
    {
        T two = T.One + T.One, safe = SafeSquare;
        T g = (diagonal[l + 1] - diagonal[l]) / (two * offDiagonal[l]);
        T r = LengthWithOne(g);
        g = diagonal[m] - diagonal[l] + (offDiagonal[l] / (g + T.CopySign(r, g)));
        T s = T.One, c = T.One, p = T.Zero;
        int columns = vectors.Rows > 0 ? vectors.Columns : 0;
        T* row = vectors.Origin + (m * vectors.Stride);
        for (int i = m - 1; i >= l; i--)
        {
            T f = s * offDiagonal[i];
            T b = c * offDiagonal[i];
            T square = (f * f) + (g * g);
            T inverse;
            if (square > safe)
            {
                // The root and the quotient run side by side, each as long as all the rest together.
                r = T.Sqrt(square);
                inverse = r * (T.One / square);
            }
            else
            {
                r = T.Hypot(f, g);
                inverse = T.One / r;
            }

            offDiagonal[i + 1] = r;
            if (r == T.Zero)
            {
                // The rotation is undetermined: the matrix has split, start again.
                diagonal[i + 1] -= p;
                offDiagonal[m] = T.Zero;
                return;
            }

            s = f * inverse;
            c = g * inverse;
            g = diagonal[i + 1] - p;
            r = ((diagonal[i] - g) * s) + (two * c * b);
            p = s * r;
            diagonal[i + 1] = g + p;
            g = (c * r) - b;
            row -= vectors.Stride;
            Rotation.Apply(row, row + vectors.Stride, columns, c, -s);
        }

        diagonal[l] -= p;
        offDiagonal[l] = g;
        offDiagonal[m] = T.Zero;
    }
}
