using Gramian.Operators.LowRank;

namespace Gramian.Operators.Composition;

/// <summary>Sums, multiples and products of operators, by structure.</summary>
public static class OperatorAlgebra
{
    /// <summary>A + B.</summary>
    /// <param name="left">A.</param>
    /// <param name="right">B, of the shape of A.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static LinearOperator Plus(this LinearOperator left, LinearOperator right) =>
        new SumOperator(1, left, 1, right);

    /// <summary>c A.</summary>
    /// <param name="source">A.</param>
    /// <param name="factor">c, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is NaN or infinite.</exception>
    public static LinearOperator Times(this LinearOperator source, double factor) =>
        new ScaledOperator(factor, source);

    /// <summary>A B.</summary>
    /// <param name="left">A.</param>
    /// <param name="right">B, with as many rows as A has columns.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static LinearOperator Times(this LinearOperator left, LinearOperator right) =>
        new ProductOperator(left, right);

    /// <summary>A + c I.</summary>
    /// <param name="source">A, square.</param>
    /// <param name="value">c, finite.</param>
    /// <exception cref="ArgumentException">The operator is not square.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static LinearOperator PlusDiagonal(this LinearOperator source, double value)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new SumOperator(1, source, value, new IdentityOperator(source.Rows));
    }

    /// <summary>A + D.</summary>
    /// <param name="source">A, square.</param>
    /// <param name="diagonal">D, [n].</param>
    /// <exception cref="ArgumentException">The operator is not n × n, or an entry is not finite.</exception>
    public static LinearOperator PlusDiagonal(this LinearOperator source, ReadOnlySpan<double> diagonal) =>
        new SumOperator(1, source, 1, new DiagonalOperator(diagonal));

    /// <summary>D + U Uᵀ.</summary>
    /// <param name="diagonal">D, [n].</param>
    /// <param name="factor">U, [n, r]; borrowed.</param>
    /// <exception cref="ArgumentException">The sizes differ, or an entry is not finite.</exception>
    public static LinearOperator DiagonalPlusLowRank(
        ReadOnlySpan<double> diagonal, Numerics.Matrix<double> factor) =>
        new SumOperator(1, new DiagonalOperator(diagonal), 1, new LowRankOperator(factor, factor));
}
