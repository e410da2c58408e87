using System.Numerics;

namespace Gramian.Numerics.Dense;

/// <summary>Products of dense matrices and solves with triangular ones.</summary>
/// <remarks>
/// T is double or float. Matrices are row-major views of any stride; an output must not share elements with an input.
/// With β = 0 the old output is overwritten without being read. Outputs are bit-identical for any number of threads.
/// Cancelling leaves the output undefined. Warm calls allocate nothing.
/// </remarks>
[Paper("vanzee2015blis")]
public static unsafe partial class Blas
{
    /// <summary>C ← α op(A) op(B) + β C.</summary>
    /// <param name="transposeA">Whether op(A) = Aᵀ.</param>
    /// <param name="transposeB">Whether op(B) = Bᵀ.</param>
    /// <param name="alpha">α; when 0, A and B are not read.</param>
    /// <param name="a">A, such that op(A) is [m, k].</param>
    /// <param name="b">B, such that op(B) is [k, n].</param>
    /// <param name="beta">β.</param>
    /// <param name="c">C, [m, n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or C shares elements with A or B.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Gemm<T>(
        Transpose transposeA, Transpose transposeB, T alpha, MatrixView<T> a, MatrixView<T> b, T beta, MatrixView<T> c,
        ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool ta = transposeA == Transpose.Yes, tb = transposeB == Transpose.Yes;
        int depth = ta ? a.Rows : a.Columns;
        DenseGuard.Shape(a, ta ? depth : c.Rows, ta ? c.Rows : depth, nameof(a));
        DenseGuard.Shape(b, tb ? c.Columns : depth, tb ? depth : c.Columns, nameof(b));
        DenseGuard.Apart(a, c, nameof(a));
        DenseGuard.Apart(b, c, nameof(b));
        options ??= ComputeOptions.Default;
        if (options.OpenBlas is { } library)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            library.Gemm(ta, tb, alpha, a, b, beta, c, depth, options.Threads);
            return;
        }

        GemmDriver<T>.Multiply(
            new(a.Origin, a.Stride, !ta), new(b.Origin, b.Stride, tb), c.Rows, c.Columns, depth, alpha, beta,
            c.Origin, c.Stride, GemmRegion.Full, options);
    }

    /// <summary>C ← α op(A) op(A)ᵀ + β C, on one triangle of C; the other one is neither read nor written.</summary>
    /// <param name="triangle">The triangle of C.</param>
    /// <param name="transpose">Whether op(A) = Aᵀ.</param>
    /// <param name="alpha">α.</param>
    /// <param name="a">A, such that op(A) is [n, k].</param>
    /// <param name="beta">β.</param>
    /// <param name="c">C, [n, n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or C shares elements with A.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Syrk<T>(
        Triangle triangle, Transpose transpose, T alpha, MatrixView<T> a, T beta, MatrixView<T> c,
        ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool ta = transpose == Transpose.Yes;
        DenseGuard.Square(c, nameof(c));
        int depth = ta ? a.Rows : a.Columns;
        DenseGuard.Shape(a, ta ? depth : c.Rows, ta ? c.Rows : depth, nameof(a));
        DenseGuard.Apart(a, c, nameof(a));
        var operand = new GemmOperand<T>(a.Origin, a.Stride, !ta);
        GemmDriver<T>.Multiply(
            operand, operand, c.Rows, c.Rows, depth, alpha, beta, c.Origin, c.Stride,
            triangle == Triangle.Lower ? GemmRegion.Lower : GemmRegion.Upper, options);
    }

    /// <summary>Solves op(A) X = α B (left) or X op(A) = α B (right) with triangular A; X replaces B.</summary>
    /// <param name="side">The side of A.</param>
    /// <param name="triangle">The triangle of A that is read.</param>
    /// <param name="transpose">Whether op(A) = Aᵀ.</param>
    /// <param name="unit">Whether the diagonal is taken as ones.</param>
    /// <param name="alpha">α.</param>
    /// <param name="a">A, square; a zero on its diagonal gives infinities and NaN.</param>
    /// <param name="b">B, overwritten with X.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or B shares elements with A.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Trsm<T>(
        Side side, Triangle triangle, Transpose transpose, UnitDiagonal unit, T alpha, MatrixView<T> a, MatrixView<T> b,
        ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckTriangular(side, a, b);
        new TriangularDriver<T>(side, triangle, transpose, unit, a, b, options).Solve(alpha);
    }

    /// <summary>B ← α op(A) B (left) or α B op(A) (right) with triangular A.</summary>
    /// <param name="side">The side of A.</param>
    /// <param name="triangle">The triangle of A that is read.</param>
    /// <param name="transpose">Whether op(A) = Aᵀ.</param>
    /// <param name="unit">Whether the diagonal is taken as ones.</param>
    /// <param name="alpha">α.</param>
    /// <param name="a">A, square.</param>
    /// <param name="b">B, overwritten with the product.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or B shares elements with A.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Trmm<T>(
        Side side, Triangle triangle, Transpose transpose, UnitDiagonal unit, T alpha, MatrixView<T> a, MatrixView<T> b,
        ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckTriangular(side, a, b);
        new TriangularDriver<T>(side, triangle, transpose, unit, a, b, options).Multiply(alpha);
    }

    private static void CheckTriangular<T>(Side side, MatrixView<T> a, MatrixView<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = side == Side.Left ? b.Rows : b.Columns;
        DenseGuard.Shape(a, size, size, nameof(a));
        DenseGuard.Apart(a, b, nameof(a));
    }
}
