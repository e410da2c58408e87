using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Waves;

/// <summary>Represents the periodic kernel: a squared exponential on circles.</summary>
/// <remarks>
/// k(x, x′) = σ² exp(−2 Σⱼ sin²(π (xⱼ − x′ⱼ)/p)/ℓⱼ²). The lengthscale is squared and the factor is 2, as by MacKay
/// and in scikit-learn's ExpSineSquared; libraries that divide by ℓ have ours at ℓ = √λ.
/// </remarks>
/// <param name="Period">p, in the units of the inputs; positive and finite.</param>
/// <param name="Lengthscale">ℓ, a pure number: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "eq. 4.31")]
public sealed record Periodic(double Period, Lengthscales Lengthscale, double Variance = 1.0)
    : ElementaryKernel(Variance)
{
    private static readonly ParameterDefinition[] All =
    [
        new ScalarParameter<Periodic>(
            "period", 1, static k => k.Period, static (k, value) => k with { Period = value }),
        new LengthscaleParameter<Periodic>(
            "lengthscale", static k => k.Lengthscale, static (k, value) => k with { Lengthscale = value }),
        ParameterDefinition.Variance,
    ];

    /// <summary>The kernel with period 1, lengthscale 1 and variance 1.</summary>
    public Periodic()
        : this(1.0, 1.0)
    {
    }

    /// <summary>p, in the units of the inputs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Period { get; init => field = Guard.Positive(value, nameof(Period)); } = Guard.Positive(Period);

    /// <summary>ℓ, a pure number: one, or one for each coordinate.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Lengthscales Lengthscale
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Lengthscale));
    }
    = Lengthscale ?? throw new ArgumentNullException(nameof(Lengthscale));

    /// <inheritdoc/>
    public override bool IsResolved => Lengthscale.IsResolved;

    internal override string Keyword => "periodic";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    internal override IReadOnlyList<ParameterDefinition> Definitions => All;

    /// <inheritdoc/>
    public override Kernel Resolve(int dimension, double initialLengthscale = 1) =>
        this with { Lengthscale = Lengthscale.Resolve(dimension, Guard.Positive(initialLengthscale)) };

    /// <inheritdoc/>
    protected internal override void CheckDimension(int dimension) => Lengthscale.CheckDimension(dimension);

    /// <inheritdoc/>
    public override bool IsStationary => true;

    internal override double Ceiling(ReadOnlySpan<double> gaps) => Variance;

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs)
    {
        (PackedPoints<double> rows, PackedPoints<double> columns) =
            Circles(pairs).Pack<double>(CircleFactors(pairs), origin: null);
        double[] turns = new double[pairs.Rows.Dimension];
        Array.Fill(turns, 2 * Math.PI / Period);
        (PackedPoints<double> turnRows, PackedPoints<double> turnColumns) = pairs.Pack<double>(turns, origin: null);
        return new Bound(this, rows, columns, turnRows, turnColumns);
    }

    /// <inheritdoc/>
    protected internal override KernelTiles<float> BindSingle(PointPairs pairs)
    {
        (PackedPoints<float> rows, PackedPoints<float> columns) =
            Circles(pairs).Pack<float>(CircleFactors(pairs), origin: null);
        return new DistanceTiles<float, ExponentialDecay, EuclideanMetric>(
            default, Variance, tolerance: 0, rows, columns);
    }

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] first = new double[2 * x.Length];
        double[] second = new double[2 * x.Length];
        Circle.Fill(x, _ => 1 / Period, first);
        Circle.Fill(y, _ => 1 / Period, second);
        double squared = 0;
        for (int k = 0; k < first.Length; k++)
        {
            double factor = Rbf.RootScale * Lengthscale.Reciprocal(k / 2);
            double difference = (first[k] * factor) - (second[k] * factor);
            squared = Math.FusedMultiplyAdd(difference, difference, squared);
        }

        return Variance * default(ExponentialDecay).Invoke((ScalarDouble)squared).Value;
    }

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        foreach (double weight in weights)
        {
            gradient[^1] += Variance * weight;
        }
    }

    private PointPairs Circles(PointPairs pairs) =>
        pairs.Change(points => new Points(Circle.Points(points, _ => 1 / Period)));

    private double[] CircleFactors(PointPairs pairs)
    {
        double[] factors = Circle.Twice(Lengthscale.Reciprocals(pairs.Rows.Dimension));
        for (int k = 0; k < factors.Length; k++)
        {
            factors[k] *= Rbf.RootScale;
        }

        return factors;
    }

    // With r² = Σⱼ ‖uⱼ − u′ⱼ‖²/ℓⱼ² and κ′ the slope in r²: ∂k/∂ln ℓⱼ = −2 σ² κ′ ‖uⱼ − u′ⱼ‖²/ℓⱼ², and
    // ∂k/∂ln p = −2 σ² κ′ Σⱼ δⱼ sin δⱼ/ℓⱼ², δ = 2π(x − x′)/p with its whole turns. The circles carry the square root of
    // the number that makes r² an exponent of 2, so that it drops out of κ′ times a distance.
    private sealed class Bound(
        Periodic kernel,
        PackedPoints<double> rows,
        PackedPoints<double> columns,
        PackedPoints<double> turnRows,
        PackedPoints<double> turnColumns)
        : TileKernel(new DistanceTiles<double, ExponentialDecay, EuclideanMetric>(
            default, kernel.Variance, 1e-12 / BinaryExponent.Ln2, rows, columns))
    {
        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> slopes = scratch.Lend(tile.Rows);
            PairTiles.SquaredDistances(rows, tile.Row, columns, tile.Panel, slopes);
            gradient[^1] += kernel.Variance * TilePass.MapSlope(default(ExponentialDecay), weights, slopes);
            double factor = -2 * kernel.Variance;
            Span<double> sums = rows.Dimension <= 512 ? stackalloc double[rows.Dimension] : new double[rows.Dimension];
            sums.Clear();
            PairTiles.AddWeightedSquares(rows, tile.Row, columns, tile.Panel, slopes, sums);
            Span<double> lengthscales = gradient[1..^1];
            for (int k = 0; k < sums.Length; k++)
            {
                lengthscales[kernel.Lengthscale.IsArd ? k / 2 : 0] += factor * sums[k];
            }

            gradient[0] += factor * AngleTiles.AddWeightedTurns(
                turnRows, rows, tile.Row, turnColumns, columns, tile.Panel, slopes);
            scratch.Release(mark);
        }

        // ∂k/∂xⱼ = 2 σ² κ′ sin δⱼ/ℓⱼ² · 2π/p.
        public override void ContractInputs(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            int mark = scratch.Mark;
            MatrixView<double> slopes = scratch.Lend(tile.Rows);
            PairTiles.SquaredDistances(rows, tile.Row, columns, tile.Panel, slopes);
            TilePass.MapSlope(default(ExponentialDecay), weights, slopes);
            int dimension = turnRows.Dimension;
            double factor = 4 * Math.PI * kernel.Variance / kernel.Period;
            using var sums = new RowSums(dimension);
            for (int a = 0; a < tile.Rows; a++)
            {
                Span<double> row = sums.Cleared;
                AngleTiles.AddWeightedSines(
                    rows, tile.Row + a, columns, tile.Panel, slopes.Slice(a, 0, 1, Tile.Width), row);
                for (int k = 0; k < dimension; k++)
                {
                    gradient[(a * dimension) + k] += factor * row[k];
                }
            }

            scratch.Release(mark);
        }
    }
}
