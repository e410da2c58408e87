using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents the formula 2⁻ᵗ for t ≥ 0.</summary>
/// <remarks>Passes and sums over tiles know it and have loops for it, with the same bits in every value.</remarks>
public readonly struct ExponentialDecay : ILaneMap
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Exp2(-value);
}
