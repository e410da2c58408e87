using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;

namespace Gramian.Kernels.InnerProducts;

/// <summary>Represents the constant kernel: k(x, x′) = σ². A function that is the same everywhere.</summary>
/// <param name="Variance">σ², in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">The variance is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "table 4.1")]
public sealed record Constant(double Variance = 1.0) : ElementaryKernel(Variance)
{
    internal override string Keyword => "constant";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    internal override PairQuantities DeterminedBy => PairQuantities.Either;

    internal override IReadOnlyList<ParameterDefinition> Definitions => [ParameterDefinition.Variance];

    /// <inheritdoc/>
    public override bool IsStationary => true;

    internal override double Ceiling(ReadOnlySpan<double> gaps) => Variance;

    internal override Kernel[] SeparateFactors(int dimension) =>
        [this, .. Enumerable.Repeat(new Constant(), dimension - 1)];

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) => new Bound(Variance);

    /// <inheritdoc/>
    protected internal override KernelTiles<float> BindSingle(PointPairs pairs) => new ConstantTiles<float>(Variance);

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Variance;

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        foreach (double weight in weights)
        {
            gradient[0] += Variance * weight;
        }
    }

    private sealed class Bound(double variance) : TileKernel(new ConstantTiles<double>(variance))
    {
        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            double sum = 0;
            for (int a = 0; a < tile.Rows; a++)
            {
                foreach (double weight in weights.Row(a))
                {
                    sum += weight;
                }
            }

            gradient[0] += variance * sum;
        }

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            // Nothing changes with the points.
        }
    }
}
