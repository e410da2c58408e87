using Gramian.Numerics;

namespace Gramian.Operators;

/// <summary>Represents a diagonal matrix. Holds n numbers; Apply takes Θ(n k) time.</summary>
[HouseExemption("paper", "The definition of a diagonal matrix needs no source.")]
public sealed class DiagonalOperator : LinearOperator, IDiagonal
{
    private readonly double[] diagonal;   // [n]

    /// <summary>Makes a diagonal matrix; its definiteness follows from the signs of the entries.</summary>
    /// <param name="diagonal">The diagonal, [n]; copied.</param>
    /// <exception cref="ArgumentException">An entry is NaN or infinite.</exception>
    public DiagonalOperator(ReadOnlySpan<double> diagonal)
        : base(diagonal.Length, diagonal.Length, StructureOf(diagonal)) => this.diagonal = diagonal.ToArray();

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        diagonal.CopyTo(destination);
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<double> source = vectors.Row(i);
            Span<double> product = destination.Row(i);
            for (int k = 0; k < source.Length; k++)
            {
                product[k] = diagonal[i] * source[k];
            }
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed() => this;

    private static Structure StructureOf(ReadOnlySpan<double> diagonal)
    {
        Guard.AllFinite(diagonal, nameof(diagonal));
        Structure structure = Structure.Diagonal | Structure.PositiveDefinite;
        foreach (double entry in diagonal)
        {
            structure &= entry > 0 ? Structure.Diagonal | Structure.PositiveDefinite
                : entry == 0 ? Structure.Diagonal | Structure.PositiveSemidefinite
                : Structure.Diagonal | Structure.Symmetric;
        }

        return structure;
    }
}
