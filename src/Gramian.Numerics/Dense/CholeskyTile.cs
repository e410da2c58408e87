using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// The diagonal blocks of the recursions, worked on in a packed square of their own that stays in the nearest cache.
internal static unsafe class CholeskyTile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Size = CholeskyTile512<T>.Size;
    // Whole vectors of every width, and no power of two.
    private const int Stride = 80;
    private const int Group = 4;

    /// <summary>Factors the lower triangle; returns the failing pivot or −1.</summary>
    public static int Factor(MatrixView<T> a)
    {
        if (SimdPath.Bits == 512)
        {
            return CholeskyTile512<T>.Factor(a);
        }

        int n = a.Rows;
        using WorkBuffer buffer = Workspace.Rent<T>((nint)Size * Stride);
        T* u = buffer.Pointer<T>();
        Transfer(a, u, toUpper: true);
        int failed = FactorUpper(u, n);
        Transfer(a, u, toUpper: false);
        return failed;
    }

    /// <summary>L ← L⁻¹, the solution of L X = I.</summary>
    public static void InvertLower(MatrixView<T> a)
    {
        int n = a.Rows;
        using WorkBuffer buffer = Workspace.Rent<T>((nint)Size * Stride);
        var inverse = new MatrixView<T>(null, buffer.Pointer<T>(), n, n, Stride);
        for (int i = 0; i < n; i++)
        {
            inverse.Row(i).Clear();
            inverse[i, i] = T.One;
        }

        Blas.Trsm(
            Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.No, T.One, a, inverse, Parallelism.Serial);
        for (int i = 0; i < n; i++)
        {
            inverse.Row(i)[..(i + 1)].CopyTo(a.Row(i));
        }
    }

    /// <summary>L ← the lower triangle of Lᵀ L.</summary>
    public static void MultiplyTransposedBySelf(MatrixView<T> a)
    {
        int n = a.Rows;
        using WorkBuffer buffer = Workspace.Rent<T>((nint)Size * Stride);
        var copy = new MatrixView<T>(null, buffer.Pointer<T>(), n, n, Stride);
        for (int i = 0; i < n; i++)
        {
            copy.Row(i).Clear();
            a.Row(i)[..(i + 1)].CopyTo(copy.Row(i));
        }

        Blas.Syrk(Triangle.Lower, Transpose.Yes, T.One, copy, T.Zero, a, Parallelism.Serial);
    }

    // The lower triangle against the upper one of a square of rows of Stride. Below its diagonal, as far as a vector
    // reaches, the square gets zeros, so that what is computed there in vain stays finite.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transfer(MatrixView<T> a, T* u, bool toUpper)
    {
        int lanes = Vector<T>.Count;
        for (int i = 0; i < a.Rows; i++)
        {
            T* row = a.Origin + (i * a.Stride);
            T* column = u + i;
            if (toUpper)
            {
                for (int j = 0; j <= i; j++)
                {
                    column[j * Stride] = row[j];
                }

                new Span<T>(u + (i * Stride) + (i / lanes * lanes), i % lanes).Clear();
                continue;
            }

            for (int j = 0; j <= i; j++)
            {
                row[j] = column[j * Stride];
            }
        }
    }

    // A = Uᵀ U by rows, four pivots at a time. Past the last column the rows hold what was there: it is carried along
    // and never used.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FactorUpper(T* u, int n)
    {
        for (int first = 0; first < n; first += Group)
        {
            int count = Math.Min(Group, n - first);
            for (int p = first; p < first + count; p++)
            {
                T* row = u + (p * Stride);
                for (int q = first; q < p; q++)
                {
                    Subtract(u[(q * Stride) + p], u + (q * Stride), row, p, n);
                }

                if (!(row[p] > T.Zero) || !T.IsFinite(row[p]))
                {
                    return p;
                }

                T root = T.Sqrt(row[p]);
                VectorOps.Scale(T.One / root, new Span<T>(row + p, n - p));
                row[p] = root;
            }

            T* group = u + (first * Stride);
            for (int i = first + count; i < n; i++)
            {
                SubtractFour(group, i, u + (i * Stride), n);
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(T factor, T* pivotRow, T* row, int from, int n)
    {
        var f = new Vector<T>(-factor);
        for (int j = from / Vector<T>.Count * Vector<T>.Count; j < n; j += Vector<T>.Count)
        {
            Vector.Store(VectorOps.Fma(f, Vector.Load(pivotRow + j), Vector.Load(row + j)), row + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractFour(T* group, int i, T* row, int n)
    {
        T* g1 = group + Stride, g2 = group + (2 * Stride), g3 = group + (3 * Stride);
        var f0 = new Vector<T>(-group[i]);
        var f1 = new Vector<T>(-g1[i]);
        var f2 = new Vector<T>(-g2[i]);
        var f3 = new Vector<T>(-g3[i]);
        for (int j = i / Vector<T>.Count * Vector<T>.Count; j < n; j += Vector<T>.Count)
        {
            Vector<T> x = VectorOps.Fma(f0, Vector.Load(group + j), Vector.Load(row + j));
            x = VectorOps.Fma(f1, Vector.Load(g1 + j), x);
            x = VectorOps.Fma(f2, Vector.Load(g2 + j), x);
            Vector.Store(VectorOps.Fma(f3, Vector.Load(g3 + j), x), row + j);
        }
    }
}
