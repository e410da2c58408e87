using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;

namespace Gramian.Kernels.InnerProducts;

/// <summary>Represents white noise: k = σ² for one observation with itself, 0 for two observations.</summary>
/// <remarks>
/// A Gram matrix gets σ² on its diagonal, and nothing off it even where two rows have equal coordinates; a
/// cross-Gram matrix gets nothing. <see cref="Kernel.Evaluate"/> counts equal coordinates as one observation.
/// </remarks>
/// <param name="Variance">σ², in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">The variance is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.4")]
public sealed record White(double Variance = 1.0) : ElementaryKernel(Variance)
{
    internal override string Keyword => "white";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    internal override IReadOnlyList<ParameterDefinition> Definitions => [ParameterDefinition.Variance];

    /// <inheritdoc/>
    public override bool IsStationary => true;

    internal override double Ceiling(ReadOnlySpan<double> gaps) => gaps.ContainsAnyExcept(0) ? 0 : Variance;

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) => new Bound(Variance, pairs.SamePoints);

    /// <inheritdoc/>
    protected internal override KernelTiles<float> BindSingle(PointPairs pairs) =>
        new WhiteTiles<float>(Variance, pairs.SamePoints);

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        x.SequenceEqual(y) ? Variance : 0;

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        foreach (double weight in weights)
        {
            gradient[0] += Variance * weight;
        }
    }

    private sealed class Bound(double variance, bool samePoints)
        : TileKernel(new WhiteTiles<double>(variance, samePoints))
    {
        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            for (int a = 0; samePoints && a < tile.Rows; a++)
            {
                int column = tile.Row + a - tile.Column;
                if ((uint)column < Tile.Width)
                {
                    gradient[0] += variance * weights[a, column];
                }
            }
        }

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            // Nothing changes with the points.
        }
    }
}
