using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Dense;

// The width of the vectors that the dense kernels use, as a field that the compiler takes for a constant.
internal static class SimdPath
{
    public static readonly int Bits = LaneWidth.Bits;
}
