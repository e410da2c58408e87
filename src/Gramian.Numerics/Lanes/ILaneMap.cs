namespace Gramian.Numerics.Lanes;

/// <summary>
/// Represents an element-wise formula of one argument; a struct implements it, so that it is inlined.
/// </summary>
public interface ILaneMap
{
    /// <summary>The formula, for every element of a lane at once.</summary>
    TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane>;
}
