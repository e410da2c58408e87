namespace Gramian.Numerics.Lanes;

/// <summary>
/// The bit-level primitives that the elementary functions are made of. A mask is a lane with all bits of an element
/// set or clear. Each primitive gives the same bits at every width.
/// </summary>
internal interface IRealLane<TSelf, T> : IVectorLane<TSelf, T>
    where TSelf : struct, IRealLane<TSelf, T>
    where T : unmanaged
{
    /// <summary>Every element has these bits (the low half for float).</summary>
    static abstract TSelf FromBits(ulong bits);

    static abstract TSelf And(TSelf left, TSelf right);

    static abstract TSelf Or(TSelf left, TSelf right);

    static abstract TSelf Xor(TSelf left, TSelf right);

    /// <summary>Integer addition of the bits.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>Integer subtraction of the bits.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    static abstract TSelf ShiftLeft(TSelf value, int count);

    /// <summary>Logical shift of the bits.</summary>
    static abstract TSelf ShiftRight(TSelf value, int count);

    /// <summary>Ordered comparison: false for NaN.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>Ordered comparison: false for NaN.</summary>
    static abstract TSelf LessOrEqual(TSelf left, TSelf right);

    /// <summary>Ordered comparison: false for NaN.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>Chooses by a mask.</summary>
    static abstract TSelf Select(TSelf mask, TSelf ifSet, TSelf ifClear);

    /// <summary>Whether any element of a mask is set.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>value · 2^⌊power⌋, rounded once, for a normal value and |power| ≤ 2000 (250 for float).</summary>
    static abstract TSelf Scale(TSelf value, TSelf power);

    /// <summary>The entry of a table of 16 whose number is the low four bits of the index.</summary>
    static abstract TSelf Lookup(ReadOnlySpan<T> table, TSelf index);

    /// <summary>
    /// The value, with the elements whose mask is set replaced by a scalar function of the argument; rare cases only.
    /// </summary>
    static abstract TSelf Patch(TSelf value, TSelf argument, TSelf mask, Func<T, T> function);
}
