using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents what one coordinate adds to a distance, m(xⱼ, x′ⱼ) / ℓⱼᵖ, one by one and by tiles.</summary>
/// <remarks>Coordinates come multiplied by 1/ℓⱼ, which is also the factor. Implemented by a struct.</remarks>
public interface IMetric
{
    /// <summary>p, the power of the lengthscale.</summary>
    static abstract int Order { get; }

    /// <summary>sum + m(x, y)/ℓᵖ, with the rounding of a tile.</summary>
    /// <param name="x">A coordinate of the first point, multiplied by the factor.</param>
    /// <param name="y">The coordinate of the second point, multiplied by the factor.</param>
    /// <param name="factor">1/ℓ.</param>
    /// <param name="sum">What the coordinates before it gave.</param>
    static abstract double Add(double x, double y, double factor, double sum);

    /// <summary>Whether the distance depends on differences alone, so that both points may be moved together.</summary>
    static abstract bool IsTranslationInvariant { get; }

    /// <summary>tile[a, b] = the distance of point row + a of the rows and point b of the panel.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    static abstract void Fill<T>(
        PackedPoints<T> rows, int row, PackedPoints<T> columns, int panel, MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// Like <see cref="Fill{T}"/> by a faster way, if there is one that is surely within the tolerance; otherwise
    /// returns false.
    /// </summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="rows">The points of the rows.</param>
    /// <param name="row">The first of them.</param>
    /// <param name="columns">The points of the columns, of the same dimension.</param>
    /// <param name="panel">The panel of columns.</param>
    /// <param name="tolerance">The most by which a distance may be off.</param>
    /// <param name="tile">Receives the distances; any number of rows, 64 columns.</param>
    static virtual bool TryFillFast<T>(
        PackedPoints<T> rows,
        int row,
        PackedPoints<T> columns,
        int panel,
        double tolerance,
        MatrixView<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => false;

    /// <summary>sums[j] += Σ weights[a, b] m(xⱼ, yⱼ)/ℓⱼᵖ over the tile.</summary>
    static abstract void AddWeighted(
        PackedPoints<double> rows, int row,
        PackedPoints<double> columns, int panel, MatrixView<double> weights,
        Span<double> sums);

    /// <summary>sums[j] += ½ Σ weights[a, b] ℓⱼ ∂D/∂xⱼ over the tile; a metric with kinks has none.</summary>
    /// <exception cref="NotSupportedException">The metric has kinks.</exception>
    static virtual void AddSlopes(
        PackedPoints<double> rows, int row,
        PackedPoints<double> columns, int panel, MatrixView<double> weights,
        Span<double> sums) =>
        throw new NotSupportedException("The distance has no gradient where coordinates are equal.");
}
