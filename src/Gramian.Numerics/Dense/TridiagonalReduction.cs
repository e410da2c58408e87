using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// Q^T A Q = T by Householder reflectors in panels: half of the flops are products with the trailing matrix, the other
// half one GEMM per panel. The matrix is held in its upper triangle, so that the vectors are rows and contiguous.
internal sealed unsafe class TridiagonalReduction<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Panel = 32;
    private const int BackPanel = 96;
    private readonly Matrix<T> work;
    private readonly T[] tau;

    public TridiagonalReduction(MatrixView<T> a, ComputeOptions options)
    {
        DenseGuard.Square(a, nameof(a));
        int n = a.Rows;
        Diagonal = new T[n];
        OffDiagonal = new T[n];
        tau = new T[n];
        work = Matrix<T>.Uninitialized(n, n);
        CopyScaled(a);
        Reduce(options);
    }

    public T[] Diagonal { get; }

    // Element i couples i and i + 1; the last one is zero.
    public T[] OffDiagonal { get; }

    // The matrix was divided by two to this power.
    public int Exponent { get; private set; }

    public void Dispose() => work.Dispose();

    /// <summary>Z ← Q Z.</summary>
    public void ApplyLeft(Matrix<T> z, ComputeOptions options)
    {
        int n = work.Rows, reflectors = n - 1;
        if (reflectors <= 0 || z.Columns == 0)
        {
            return;
        }

        using var lines = Matrix<T>.Uninitialized(BackPanel, n);
        using var product = Matrix<T>.Uninitialized(BackPanel, z.Columns);
        using var factor = Matrix<T>.Uninitialized(BackPanel, BackPanel);
        for (int first = (reflectors - 1) / BackPanel * BackPanel; first >= 0; first -= BackPanel)
        {
            int count = Math.Min(BackPanel, reflectors - first), length = n - first - 1;
            MatrixView<T> v = lines.View.Slice(0, 0, count, length);
            for (int i = 0; i < count; i++)
            {
                Span<T> line = v.Row(i);
                line[..i].Clear();
                line[i] = T.One;
                work.Row(first + i)[(first + i + 2)..].CopyTo(line[(i + 1)..]);
            }

            MatrixView<T> t = factor.View.Slice(0, 0, count, count);
            BlockReflector<T>.FormFactor(v, tau.AsSpan(first, count), t, options);
            BlockReflector<T>.ApplyLeft(
                v, t, Transpose.No, z.View.Slice(first + 1, 0, length, z.Columns),
                product.View.Slice(0, 0, count, z.Columns), options);
        }
    }

    /// <summary>The binary exponent of the largest element of the lower triangle; 0 for zeros.</summary>
    public static int ExponentOf(MatrixView<T> a)
    {
        T largest = T.Zero;
        for (int i = 0; i < a.Rows; i++)
        {
            ReadOnlySpan<T> row = a.Row(i)[..(i + 1)];
            T size = VectorOps.MaxAbs(row);
            if (!T.IsFinite(size))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Every element of 'a' must be finite, but row {i} has one that is not."), nameof(a));
            }

            largest = T.Max(largest, size);
        }

        return largest > T.Zero ? T.ILogB(largest) : 0;
    }

    /// <summary>Two powers of two, both representable, whose product divides by 2 to a power.</summary>
    public static (T First, T Second) Divisors(int exponent)
    {
        int half = exponent / 2;
        return (T.ScaleB(T.One, -half), T.ScaleB(T.One, half - exponent));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyScaled(MatrixView<T> a)
    {
        Exponent = ExponentOf(a);
        (T first, T second) = Divisors(Exponent);
        const int Tile = 32;
        for (int i = 0; i < a.Rows; i += Tile)
        {
            for (int j = 0; j <= i; j += Tile)
            {
                for (int r = i; r < Math.Min(i + Tile, a.Rows); r++)
                {
                    T* row = a.Origin + (r * a.Stride), column = work.Origin + r;
                    for (int c = j; c < Math.Min(j + Tile, r + 1); c++)
                    {
                        column[c * work.Stride] = row[c] * first * second;
                    }
                }
            }
        }
    }

    private void Reduce(ComputeOptions options)
    {
        int n = work.Rows;
        using var vw = Matrix<T>.Uninitialized(2 * Panel, n);
        using var wv = Matrix<T>.Uninitialized(2 * Panel, n);
        int first = 0;
        while (first < n - 1)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Panel, n - 1 - first);
            for (int i = 0; i < count; i++)
            {
                ReduceRow(first, i, vw, wv, options);
            }

            // The trailing matrix from row first + count: A -= V W^T + W V^T, as one product of depth 2 count.
            int rest = first + count, size = n - rest;
            MatrixView<T> left = vw.View.Slice(0, rest, 2 * count, size);
            for (int i = 0; i < count; i++)
            {
                vw.Row(i)[rest..].CopyTo(wv.Row(count + i)[rest..]);
                wv.Row(i)[rest..].CopyTo(vw.Row(count + i)[rest..]);
            }

            MatrixView<T> right = wv.View.Slice(0, rest, 2 * count, size);
            GemmDriver<T>.Multiply(
                new(left.Origin, left.Stride, false), new(right.Origin, right.Stride, false), size, size, 2 * count,
                -T.One, T.One, work.Origin + (rest * work.Stride) + rest, work.Stride, GemmRegion.Upper, options);
            first = rest;
        }

        if (n > 0)
        {
            Diagonal[n - 1] = work[n - 1, n - 1];
        }
    }

    // Row i of the panel is brought up to date, reduced, and its pair (v, w) of the rank-two update is made. Vectors v
    // are rows of vw, vectors w rows of wv, both indexed by the column of the whole matrix.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReduceRow(int first, int i, Matrix<T> vw, Matrix<T> wv, ComputeOptions options)
    {
        int n = work.Rows, row = first + i, tail = row + 1;
        Span<T> line = work.Row(row)[row..];
        for (int p = 0; p < i; p++)
        {
            ReadOnlySpan<T> v = vw.Row(p)[row..], w = wv.Row(p)[row..];
            VectorOps.Axpy(-w[0], v, line);
            VectorOps.Axpy(-v[0], w, line);
        }

        Diagonal[row] = line[0];
        Span<T> x = line[1..];
        tau[row] = Householder.Make(x, out T beta);
        OffDiagonal[row] = beta;
        Span<T> own = vw.Row(i);
        own[..tail].Clear();
        x.CopyTo(own[tail..]);
        own[tail] = T.One;
        Span<T> result = wv.Row(i);
        result[..tail].Clear();
        Span<T> z = result[tail..];
        if (tau[row] == T.Zero)
        {
            z.Clear();
            return;
        }

        Span<T> u = own[tail..];
        Blas.Symv(Triangle.Upper, T.One, work.View.Slice(tail, tail, n - tail, n - tail), u, T.Zero, z, options);
        for (int p = 0; p < i; p++)
        {
            ReadOnlySpan<T> v = vw.Row(p)[tail..], w = wv.Row(p)[tail..];
            T vu = VectorOps.Dot<T>(v, u), wu = VectorOps.Dot<T>(w, u);
            VectorOps.Axpy(-wu, v, z);
            VectorOps.Axpy(-vu, w, z);
        }

        VectorOps.Scale(tau[row], z);
        T half = -tau[row] * VectorOps.Dot<T>(z, u) / (T.One + T.One);
        VectorOps.Axpy(half, u, z);
    }
}
