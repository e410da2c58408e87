namespace Gramian.Numerics.Pairs;

// The register operations of the pair search. Raw vectors as in the pair loops: struct accumulators would be spilled.
internal unsafe interface IPairLane<TVector>
    where TVector : struct
{
    static abstract int Count { get; }

    /// <summary>0, 1, 2, …</summary>
    static abstract TVector Ramp { get; }

    static abstract TVector Broadcast(double value);

    static abstract TVector Load(double* source);

    static abstract TVector LoadSingles(float* source);

    static abstract void Store(TVector value, double* destination);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>yes where left &gt; right, no elsewhere.</summary>
    static abstract TVector WhereGreater(TVector left, TVector right, TVector yes, TVector no);
}
