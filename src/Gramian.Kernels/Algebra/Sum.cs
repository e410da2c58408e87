using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;

namespace Gramian.Kernels.Algebra;

/// <summary>Represents the sum of kernels: k = k₁ + k₂ + …</summary>
/// <param name="Parts">The terms, at least 2.</param>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.4")]
public sealed record Sum(KernelList Parts) : CompositeKernel(Parts)
{
    /// <summary>Adds two kernels; sums within them are opened.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    public static Sum Of(Kernel left, Kernel right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        IEnumerable<Kernel> first = left is Sum a ? a.Parts : [left];
        IEnumerable<Kernel> second = right is Sum b ? b.Parts : [right];
        return new Sum(new KernelList([.. first, .. second]));
    }

    /// <inheritdoc/>
    public override Spectra.ISpectralDensity? Spectrum(int dimension) =>
        Spectra.SumSpectrum.Of([.. Parts.Select(part => part.Spectrum(dimension))]);

    /// <inheritdoc/>
    public override bool IsStationary => Parts.All(part => part.IsStationary);

    internal override PairQuantities DeterminedBy =>
        Parts.Aggregate(PairQuantities.Either, (all, part) => all & part.DeterminedBy);

    internal override double Ceiling(ReadOnlySpan<double> gaps)
    {
        double sum = 0;
        foreach (Kernel part in Parts)
        {
            sum += part.Ceiling(gaps);
        }

        return sum;
    }

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) => new Bound(BoundPart.All(Parts, pairs));

    /// <inheritdoc/>
    protected internal override KernelTiles<float>? BindSingle(PointPairs pairs) =>
        BoundPart.AllSingle(Parts, pairs) is { } parts ? new SumTiles<float>(parts) : null;

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = Parts[0].EvaluateCore(x, y);
        for (int i = 1; i < Parts.Count; i++)
        {
            sum += Parts[i].EvaluateCore(x, y);
        }

        return sum;
    }

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        foreach (Kernel part in Parts)
        {
            part.ContractDiagonalCore(points, weights, gradient[..part.HyperparameterCount]);
            gradient = gradient[part.HyperparameterCount..];
        }
    }

    /// <inheritdoc/>
    protected internal override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteChain(Parts, " + ", Binding.Sum);
    }

    private sealed class Bound(BoundPart[] parts) : TileKernel(new SumTiles<double>(BoundPart.Tiles(parts)))
    {
        public override bool KnowsLogarithm => BoundPart.KnowLogarithms(parts);

        // ln(eᵃ + eᵇ), term after term.
        public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            if (!KnowsLogarithm)
            {
                base.FillLogarithm(tile, values, scratch);
                return;
            }

            int mark = scratch.Mark;
            MatrixView<double> term = scratch.Lend(tile.Rows);
            parts[0].Kernel.FillLogarithm(tile, values, scratch);
            for (int i = 1; i < parts.Length; i++)
            {
                parts[i].Kernel.FillLogarithm(tile, term, scratch);
                Numerics.Tiles.TileReductions.AddExponents(values, term);
            }

            scratch.Release(mark);
        }

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            foreach (BoundPart part in parts)
            {
                part.Kernel.Contract(tile, weights, gradient[part.Hyperparameters], scratch);
            }
        }

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            foreach (BoundPart part in parts)
            {
                part.Kernel.ContractInputs(tile, weights, gradient, scratch);
            }
        }
    }
}
