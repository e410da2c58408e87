using System.Runtime.CompilerServices;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Lanes;

namespace Gramian.Kernels.InnerProducts;

/// <summary>Represents the linear kernel: k(x, x′) = σ² x·x′. A linear function through the origin.</summary>
/// <remarks>Add <see cref="Constant"/> for an intercept.</remarks>
/// <param name="Variance">
/// σ², the variance of each slope, in squared units of the outputs per squared unit of the inputs; positive and finite.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">The variance is not positive and finite.</exception>
[Paper("rasmussen2006gaussian", Where = "sec. 4.2.2")]
public sealed record Linear(double Variance = 1.0) : ElementaryKernel(Variance)
{
    internal override string Keyword => "linear";

    /// <inheritdoc/>
    protected internal override Kernel? KinkedPart => null;

    internal override PairQuantities DeterminedBy => PairQuantities.InnerProduct;

    internal override IReadOnlyList<ParameterDefinition> Definitions => [ParameterDefinition.Variance];

    /// <inheritdoc/>
    protected internal override BoundKernel Bind(PointPairs pairs) =>
        InnerProduct.Bind(pairs, default(Profile), Variance);

    /// <inheritdoc/>
    protected internal override KernelTiles<float> BindSingle(PointPairs pairs) =>
        InnerProduct.BindSingle(pairs, default(Profile), Variance);

    /// <inheritdoc/>
    protected internal override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Variance * InnerProduct.Of(x, y);

    /// <inheritdoc/>
    protected internal override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            gradient[0] += Variance * weights[i] * InnerProduct.SquaredNorm(points, i);
        }
    }

    internal readonly struct Profile : IInnerProductProfile
    {
        public int OffsetCount => 0;

        public double Offset => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T product)
            where T : struct, ILane<T> => product;
    }
}
