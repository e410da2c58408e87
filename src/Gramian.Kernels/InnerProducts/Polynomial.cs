using System.Runtime.CompilerServices;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;

namespace Gramian.Kernels.InnerProducts;

/// <summary>Represents the polynomial kernel: k(x, x′) = σ² (x·x′ + c)ᵖ.</summary>
/// <param name="Degree">p, from 1 to 64; not a hyperparameter.</param>
/// <param name="Offset">c, in squared units of the inputs; positive and finite.</param>
/// <param name="Variance">σ², positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is outside its domain.</exception>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.2")]
public sealed record Polynomial(int Degree = 2, double Offset = 1.0, double Variance = 1.0)
    : ElementaryKernel(Variance)
{
    private const int MaximumDegree = Algebra.Power.MaximumExponent;

    private static readonly ParameterDefinition[] All =
    [
        new ScalarParameter<Polynomial>(
            "degree", 2, static k => k.Degree,
            static (k, value) => k with { Degree = Whole(value) }) { IsFree = false },
        new ScalarParameter<Polynomial>(
            "offset", 1, static k => k.Offset, static (k, value) => k with { Offset = value }),
        ParameterDefinition.Variance,
    ];

    /// <summary>p, from 1 to 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 or more than 64.</exception>
    public int Degree
    {
        get;
        init => field = (int)Guard.InRange(value, 1, MaximumDegree, nameof(Degree));
    }
    = (int)Guard.InRange(Degree, 1, MaximumDegree);

    /// <summary>c, in squared units of the inputs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Offset { get; init => field = Guard.Positive(value, nameof(Offset)); } = Guard.Positive(Offset);

    internal override string Keyword => "polynomial";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    internal override PairQuantities DeterminedBy => PairQuantities.InnerProduct;

    internal override IReadOnlyList<ParameterDefinition> Definitions => All;

    /// <summary>Makes k(x, x′) = (γ x·x′ + c₀)ᵖ, the convention of support vector machines.</summary>
    /// <param name="gamma">γ, positive and finite.</param>
    /// <param name="offset">c₀, positive and finite.</param>
    /// <param name="degree">p, from 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its domain.</exception>
    public static Polynomial FromGamma(double gamma, double offset, int degree) =>
        new(degree, Guard.Positive(offset) / Guard.Positive(gamma), Math.Pow(gamma, degree));

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) =>
        InnerProduct.Bind(pairs, new Profile(Offset, Degree), Variance);

    /// <inheritdoc/>
    protected internal override KernelTiles<float> BindSingle(PointPairs pairs) =>
        InnerProduct.BindSingle(pairs, new Profile(Offset, Degree), Variance);

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Variance * new Profile(Offset, Degree).Invoke((ScalarDouble)InnerProduct.Of(x, y)).Value;

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            var product = Dual<ScalarDouble>.Variable(InnerProduct.SquaredNorm(points, i));
            Dual<ScalarDouble> value = new Profile(Offset, Degree).Invoke(product);
            gradient[0] += Variance * Offset * weights[i] * value.Derivative.Value;
            gradient[1] += Variance * weights[i] * value.Value.Value;
        }
    }

    private static int Whole(double value) => value == Math.Floor(value) && Math.Abs(value) <= MaximumDegree
        ? (int)value
        : throw new ArgumentOutOfRangeException(
            nameof(Degree), value, $"The degree must be a whole number from 1 to {MaximumDegree}.");

    internal readonly struct Profile(double offset, int degree) : IInnerProductProfile
    {
        public int OffsetCount => 1;

        public double Offset => offset;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T product)
            where T : struct, ILane<T> => new WholePower(degree).Invoke(product + offset);
    }
}
