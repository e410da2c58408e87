using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Lanes;

/// <summary>Represents the formula that gives back its argument.</summary>
public readonly struct IdentityMap : ILaneMap
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => value;
}
