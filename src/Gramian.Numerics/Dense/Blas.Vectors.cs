using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

public static unsafe partial class Blas
{
    /// <summary>y ← α op(A) x + β y.</summary>
    /// <param name="transpose">Whether op(A) = Aᵀ.</param>
    /// <param name="alpha">α.</param>
    /// <param name="a">A.</param>
    /// <param name="x">x, as long as op(A) has columns; must not overlap y.</param>
    /// <param name="beta">β; when 0, y is overwritten without being read.</param>
    /// <param name="y">y, as long as op(A) has rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or x overlaps y.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Gemv<T>(
        Transpose transpose, T alpha, MatrixView<T> a, ReadOnlySpan<T> x, T beta, Span<T> y,
        ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool transposed = transpose == Transpose.Yes;
        Guard.Length(x.Length, transposed ? a.Rows : a.Columns, nameof(x));
        Guard.Length(y.Length, transposed ? a.Columns : a.Rows, nameof(y));
        CheckApart(x, y);
        fixed (T* px = x, py = y)
        {
            GemvWork<T>.Multiply(a, transposed, alpha, px, beta, py, options);
        }
    }

    /// <summary>y ← α A x + β y with symmetric A, of which one triangle is read.</summary>
    /// <param name="triangle">The triangle of A that is read.</param>
    /// <param name="alpha">α.</param>
    /// <param name="a">A, [n, n].</param>
    /// <param name="x">x, of length n; must not overlap y.</param>
    /// <param name="beta">β; when 0, y is overwritten without being read.</param>
    /// <param name="y">y, of length n.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or x overlaps y.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Symv<T>(
        Triangle triangle, T alpha, MatrixView<T> a, ReadOnlySpan<T> x, T beta, Span<T> y,
        ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(a, nameof(a));
        Guard.Length(x.Length, a.Rows, nameof(x));
        Guard.Length(y.Length, a.Rows, nameof(y));
        CheckApart(x, y);
        fixed (T* px = x, py = y)
        {
            SymvWork<T>.Multiply(a.Origin, a.Stride, a.Rows, triangle == Triangle.Lower, alpha, px, beta, py, options);
        }
    }

    /// <summary>Solves op(A) x = b with triangular A; x replaces b.</summary>
    /// <param name="triangle">The triangle of A that is read.</param>
    /// <param name="transpose">Whether op(A) = Aᵀ.</param>
    /// <param name="unit">Whether the diagonal is taken as ones.</param>
    /// <param name="a">A, [n, n]; a zero on its diagonal gives infinities and NaN.</param>
    /// <param name="x">b, overwritten with x.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Trsv<T>(
        Triangle triangle, Transpose transpose, UnitDiagonal unit, MatrixView<T> a, Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DenseGuard.Square(a, nameof(a));
        Guard.Length(x.Length, a.Rows, nameof(x));
        bool forward = (triangle == Triangle.Lower) != (transpose == Transpose.Yes);
        int n = a.Rows;
        for (int step = 0; step < n; step++)
        {
            int i = forward ? step : n - 1 - step;
            ReadOnlySpan<T> row = triangle == Triangle.Lower ? a.Row(i)[..i] : a.Row(i)[(i + 1)..];
            Span<T> others = triangle == Triangle.Lower ? x[..i] : x[(i + 1)..];
            if (transpose == Transpose.No)
            {
                x[i] -= VectorOps.Dot(row, others);
                x[i] = unit == UnitDiagonal.Yes ? x[i] : x[i] / a[i, i];
            }
            else
            {
                x[i] = unit == UnitDiagonal.Yes ? x[i] : x[i] / a[i, i];
                VectorOps.Axpy(-x[i], row, others);
            }
        }
    }

    /// <summary>A ← A + α x yᵀ.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="x">x, as long as A has rows.</param>
    /// <param name="y">y, as long as A has columns.</param>
    /// <param name="a">A.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Ger<T>(
        T alpha, ReadOnlySpan<T> x, ReadOnlySpan<T> y, MatrixView<T> a, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Length(x.Length, a.Rows, nameof(x));
        Guard.Length(y.Length, a.Columns, nameof(y));
        fixed (T* px = x, py = y)
        {
            var work = new GerWork<T> { A = a, X = px, Y = py, Alpha = alpha };
            WorkerTeam.Run(ref work, work.Blocks, a.Count < 32768 ? Parallelism.Serial : options);
        }
    }

    private static void CheckApart<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        if (x.Overlaps(y))
        {
            throw new ArgumentException("The input 'x' must not overlap the output 'y'.", nameof(x));
        }
    }
}
