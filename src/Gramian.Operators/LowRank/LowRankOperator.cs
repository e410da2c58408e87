using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Operators.LowRank;

/// <summary>Represents U Vᵀ, a product of two thin factors.</summary>
/// <remarks>Holds (n + m) r numbers, borrowed; Apply takes Θ((n + m) r k) time.</remarks>
[Paper("harville1997matrix", Where = "ch. 4")]
public sealed class LowRankOperator : LinearOperator, IDiagonal
{
    private readonly Matrix<double> left;    // [n, r]
    private readonly Matrix<double> right;   // [m, r]

    /// <summary>Makes U Vᵀ.</summary>
    /// <param name="left">U, [n, r]; borrowed, not copied.</param>
    /// <param name="right">V, [m, r]; borrowed, not copied. The same object as U makes it positive
    /// semidefinite.</param>
    /// <exception cref="ArgumentException">The factors have different numbers of columns.</exception>
    public LowRankOperator(Matrix<double> left, Matrix<double> right)
        : base(
            Checked(left, right).Rows,
            right.Rows,
            ReferenceEquals(left, right) ? Structure.PositiveSemidefinite : Structure.None) =>
        (this.left, this.right) = (left, right);

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Math.Min(Rows, Columns), nameof(destination));
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = VectorOps.Dot<double>(left.Row(i), right.Row(i));
        }
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> inner = Matrix<double>.Uninitialized(right.Columns, vectors.Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, right, vectors, 0.0, inner, options);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, left, inner, 0.0, destination, options);
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => new LowRankOperator(right, left);

    private static Matrix<double> Checked(Matrix<double> left, Matrix<double> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Columns == right.Columns
            ? left
            : throw new ArgumentException(
                $"Both factors must have {left.Columns} columns, but the right one has {right.Columns}.",
                nameof(right));
    }
}
