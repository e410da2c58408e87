namespace Gramian.Numerics.Lanes;

/// <summary>A float lane that can compute in two double lanes of the same width.</summary>
internal interface ISingleLane<TSelf> : IRealLane<TSelf, float>
    where TSelf : struct, ISingleLane<TSelf>
{
    /// <summary>Converts to double, applies a formula, and rounds once to float.</summary>
    static abstract TSelf InDouble<TMap>(TSelf value, TMap map)
        where TMap : struct, ILaneMap;
}
