using Gramian.Kernels.Gram;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Waves;

/// <summary>Represents the cosine kernel: a wave of one direction with a random phase.</summary>
/// <remarks>
/// k(x, x′) = σ² cos(2π Σⱼ (xⱼ − x′ⱼ)/pⱼ). The argument is a sum and not a norm: the cosine of a norm is no kernel
/// in more than one dimension.
/// </remarks>
/// <param name="Period">p, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("wilson2013gaussian", Where = "eq. 12")]
public sealed record Cosine(Lengthscales Period, double Variance = 1.0) : ElementaryKernel(Variance)
{
    private static readonly double[] Ones = [1, 1];

    private static readonly ParameterDefinition[] All =
    [
        new LengthscaleParameter<Cosine>("period", static k => k.Period,
            static (k, value) => k with { Period = value }),
        ParameterDefinition.Variance,
    ];

    /// <summary>The kernel with period 1 and variance 1.</summary>
    public Cosine()
        : this(1.0)
    {
    }

    /// <summary>p, in the units of the inputs: one, or one for each coordinate.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Lengthscales Period
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Period));
    }
    = Period ?? throw new ArgumentNullException(nameof(Period));

    /// <inheritdoc/>
    public override bool IsResolved => Period.IsResolved;

    internal override string Keyword => "cosine";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    internal override IReadOnlyList<ParameterDefinition> Definitions => All;

    /// <inheritdoc/>
    public override Kernel Resolve(int dimension, double initialLengthscale = 1) =>
        this with { Period = Period.Resolve(dimension, Guard.Positive(initialLengthscale)) };

    /// <inheritdoc/>
    protected internal override void CheckDimension(int dimension) => Period.CheckDimension(dimension);

    /// <inheritdoc/>
    public override bool IsStationary => true;

    internal override double Ceiling(ReadOnlySpan<double> gaps) => Variance;

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs)
    {
        double[] turns = Period.Reciprocals(pairs.Rows.Dimension);
        for (int k = 0; k < turns.Length; k++)
        {
            turns[k] *= 2 * Math.PI;
        }

        (PackedPoints<double> rows, PackedPoints<double> columns) = Phases(pairs).Pack<double>(Ones, origin: null);
        (PackedPoints<double> turnRows, PackedPoints<double> turnColumns) = pairs.Pack<double>(turns, origin: null);
        var quarterRows = new PackedPoints<double>(Phases(pairs.Rows, isTurned: true).Values, Ones);
        return new Bound(this, rows, columns, quarterRows, turnRows, turnColumns);
    }

    /// <inheritdoc/>
    protected internal override KernelTiles<float> BindSingle(PointPairs pairs)
    {
        (PackedPoints<float> rows, PackedPoints<float> columns) = Phases(pairs).Pack<float>(Ones, origin: null);
        return new InnerProductTiles<float, Linear.Profile>(default, Variance, rows, columns);
    }

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        (double sine, double cosine) = Phase(x);
        (double otherSine, double otherCosine) = Phase(y);
        return Variance * Math.FusedMultiplyAdd(sine, otherSine, cosine * otherCosine);
    }

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            gradient[^1] += weights[i] * EvaluateCore(points.Values.Row(i), points.Values.Row(i));
        }
    }

    private (double Sine, double Cosine) Phase(ReadOnlySpan<double> point)
    {
        double angle = 0;
        for (int k = 0; k < point.Length; k++)
        {
            angle += Circle.Angle(point[k], Period.Reciprocal(k));
        }

        return Math.SinCos(angle);
    }

    private PointPairs Phases(PointPairs pairs) => pairs.Change(points => Phases(points, isTurned: false));

    // (cos θ, sin θ), or a quarter turn further on, (sin θ, −cos θ), whose inner products are sines.
    private Points Phases(Points points, bool isTurned)
    {
        var phases = Matrix<double>.Uninitialized(points.Count, 2);
        for (int i = 0; i < points.Count; i++)
        {
            (double sine, double cosine) = Phase(points.Values.Row(i));
            (phases[i, 0], phases[i, 1]) = isTurned ? (sine, -cosine) : (cosine, sine);
        }

        return new Points(phases);
    }

    // k = σ² u·u′ with u = (cos θ, sin θ), and ∂k/∂ln pⱼ = σ² sin(θ − θ′) 2π (xⱼ − x′ⱼ)/pⱼ.
    private sealed class Bound(
        Cosine kernel,
        PackedPoints<double> rows,
        PackedPoints<double> columns,
        PackedPoints<double> quarterRows,
        PackedPoints<double> turnRows,
        PackedPoints<double> turnColumns)
        : TileKernel(new InnerProductTiles<double, Linear.Profile>(default, kernel.Variance, rows, columns))
    {
        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> values = scratch.Lend(tile.Rows);
            Fill(tile, values, scratch);
            gradient[^1] += TilePass.Dot(weights, values);
            PairTiles.InnerProducts(quarterRows, tile.Row, columns, tile.Panel, values);
            TilePass.Multiply(values, weights);
            int dimension = turnRows.Dimension;
            Span<double> sums = dimension <= 256 ? stackalloc double[dimension] : new double[dimension];
            sums.Clear();
            PairTiles.AddWeightedDifferences(turnRows, tile.Row, turnColumns, tile.Panel, values, sums);
            for (int k = 0; k < dimension; k++)
            {
                gradient[kernel.Period.IsArd ? k : 0] += kernel.Variance * sums[k];
            }

            scratch.Release(mark);
        }

        // ∂k/∂xⱼ = −σ² sin(θ − θ′) 2π/pⱼ.
        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> sines = scratch.Lend(tile.Rows);
            PairTiles.InnerProducts(quarterRows, tile.Row, columns, tile.Panel, sines);
            int dimension = turnRows.Dimension;
            for (int a = 0; a < tile.Rows; a++)
            {
                double sum = TilePass.Dot(sines.Slice(a, 0, 1, Tile.Width), weights.Slice(a, 0, 1, Tile.Width));
                for (int k = 0; k < dimension; k++)
                {
                    gradient[(a * dimension) + k] -=
                        2 * Math.PI * kernel.Variance * kernel.Period.Reciprocal(k) * sum;
                }
            }

            scratch.Release(mark);
        }
    }
}
