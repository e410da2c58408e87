using Gramian.Numerics;

namespace Gramian.Kernels.Gram;

/// <summary>Represents a kernel in double precision at its points: values, and contractions of its slopes.</summary>
/// <remarks>Safe to share between threads; each brings its own scratch.</remarks>
public abstract class BoundKernel : KernelTiles<double>
{
    /// <summary>Whether <see cref="FillLogarithm"/> stays exact where the kernel itself underflows to 0.</summary>
    public virtual bool KnowsLogarithm => false;

    /// <summary>values[a, b] = ln k(x, y): −∞ where the kernel is 0, NaN where it is negative.</summary>
    /// <remarks>By default the logarithm of the value, which ends where a double does, at k = 5e−324.</remarks>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="values">Receives the logarithms, [tile.Rows, 64].</param>
    /// <param name="scratch">Working memory of this thread.</param>
    public virtual void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
    {
        Fill(tile, values, scratch);
        Numerics.Tiles.TilePass.Map(default(Logarithm), 1, values);
    }

    /// <summary>gradient[j] += Σ weights[a, b] ∂k(x, y)/∂θⱼ over the tile, θ transformed.</summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="weights">The weights, [tile.Rows, 64]; not written.</param>
    /// <param name="gradient">One sum for each hyperparameter of the kernel.</param>
    /// <param name="scratch">Working memory of this thread.</param>
    public abstract void Contract(
        Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch);

    /// <summary>
    /// gradient[a d + j] += Σ weights[a, b] ∂k(x, y)/∂xⱼ over the columns b, x being row tile.Row + a.
    /// </summary>
    /// <param name="tile">Where the tile lies.</param>
    /// <param name="weights">The weights, [tile.Rows, 64]; not written.</param>
    /// <param name="gradient">The sums, [tile.Rows, d] in row-major order.</param>
    /// <param name="scratch">Working memory of this thread.</param>
    /// <exception cref="NotSupportedException">The kernel is not differentiable.</exception>
    public virtual void ContractInputs(
        Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch) =>
        throw new NotSupportedException("This kernel gives no gradient with respect to the points.");
}
