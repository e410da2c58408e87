using Gramian.Numerics;

namespace Gramian.Operators.Composition;

/// <summary>Represents c A. Apply takes the time of A.</summary>
[HouseExemption("paper", "The definition of a multiple needs no source.")]
public sealed class ScaledOperator : LinearOperator
{
    private readonly double factor;
    private readonly LinearOperator source;

    /// <summary>Makes c A.</summary>
    /// <param name="factor">c, finite.</param>
    /// <param name="source">A.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is NaN or infinite.</exception>
    public ScaledOperator(double factor, LinearOperator source)
        : base(
            NotNull(source).Rows, source.Columns, StructureRules.Scale(source.Structure, Guard.Finite(factor))) =>
        (this.factor, this.source) = (factor, source);

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        source.Apply(vectors, destination, options);
        for (int i = 0; i < Rows; i++)
        {
            foreach (ref double value in destination.Row(i))
            {
                value *= factor;
            }
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => new ScaledOperator(factor, source.Transposed);

    private static LinearOperator NotNull(LinearOperator source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source;
    }
}
