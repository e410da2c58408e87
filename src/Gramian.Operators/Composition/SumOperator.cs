using Gramian.Numerics;

namespace Gramian.Operators.Composition;

/// <summary>Represents a A + b B. Apply takes the time of both and one block of vectors.</summary>
/// <remarks>With D diagonal and U Uᵀ of low rank it is the form of every inducing-point Gram matrix.</remarks>
[HouseExemption("paper", "The definition of a sum needs no source.")]
public sealed class SumOperator : LinearOperator
{
    private readonly double leftFactor;
    private readonly LinearOperator left;
    private readonly double rightFactor;
    private readonly LinearOperator right;

    /// <summary>Makes a A + b B.</summary>
    /// <param name="leftFactor">a, finite.</param>
    /// <param name="left">A.</param>
    /// <param name="rightFactor">b, finite.</param>
    /// <param name="right">B, of the shape of A.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A factor is NaN or infinite.</exception>
    public SumOperator(double leftFactor, LinearOperator left, double rightFactor, LinearOperator right)
        : base(
            Checked(left, right).Rows,
            left.Columns,
            StructureRules.Sum(
                StructureRules.Scale(left.Structure, Guard.Finite(leftFactor)),
                StructureRules.Scale(right.Structure, Guard.Finite(rightFactor)))) =>
        (this.leftFactor, this.left, this.rightFactor, this.right) = (leftFactor, left, rightFactor, right);

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        using Matrix<double> other = Matrix<double>.Uninitialized(Rows, vectors.Columns);
        left.Apply(vectors, destination, options);
        right.Apply(vectors, other, options);
        for (int i = 0; i < Rows; i++)
        {
            Span<double> sum = destination.Row(i);
            ReadOnlySpan<double> term = other.Row(i);
            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] = (leftFactor * sum[k]) + (rightFactor * term[k]);
            }
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() =>
        new SumOperator(leftFactor, left.Transposed, rightFactor, right.Transposed);

    private static LinearOperator Checked(LinearOperator left, LinearOperator right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Rows == right.Rows && left.Columns == right.Columns
            ? left
            : throw new ArgumentException(
                $"Both terms must be {left.Rows} x {left.Columns}, "
                + $"but the right one is {right.Rows} x {right.Columns}.",
                nameof(right));
    }
}
