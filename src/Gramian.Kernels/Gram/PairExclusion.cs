namespace Gramian.Kernels.Gram;

/// <summary>Which pairs of a set of points with itself are left out of a reduction.</summary>
public enum PairExclusion
{
    /// <summary>None: a point counts as its own partner.</summary>
    None,

    /// <summary>A point with itself, as in leave-one-out; other points at the same place count.</summary>
    Self,

    /// <summary>A point with itself and with every later one, so that each row sees the rows before it.</summary>
    SelfAndLater,
}
