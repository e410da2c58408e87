using System.Buffers;
using System.Globalization;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;

namespace Gramian.Kernels.Algebra;

/// <summary>Represents a kernel that sees some coordinates only: k(x[columns], x′[columns]).</summary>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.4")]
public sealed record OnColumns : WrappedKernel
{
    private readonly int[] columns;

    /// <summary>Makes the kernel.</summary>
    /// <param name="inner">The kernel of the chosen coordinates.</param>
    /// <param name="columns">Their numbers, from 0, each at most once, in the order that the kernel sees;
    /// copied.</param>
    /// <exception cref="ArgumentException">There is none, or one comes twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is negative.</exception>
    public OnColumns(Kernel inner, params ReadOnlySpan<int> columns)
        : base(inner)
    {
        if (columns.Length == 0)
        {
            throw new ArgumentException("There must be at least 1 column.", nameof(columns));
        }

        for (int i = 0; i < columns.Length; i++)
        {
            Guard.AtLeast(columns[i], 0, $"columns[{i}]");
            if (columns[..i].Contains(columns[i]))
            {
                throw new ArgumentException($"Each column may come once, but {columns[i]} comes twice.",
                    nameof(columns));
            }
        }

        this.columns = columns.ToArray();
    }

    /// <summary>The numbers of the coordinates, in the order that the kernel sees.</summary>
    public ReadOnlySpan<int> Columns => columns;

    /// <inheritdoc/>
    public override Kernel Resolve(int dimension, double initialLengthscale = 1)
    {
        CheckColumns(dimension);
        return this with { Inner = Inner.Resolve(columns.Length, initialLengthscale) };
    }

    /// <summary>Whether the kernels and the columns are equal.</summary>
    public bool Equals(OnColumns? other) =>
        base.Equals(other) && columns.AsSpan().SequenceEqual(other.columns);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), columns.Length, columns[0]);

    /// <inheritdoc/>
    protected internal override void CheckDimension(int dimension)
    {
        CheckColumns(dimension);
        Inner.CheckDimension(columns.Length);
    }

    /// <inheritdoc/>
    public override bool IsStationary => Inner.IsStationary;

    internal override double Ceiling(ReadOnlySpan<double> gaps) => Inner.Ceiling(Choose(gaps));

    internal override Kernel[]? SeparateFactors(int dimension)
    {
        if (Inner.SeparateFactors(columns.Length) is not { } inner)
        {
            return null;
        }

        var factors = new Kernel[dimension];
        Array.Fill(factors, new InnerProducts.Constant());
        for (int k = 0; k < columns.Length; k++)
        {
            factors[columns[k]] = inner[k];
        }

        return factors;
    }

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) =>
        new Bound(Inner.Bind(pairs.Change(Choose)), columns, pairs.Rows.Dimension);

    /// <inheritdoc/>
    protected internal override KernelTiles<float>? BindSingle(PointPairs pairs) =>
        Inner.BindSingle(pairs.Change(Choose));

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] chosenX = Choose(x);
        double[] chosenY = Choose(y);
        return Inner.EvaluateCore(chosenX, chosenY);
    }

    /// <inheritdoc/>
    protected internal override void FillDiagonalCore(Points points, Span<double> destination) =>
        Inner.FillDiagonalCore(Choose(points), destination);

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient) =>
        Inner.ContractDiagonalCore(Choose(points), weights, gradient);

    /// <inheritdoc/>
    protected internal override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        string numbers = string.Join(", ", columns.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        writer.WritePostfix(Inner, $".on({numbers})");
    }

    private Points Choose(Points points) => points.SelectColumns(columns);

    private double[] Choose(ReadOnlySpan<double> point)
    {
        double[] chosen = new double[columns.Length];
        for (int k = 0; k < chosen.Length; k++)
        {
            chosen[k] = point[columns[k]];
        }

        return chosen;
    }

    private void CheckColumns(int dimension)
    {
        int last = columns.Max();
        if (last >= dimension)
        {
            throw new ArgumentException(
                $"The kernel uses column {last}, so points must have at least {last + 1} coordinates, "
                + $"but they have {dimension}.");
        }
    }

    private sealed class Bound(BoundKernel inner, int[] columns, int dimension) : TileKernel(inner)
    {
        public override bool KnowsLogarithm => inner.KnowsLogarithm;

        public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch) =>
            inner.FillLogarithm(tile, values, scratch);

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch) =>
            inner.Contract(tile, weights, gradient, scratch);

        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            double[] chosen = ArrayPool<double>.Shared.Rent(tile.Rows * columns.Length);
            Span<double> sums = chosen.AsSpan(0, tile.Rows * columns.Length);
            sums.Clear();
            inner.ContractInputs(tile, weights, sums, scratch);
            for (int i = 0; i < sums.Length; i++)
            {
                gradient[(i / columns.Length * dimension) + columns[i % columns.Length]] += sums[i];
            }

            ArrayPool<double>.Shared.Return(chosen);
        }
    }
}
