using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.Stationary;

/// <summary>Represents a kernel of one distance, a sum over the coordinates: k(x, x′) = σ² κ(D).</summary>
/// <remarks>
/// D = c Σⱼ m(xⱼ, x′ⱼ) / ℓⱼᵖ, with c a number of the family that is multiplied into the coordinates once, so that κ
/// does not multiply by it for every pair. A family gives κ once, as a <see cref="ILaneMap"/> of D; values, derivatives
/// (by dual numbers), number types and all register widths come from it. Distances, tiles and lengthscale gradients
/// are this class's part.
/// </remarks>
/// <typeparam name="TProfile">κ, with κ(0) = 1.</typeparam>
/// <typeparam name="TMetric">m and p.</typeparam>
/// <param name="Lengthscale">ℓ, in the units of the inputs: one, or one for each coordinate.</param>
/// <param name="Variance">σ² = k(x, x), in the squared units of the outputs; positive and finite.</param>
public abstract record DistanceKernel<TProfile, TMetric>(Lengthscales Lengthscale, double Variance)
    : ElementaryKernel(Variance)
    where TProfile : struct, ILaneMap
    where TMetric : struct, IMetric
{
    private static readonly ParameterDefinition[] Standard =
    [
        LengthscaleDefinition, ParameterDefinition.Variance,
    ];

    /// <summary>ℓ, in the units of the inputs: one, or one for each coordinate.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public Lengthscales Lengthscale
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Lengthscale));
    }
    = Lengthscale ?? throw new ArgumentNullException(nameof(Lengthscale));

    /// <inheritdoc/>
    public sealed override bool IsResolved => Lengthscale.IsResolved;

    /// <inheritdoc/>
    public sealed override bool IsStationary => true;

    internal static ParameterDefinition LengthscaleDefinition =>
        new LengthscaleParameter<DistanceKernel<TProfile, TMetric>>(
            "lengthscale",
            static kernel => kernel.Lengthscale,
            static (kernel, value) => kernel with { Lengthscale = value });

    internal override IReadOnlyList<ParameterDefinition> Definitions => Standard;

    /// <inheritdoc/>
    public sealed override Kernel Resolve(int dimension, double initialLengthscale = 1) =>
        this with { Lengthscale = Lengthscale.Resolve(dimension, Numerics.Guard.Positive(initialLengthscale)) };

    internal sealed override PairQuantities DeterminedBy =>
        typeof(TMetric) == typeof(EuclideanMetric) && !Lengthscale.IsArd && Lengthscale.IsResolved
            ? PairQuantities.Distance
            : PairQuantities.None;

    // κ falls with the distance in every family, and a distance of gaps is the least that they allow.
    internal sealed override double Ceiling(ReadOnlySpan<double> gaps)
    {
        double distance = 0;
        for (int k = 0; k < gaps.Length; k++)
        {
            double factor = Factor(k);
            distance = TMetric.Add(gaps[k] * factor, 0, factor, distance);
        }

        return Variance * MakeProfile().Invoke((ScalarDouble)distance).Value;
    }

    // For κ of the form e^(−c D): a factor for each coordinate, the first with the variance.
    private protected Kernel[] FactorsByCoordinate(int dimension)
    {
        var factors = new Kernel[dimension];
        for (int k = 0; k < dimension; k++)
        {
            factors[k] = this with
            {
                Lengthscale = Lengthscale.IsArd ? Lengthscale.Values[k] : Lengthscale,
                Variance = k == 0 ? Variance : 1,
            };
        }

        return factors;
    }

    /// <summary>What a coordinate is multiplied by beside 1/ℓⱼ: c^(1/p).</summary>
    protected internal virtual double CoordinateScale => 1;

    /// <summary>κ with the numbers of this kernel.</summary>
    protected internal virtual TProfile MakeProfile() => default;

    /// <summary>The largest |κ′(D)|; infinite where κ has a kink at D = 0, or when it is not known.</summary>
    internal virtual double SteepestSlope => double.PositiveInfinity;

    // What moves no value by more than 1e-12 of the largest, which is σ².
    internal double DistanceTolerance => 1e-12 / SteepestSlope;

    /// <summary>Whether ln κ has a formula of its own, which does not end where κ underflows.</summary>
    internal virtual bool KnowsLogarithm => false;

    /// <summary>Replaces D by ln σ² + ln κ(D); called only when there is such a formula.</summary>
    /// <param name="logVariance">ln σ².</param>
    /// <param name="distances">D of a tile, replaced.</param>
    internal virtual void MapLogarithm(double logVariance, Numerics.MatrixView<double> distances) =>
        throw new NotSupportedException("This kernel has no formula for its logarithm.");

    /// <summary>Further parameters of κ: gradient[j] += σ² Σ weights · ∂κ/∂ln θⱼ, given D.</summary>
    /// <param name="weights">The weights of a tile.</param>
    /// <param name="distances">D of the tile; may be overwritten.</param>
    /// <param name="gradient">One sum for each such parameter.</param>
    internal virtual void ContractProfile(
        Numerics.MatrixView<double> weights, Numerics.MatrixView<double> distances, Span<double> gradient)
    {
    }

    internal double Factor(int coordinate) => CoordinateScale * Lengthscale.Reciprocal(coordinate);

    /// <inheritdoc/>
    protected internal sealed override BoundKernel Bind(PointPairs pairs)
    {
        (PackedPoints<double> rows, PackedPoints<double> columns) = pairs.Pack<double>(Factors(pairs), origin: null);
        return new BoundDistanceKernel<TProfile, TMetric>(this, rows, columns);
    }

    /// <inheritdoc/>
    protected internal sealed override KernelTiles<float> BindSingle(PointPairs pairs)
    {
        double[]? origin = TMetric.IsTranslationInvariant ? pairs.Centre() : null;
        (PackedPoints<float> rows, PackedPoints<float> columns) = pairs.Pack<float>(Factors(pairs), origin);
        return new DistanceTiles<float, TProfile, TMetric>(MakeProfile(), Variance, tolerance: 0, rows, columns);
    }

    /// <inheritdoc/>
    protected internal sealed override void CheckDimension(int dimension) => Lengthscale.CheckDimension(dimension);

    /// <inheritdoc/>
    protected internal sealed override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double distance = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double factor = Factor(k);
            distance = TMetric.Add(x[k] * factor, y[k] * factor, factor, distance);
        }

        return Variance * MakeProfile().Invoke((ScalarDouble)distance).Value;
    }

    /// <inheritdoc/>
    protected internal sealed override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        gradient[^1] += Variance * sum;
    }

    private double[] Factors(PointPairs pairs)
    {
        CheckDimension(pairs.Rows.Dimension);
        double[] factors = new double[pairs.Rows.Dimension];
        for (int k = 0; k < factors.Length; k++)
        {
            factors[k] = Factor(k);
        }

        return factors;
    }
}
