using Gramian.Numerics;

namespace Gramian.Operators.Composition;

/// <summary>Represents A B. Apply takes the time of both and one block of vectors.</summary>
[HouseExemption("paper", "The definition of a product needs no source.")]
public sealed class ProductOperator : LinearOperator
{
    private readonly LinearOperator left;
    private readonly LinearOperator right;

    /// <summary>Makes A B.</summary>
    /// <param name="left">A, [n, r].</param>
    /// <param name="right">B, [r, m].</param>
    /// <exception cref="ArgumentException">The columns of A are not the rows of B.</exception>
    public ProductOperator(LinearOperator left, LinearOperator right)
        : base(
            Checked(left, right).Rows,
            right.Columns,
            left.Structure & right.Structure & Structure.Diagonal) => (this.left, this.right) = (left, right);

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> inner = Matrix<double>.Uninitialized(right.Rows, vectors.Columns);
        right.Apply(vectors, inner, options);
        left.Apply(inner, destination, options);
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => new ProductOperator(right.Transposed, left.Transposed);

    private static LinearOperator Checked(LinearOperator left, LinearOperator right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Columns == right.Rows
            ? left
            : throw new ArgumentException(
                $"The left factor has {left.Columns} columns, so the right one must have {left.Columns} rows, "
                + $"but it has {right.Rows}.", nameof(right));
    }
}
