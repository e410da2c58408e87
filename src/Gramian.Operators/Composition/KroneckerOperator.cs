using Gramian.Numerics;

namespace Gramian.Operators.Composition;

/// <summary>Represents the Kronecker product A ⊗ B, never written out.</summary>
/// <remarks>
/// Entry (i p + k, j q + l) is A[i, j] B[k, l], with B of p × q. By (A ⊗ B) vec X = vec(A X Bᵀ), by rows, Apply
/// costs a product with each factor instead of one with n p × m q numbers.
/// </remarks>
[Paper("vanloan2000ubiquitous")]
public sealed class KroneckerOperator : LinearOperator
{
    private readonly LinearOperator left;
    private readonly LinearOperator right;

    /// <summary>Makes A ⊗ B.</summary>
    /// <param name="left">A, [n, m].</param>
    /// <param name="right">B, [p, q].</param>
    /// <exception cref="OverflowException">A side is longer than 2³¹ − 1.</exception>
    public KroneckerOperator(LinearOperator left, LinearOperator right)
        : base(
            checked(NotNull(left).Rows * NotNull(right).Rows),
            checked(left.Columns * right.Columns),
            left.Structure & right.Structure) => (this.left, this.right) = (left, right);

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> stacked = Matrix<double>.Uninitialized(right.Columns, left.Columns);
        using Matrix<double> half = Matrix<double>.Uninitialized(right.Rows, left.Columns);
        using Matrix<double> turned = Matrix<double>.Uninitialized(left.Columns, right.Rows);
        using Matrix<double> result = Matrix<double>.Uninitialized(left.Rows, right.Rows);
        for (int k = 0; k < vectors.Columns; k++)
        {
            for (int row = 0; row < vectors.Rows; row++)
            {
                stacked[row % right.Columns, row / right.Columns] = vectors[row, k];
            }

            right.Apply(stacked, half, options);
            for (int i = 0; i < turned.Rows; i++)
            {
                for (int j = 0; j < turned.Columns; j++)
                {
                    turned[i, j] = half[j, i];
                }
            }

            left.Apply(turned, result, options);
            for (int row = 0; row < destination.Rows; row++)
            {
                destination[row, k] = result[row / right.Rows, row % right.Rows];
            }
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => new KroneckerOperator(left.Transposed, right.Transposed);

    private static LinearOperator NotNull(LinearOperator factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return factor;
    }
}
