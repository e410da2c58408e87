namespace Gramian.Atlas;

/// <summary>What became of a claim.</summary>
public enum Verdict
{
    /// <summary>It came out, within the stated tolerance and in the stated setting.</summary>
    Pass,

    /// <summary>It came out in a smaller setting than the source's, which is stated.</summary>
    PassScaled,

    /// <summary>It came out in part; the reason is stated.</summary>
    Partial,

    /// <summary>It did not come out; the reason is stated.</summary>
    Fail,
}
