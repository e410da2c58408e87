using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// Eigendecomposition of a small symmetric matrix on the stack: Householder reduction of the full square, Q formed, and
// QL on its columns, held as rows. Rows are padded with zeros to whole vectors, so that no loop has an edge.
internal static unsafe class SmallEigen<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest order.</summary>
    public const int Limit = 64;

    /// <summary>Fills the ascending values and the columns of "vectors"; the lower triangle of a is read.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(MatrixView<T> a, Span<T> values, MatrixView<T> vectors)
    {
        int n = a.Rows, width = Vector<T>.Count, stride = (n + width - 1) / width * width;
        int exponent = TridiagonalReduction<T>.ExponentOf(a);
        byte* memory = stackalloc byte[((stride + 3) * stride * sizeof(T)) + 64];
        T* work = (T*)(((nint)memory + 63) & ~(nint)63);
        T* couplings = work + (stride * stride), tau = couplings + stride, product = tau + stride;
        Load(a, work, stride, exponent);
        fixed (T* diagonal = values)
        {
            Reduce(work, n, stride, diagonal, couplings, tau, product);
            FormColumns(work, n, stride, tau, product);
            var rows = new MatrixView<T>(null, work, n, stride, stride);
            TridiagonalQl<T>.Run(values, new Span<T>(couplings, n), rows);
            Store(work, stride, values, vectors, exponent);
        }
    }

    private static void Load(MatrixView<T> a, T* work, int stride, int exponent)
    {
        (T first, T second) = TridiagonalReduction<T>.Divisors(exponent);
        for (int i = 0; i < a.Rows; i++)
        {
            T* from = a.Origin + (i * a.Stride), row = work + (i * stride);
            for (int j = 0; j <= i; j++)
            {
                T value = from[j] * first * second;
                row[j] = value;
                work[(j * stride) + i] = value;
            }

            for (int j = a.Rows; j < stride; j++)
            {
                row[j] = T.Zero;
            }
        }
    }

    // Row k keeps reflector k in its elements behind k.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Reduce(T* work, int n, int stride, T* diagonal, T* couplings, T* tau, T* product)
    {
        for (int k = 0; k < n; k++)
        {
            T* v = work + (k * stride);
            diagonal[k] = v[k];
            couplings[k] = tau[k] = T.Zero;
            if (k == n - 1)
            {
                return;
            }

            tau[k] = Householder.Make(new Span<T>(v + k + 1, n - k - 1), out couplings[k]);
            int start = (k + 1) / Vector<T>.Count * Vector<T>.Count;
            new Span<T>(v + start, k + 1 - start).Clear();
            if (tau[k] == T.Zero)
            {
                continue;
            }

            Combine(work, stride, v, k + 1, n, start, product);
            new Span<T>(product + start, k + 1 - start).Clear();
            var head = new ReadOnlySpan<T>(v + start, stride - start);
            var p = new Span<T>(product + start, stride - start);
            VectorOps.Scale(tau[k], p);
            VectorOps.Axpy(-tau[k] * VectorOps.Dot(head, p) / (T.One + T.One), head, p);
            for (int j = k + 1; j < n; j++)
            {
                T* row = work + (j * stride);
                Vector<T> alpha = new(-v[j]), beta = new(-product[j]);
                for (int i = start; i < stride; i += Vector<T>.Count)
                {
                    Vector<T> sum = VectorOps.Fma(alpha, Vector.Load(product + i), Vector.Load(row + i));
                    VectorOps.Fma(beta, Vector.Load(v + i), sum).Store(row + i);
                }
            }
        }
    }

    // Replaces the reflectors by the columns of Q = H₀ H₁ …, each in a row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FormColumns(T* work, int n, int stride, T* tau, T* product)
    {
        T* v = stackalloc T[Limit];
        for (int k = n - 1; k >= 0; k--)
        {
            int start = k / Vector<T>.Count * Vector<T>.Count;
            T* own = work + (k * stride);
            if (k < n - 1)
            {
                Buffer.MemoryCopy(own, v, Limit * sizeof(T), stride * sizeof(T));
            }

            new Span<T>(own + start, stride - start).Clear();
            own[k] = T.One;
            for (int i = k + 1; i < n; i++)
            {
                work[(i * stride) + k] = T.Zero;
            }

            if (k == n - 1 || tau[k] == T.Zero)
            {
                continue;
            }

            // Q ← H Q on the rows and columns behind k; the columns before them hold nothing yet.
            start = (k + 1) / Vector<T>.Count * Vector<T>.Count;
            Combine(work, stride, v, k + 1, n, start, product);
            new Span<T>(product + start, k + 1 - start).Clear();
            for (int j = k + 1; j < n; j++)
            {
                T* row = work + (j * stride);
                Vector<T> factor = new(-tau[k] * v[j]);
                for (int i = start; i < stride; i += Vector<T>.Count)
                {
                    VectorOps.Fma(factor, Vector.Load(product + i), Vector.Load(row + i)).Store(row + i);
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (work[(i * stride) + j], work[(j * stride) + i]) = (work[(j * stride) + i], work[(i * stride) + j]);
            }
        }
    }

    // product[i] = Σ v_j row_j[i] for j in [from, end), i from start.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(T* work, int stride, T* v, int from, int end, int start, T* product)
    {
        int width = Vector<T>.Count, i = start;
        for (; i <= stride - (4 * width); i += 4 * width)
        {
            Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (int j = from; j < end; j++)
            {
                T* row = work + (j * stride) + i;
                Vector<T> factor = new(v[j]);
                s0 = VectorOps.Fma(factor, Vector.Load(row), s0);
                s1 = VectorOps.Fma(factor, Vector.Load(row + width), s1);
                s2 = VectorOps.Fma(factor, Vector.Load(row + (2 * width)), s2);
                s3 = VectorOps.Fma(factor, Vector.Load(row + (3 * width)), s3);
            }

            s0.Store(product + i);
            s1.Store(product + i + width);
            s2.Store(product + i + (2 * width));
            s3.Store(product + i + (3 * width));
        }

        for (; i < stride; i += width)
        {
            Vector<T> sum = Vector<T>.Zero;
            for (int j = from; j < end; j++)
            {
                sum = VectorOps.Fma(new Vector<T>(v[j]), Vector.Load(work + (j * stride) + i), sum);
            }

            sum.Store(product + i);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store(T* work, int stride, Span<T> values, MatrixView<T> vectors, int exponent)
    {
        int n = values.Length;
        Span<int> order = stackalloc int[Limit];
        for (int i = 0; i < n; i++)
        {
            // Insertion: n is small, and values often come nearly sorted.
            T value = values[i];
            int at = i;
            for (; at > 0 && values[at - 1] > value; at--)
            {
                values[at] = values[at - 1];
                order[at] = order[at - 1];
            }

            values[at] = value;
            order[at] = i;
        }

        (T first, T second) = TridiagonalReduction<T>.Divisors(-exponent);
        for (int column = 0; column < n; column++)
        {
            values[column] = values[column] * first * second;
            T* from = work + (order[column] * stride), to = vectors.Origin + column;
            for (int i = 0; i < n; i++)
            {
                to[i * vectors.Stride] = from[i];
            }
        }
    }
}
