using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Kernels;

// xᵖ for a whole p ≥ 1 by repeated squaring: exact for whole results, and defined for negative x.
internal readonly struct WholePower(int exponent) : ILaneMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Invoke<T>(T x)
        where T : struct, ILane<T>
    {
        T result = x;
        int bit = 1 << (30 - int.LeadingZeroCount(exponent));
        for (; bit > 0; bit >>= 1)
        {
            result *= result;
            if ((exponent & bit) != 0)
            {
                result *= x;
            }
        }

        return result;
    }
}
