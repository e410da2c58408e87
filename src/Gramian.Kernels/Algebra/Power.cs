using System.Globalization;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Algebra;

/// <summary>Represents a power of a kernel: kᵖ, a kernel for every whole p.</summary>
/// <param name="Inner">The base, k.</param>
/// <param name="Exponent">p, from 1 to 64.</param>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.4")]
public sealed record Power(Kernel Inner, int Exponent) : WrappedKernel(Inner)
{
    /// <summary>The largest exponent.</summary>
    public const int MaximumExponent = 64;

    /// <summary>p, from 1 to 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 or more than 64.</exception>
    public int Exponent
    {
        get;
        init => field = (int)Guard.InRange(value, 1, MaximumExponent, nameof(Exponent));
    }
    = (int)Guard.InRange(Exponent, 1, MaximumExponent);

    /// <inheritdoc/>
    public override bool IsStationary => Inner.IsStationary;

    internal override PairQuantities DeterminedBy => Inner.DeterminedBy;

    internal override double Ceiling(ReadOnlySpan<double> gaps) =>
        new WholePower(Exponent).Invoke((ScalarDouble)Inner.Ceiling(gaps)).Value;

    internal override Kernel[]? SeparateFactors(int dimension) =>
        Inner.SeparateFactors(dimension) is { } factors ? [.. factors.Select(factor => factor.Pow(Exponent))] : null;

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) => new Bound(Inner.Bind(pairs), Exponent);

    /// <inheritdoc/>
    protected internal override KernelTiles<float>? BindSingle(PointPairs pairs) =>
        Inner.BindSingle(pairs) is { } inner
            ? new FunctionTiles<float, WholePower>(new WholePower(Exponent), 1, inner)
            : null;

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        new WholePower(Exponent).Invoke((ScalarDouble)Inner.EvaluateCore(x, y)).Value;

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        double[] scaled = new double[weights.Length];
        Inner.FillDiagonalCore(points, scaled);
        for (int i = 0; i < scaled.Length; i++)
        {
            var result = new WholePower(Exponent).Invoke(Dual<ScalarDouble>.Variable(scaled[i]));
            scaled[i] = weights[i] * result.Derivative.Value;
        }

        Inner.ContractDiagonalCore(points, scaled, gradient);
    }

    /// <inheritdoc/>
    protected internal override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePostfix(Inner, string.Create(CultureInfo.InvariantCulture, $"^{Exponent}"));
    }

    private sealed class Bound(BoundKernel inner, int exponent)
        : TileKernel(new FunctionTiles<double, WholePower>(new WholePower(exponent), 1, inner))
    {
        public override bool KnowsLogarithm => inner.KnowsLogarithm;

        // An even power of a negative value is positive, so that only a kernel that knows its logarithm is asked.
        public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            if (!KnowsLogarithm)
            {
                base.FillLogarithm(tile, values, scratch);
                return;
            }

            inner.FillLogarithm(tile, values, scratch);
            TilePass.Map(new WholePower(1), exponent, values);
        }

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            inner.Contract(tile, Slopes(tile, weights, scratch), gradient, scratch);
            scratch.Release(mark);
        }

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            inner.ContractInputs(tile, Slopes(tile, weights, scratch), gradient, scratch);
            scratch.Release(mark);
        }

        // The weights times p kᵖ⁻¹, in a tile that is lent until the caller releases it.
        private MatrixView<double> Slopes(Tile tile, MatrixView<double> weights, TileScratch scratch)
        {
            MatrixView<double> slopes = scratch.Lend(tile.Rows);
            inner.Fill(tile, slopes, scratch);
            TilePass.MapSlope(new WholePower(exponent), weights, slopes);
            return slopes;
        }
    }
}
