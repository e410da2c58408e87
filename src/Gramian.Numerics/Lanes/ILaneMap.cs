namespace Gramian.Numerics.Lanes;

/// <summary>Represents an element-wise formula of one argument; implemented by a struct, so that it is inlined.</summary>
public interface ILaneMap
{
    /// <summary>The formula, for every element of a lane at once.</summary>
    TLane Invoke<TLane>(TLane value)
        where TLane : struct, ILane<TLane>;
}
