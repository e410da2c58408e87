using Gramian.Numerics.Lanes;

namespace Gramian.Kernels.InnerProducts;

// κ as a function of the inner product, whose derivative is also that with respect to an added offset.
internal interface IInnerProductProfile : ILaneMap
{
    int OffsetCount { get; }

    double Offset { get; }
}
