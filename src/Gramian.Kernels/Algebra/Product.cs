using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Algebra;

/// <summary>Represents the product of kernels: k = k₁ · k₂ · …</summary>
/// <remarks>
/// Only the product of the variances matters, so the variance of every elementary factor after the first is fixed for
/// a search.
/// </remarks>
/// <param name="Parts">The factors, at least 2.</param>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.4")]
public sealed record Product(KernelList Parts) : CompositeKernel(Parts)
{
    /// <summary>Multiplies two kernels; products within them are opened.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    public static Product Of(Kernel left, Kernel right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        IEnumerable<Kernel> first = left is Product a ? a.Parts : [left];
        IEnumerable<Kernel> second = right is Product b ? b.Parts : [right];
        return new Product(new KernelList([.. first, .. second]));
    }

    /// <inheritdoc/>
    private protected override Hyperparameter DescribePart(int part, Hyperparameter own) =>
        part > 0 && Parts[part] is ElementaryKernel && own.Name == ParameterDefinition.VarianceName
            ? own with { Fixed = true }
            : own;

    /// <inheritdoc/>
    public override bool IsStationary => Parts.All(part => part.IsStationary);

    internal override PairQuantities DeterminedBy =>
        Parts.Aggregate(PairQuantities.Either, (all, part) => all & part.DeterminedBy);

    internal override double Ceiling(ReadOnlySpan<double> gaps)
    {
        double product = 1;
        foreach (Kernel part in Parts)
        {
            product *= part.Ceiling(gaps);
        }

        return product;
    }

    internal override Kernel[]? SeparateFactors(int dimension)
    {
        Kernel[]? product = null;
        foreach (Kernel part in Parts)
        {
            if (part.SeparateFactors(dimension) is not { } factors)
            {
                return null;
            }

            product = product is null ? factors : [.. product.Zip(factors, Of)];
        }

        return product;
    }

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) => new Bound(BoundPart.All(Parts, pairs));

    /// <inheritdoc/>
    protected internal override KernelTiles<float>? BindSingle(PointPairs pairs) =>
        BoundPart.AllSingle(Parts, pairs) is { } parts ? new ProductTiles<float>(parts) : null;

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double product = Parts[0].EvaluateCore(x, y);
        for (int i = 1; i < Parts.Count; i++)
        {
            product *= Parts[i].EvaluateCore(x, y);
        }

        return product;
    }

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        var diagonals = new double[Parts.Count][];
        for (int i = 0; i < diagonals.Length; i++)
        {
            diagonals[i] = new double[weights.Length];
            Parts[i].FillDiagonalCore(points, diagonals[i]);
        }

        double[] others = new double[weights.Length];
        for (int i = 0; i < diagonals.Length; i++)
        {
            weights.CopyTo(others);
            for (int j = 0; j < diagonals.Length; j++)
            {
                for (int k = 0; j != i && k < others.Length; k++)
                {
                    others[k] *= diagonals[j][k];
                }
            }

            int count = Parts[i].HyperparameterCount;
            Parts[i].ContractDiagonalCore(points, others, gradient[..count]);
            gradient = gradient[count..];
        }
    }

    /// <inheritdoc/>
    protected internal override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteChain(Parts, " * ", Binding.Product);
    }

    private sealed class Bound(BoundPart[] parts) : TileKernel(new ProductTiles<double>(BoundPart.Tiles(parts)))
    {
        public override bool KnowsLogarithm => BoundPart.KnowLogarithms(parts);

        // A product of two negative values is positive, so that only kernels that know theirs are asked.
        public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            if (!KnowsLogarithm)
            {
                base.FillLogarithm(tile, values, scratch);
                return;
            }

            int mark = scratch.Mark;
            MatrixView<double> factor = scratch.Lend(tile.Rows);
            parts[0].Kernel.FillLogarithm(tile, values, scratch);
            for (int i = 1; i < parts.Length; i++)
            {
                parts[i].Kernel.FillLogarithm(tile, factor, scratch);
                TilePass.AddScaled(values, 1, factor);
            }

            scratch.Release(mark);
        }

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> others = scratch.Lend(tile.Rows);
            for (int i = 0; i < parts.Length; i++)
            {
                FillOthers(i, tile, weights, others, scratch);
                parts[i].Kernel.Contract(tile, others, gradient[parts[i].Hyperparameters], scratch);
            }

            scratch.Release(mark);
        }

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> others = scratch.Lend(tile.Rows);
            for (int i = 0; i < parts.Length; i++)
            {
                FillOthers(i, tile, weights, others, scratch);
                parts[i].Kernel.ContractInputs(tile, others, gradient, scratch);
            }

            scratch.Release(mark);
        }

        // The weights times every factor but one.
        private void FillOthers(
            int part, Tile tile, MatrixView<double> weights, MatrixView<double> others, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> factor = scratch.Lend(tile.Rows);
            weights.CopyTo(others);
            for (int j = 0; j < parts.Length; j++)
            {
                if (j != part)
                {
                    parts[j].Kernel.Fill(tile, factor, scratch);
                    TilePass.Multiply(others, factor);
                }
            }

            scratch.Release(mark);
        }
    }
}
