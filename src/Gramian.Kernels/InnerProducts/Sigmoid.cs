using System.Runtime.CompilerServices;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;

namespace Gramian.Kernels.InnerProducts;

/// <summary>Represents the sigmoid kernel: k(x, x′) = σ² tanh(a x·x′ + c). Not positive semidefinite.</summary>
/// <remarks>
/// It is there for support vector machines that were trained with it. A Gaussian process refuses it, since its Gram
/// matrices have negative eigenvalues.
/// </remarks>
/// <param name="Slope">a, in inverse squared units of the inputs; positive and finite; not a hyperparameter.</param>
/// <param name="Offset">c, finite; not a hyperparameter.</param>
/// <param name="Variance">σ², positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter is outside its domain.</exception>
[Paper("scholkopf2002learning")]
public sealed record Sigmoid(double Slope = 1.0, double Offset = 0.0, double Variance = 1.0)
    : ElementaryKernel(Variance)
{
    private static readonly ParameterDefinition[] All =
    [
        new ScalarParameter<Sigmoid>(
            "slope", 1, static k => k.Slope, static (k, value) => k with { Slope = value }) { IsFree = false },
        new ScalarParameter<Sigmoid>(
            "offset", 0, static k => k.Offset, static (k, value) => k with { Offset = value }) { IsFree = false },
        ParameterDefinition.Variance,
    ];

    /// <summary>a, in inverse squared units of the inputs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive and finite.</exception>
    public double Slope { get; init => field = Guard.Positive(value, nameof(Slope)); } = Guard.Positive(Slope);

    /// <summary>c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite.</exception>
    public double Offset { get; init => field = Guard.Finite(value, nameof(Offset)); } = Guard.Finite(Offset);

    internal override string Keyword => "sigmoid";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    /// <inheritdoc/>
    protected internal override Kernel? IndefinitePart => this;

    internal override PairQuantities DeterminedBy => PairQuantities.InnerProduct;

    internal override IReadOnlyList<ParameterDefinition> Definitions => All;

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) =>
        InnerProduct.Bind(pairs, new Profile(Slope, Offset), Variance);

    /// <inheritdoc/>
    protected internal override KernelTiles<float> BindSingle(PointPairs pairs) =>
        InnerProduct.BindSingle(pairs, new Profile(Slope, Offset), Variance);

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Variance * new Profile(Slope, Offset).Invoke((ScalarDouble)InnerProduct.Of(x, y)).Value;

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            ScalarDouble product = InnerProduct.SquaredNorm(points, i);
            gradient[0] += Variance * weights[i] * new Profile(Slope, Offset).Invoke(product).Value;
        }
    }

    internal readonly struct Profile(double slope, double offset) : IInnerProductProfile
    {
        public int OffsetCount => 0;

        public double Offset => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T product)
            where T : struct, ILane<T> => T.Tanh((slope * product) + offset);
    }
}
