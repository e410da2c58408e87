namespace Gramian.Numerics.Tiles;

// The register operations of the pair loops. The type argument is the raw vector and not a lane struct: struct
// accumulators carried through an inner loop make the compiler copy and spill them, raw vectors do not.
internal unsafe interface IWide<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    static abstract int Count { get; }

    static abstract TVector Broadcast(T value);

    static abstract TVector Load(T* source);

    static abstract void Store(TVector value, T* destination);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    static abstract TVector Abs(TVector value);

    /// <summary>The value where left and right differ, 0 where they are equal.</summary>
    static abstract TVector WhereDifferent(TVector left, TVector right, TVector value);

    static abstract T Sum(TVector value);
}
