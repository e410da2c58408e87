using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Operators.Composition;

/// <summary>Represents the Kronecker product A ⊗ B, never written out.</summary>
/// <remarks>
/// Entry (i p + k, j q + l) is A[i, j] B[k, l], with B of p × q. By (A ⊗ B) vec X = vec(A X Bᵀ), by rows, Apply
/// costs a product with each factor instead of one with n p × m q numbers. More factors are products of products; when
/// all of them are dense, they are applied axis by axis to all vectors at once.
/// </remarks>
[Paper("vanloan2000ubiquitous")]
public sealed class KroneckerOperator : LinearOperator
{
    private readonly LinearOperator left;
    private readonly LinearOperator right;
    private readonly MatrixView<double>[]? dense;   // all factors, when each is a matrix

    /// <summary>Makes A ⊗ B.</summary>
    /// <param name="left">A, [n, m].</param>
    /// <param name="right">B, [p, q].</param>
    /// <exception cref="OverflowException">A side is longer than 2³¹ − 1.</exception>
    public KroneckerOperator(LinearOperator left, LinearOperator right)
        : base(
            checked(NotNull(left).Rows * NotNull(right).Rows),
            checked(left.Columns * right.Columns),
            left.Structure & right.Structure)
    {
        (this.left, this.right) = (left, right);
        dense = Matrices(left) is { } before && Matrices(right) is { } after ? [.. before, .. after] : null;
    }

    /// <summary>Makes F₀ ⊗ F₁ ⊗ … of at least one factor; a single factor is returned as it is.</summary>
    /// <param name="factors">The factors, from the slowest index to the fastest.</param>
    /// <exception cref="ArgumentException">There is no factor.</exception>
    /// <exception cref="OverflowException">A side is longer than 2³¹ − 1.</exception>
    public static LinearOperator Of(params ReadOnlySpan<LinearOperator> factors)
    {
        if (factors.Length == 0)
        {
            throw new ArgumentException("A Kronecker product needs at least one factor.", nameof(factors));
        }

        LinearOperator product = NotNull(factors[0]);
        foreach (LinearOperator factor in factors[1..])
        {
            product = new KroneckerOperator(product, factor);
        }

        return product;
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        if (dense is not null)
        {
            Kronecker.Multiply(dense, vectors, destination, options);
            return;
        }

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

    private static MatrixView<double>[]? Matrices(LinearOperator factor) => factor switch
    {
        DenseOperator matrix => [matrix.Matrix],
        KroneckerOperator product => product.dense,
        _ => null,
    };

    private static LinearOperator NotNull(LinearOperator factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return factor;
    }
}
