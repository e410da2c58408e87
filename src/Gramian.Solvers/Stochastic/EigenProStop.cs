namespace Gramian.Solvers.Stochastic;

/// <summary>Names why stochastic steps ended.</summary>
public enum EigenProStop
{
    /// <summary>The true residual meets the tolerance.</summary>
    Tolerance,

    /// <summary>The epochs are used up.</summary>
    EpochLimit,

    /// <summary>The residual has not fallen by a thousandth in five epochs.</summary>
    Stalled,

    /// <summary>The residual has grown: the steps are too long; the best solution before is returned.</summary>
    Diverged,
}
