using Gramian.Numerics;

namespace Gramian.Operators;

/// <summary>Represents the identity. Holds nothing; Apply copies.</summary>
/// <param name="size">n, at least 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
[HouseExemption("paper", "The definition of the identity needs no source.")]
public sealed class IdentityOperator(int size)
    : LinearOperator(size, size, Structure.Diagonal | Structure.PositiveDefinite), IDiagonal
{
    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        destination.Fill(1);
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options) =>
        vectors.CopyTo(destination);

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => this;
}
