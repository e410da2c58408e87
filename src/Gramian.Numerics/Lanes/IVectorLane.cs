namespace Gramian.Numerics.Lanes;

/// <summary>Represents a lane of real numbers that can be read from and written to memory.</summary>
/// <remarks>
/// A generic body that mixes lanes with literals needs <c>where T : struct, IVectorLane&lt;T, double&gt;,
/// ILane&lt;T&gt;</c>: the
/// conversion from double is found on the second interface only.
/// </remarks>
/// <typeparam name="TSelf">The lane itself.</typeparam>
/// <typeparam name="T">double or float: the type of one element.</typeparam>
public interface IVectorLane<TSelf, T> : ILane<TSelf>
    where TSelf : struct, IVectorLane<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of elements side by side.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> neighbouring elements, at any alignment.</summary>
    /// <remarks>Nothing is checked: the caller vouches for the range.</remarks>
    static abstract TSelf Load(ref readonly T source, nuint offset);

    /// <summary>Writes <see cref="Count"/> neighbouring elements, at any alignment.</summary>
    /// <remarks>Nothing is checked: the caller vouches for the range.</remarks>
    static abstract void Store(TSelf value, ref T destination, nuint offset);

    /// <summary>The sum of the elements, added in pairs from the halves inwards.</summary>
    static abstract T Sum(TSelf value);
}
