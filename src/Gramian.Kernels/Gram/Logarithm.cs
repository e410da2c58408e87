using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Kernels.Gram;

internal readonly struct Logarithm : ILaneMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Invoke<T>(T value)
        where T : struct, ILane<T> => T.Log(value);
}
