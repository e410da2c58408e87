namespace Gramian.Solvers.Optimisation;

/// <summary>Names why an optimiser stopped.</summary>
public enum StopReason
{
    /// <summary>The projected gradient is as small as was asked for.</summary>
    GradientTolerance,

    /// <summary>The value, or the size of the simplex or bracket, hardly changes any more.</summary>
    FunctionTolerance,

    /// <summary>The allowed number of iterations is used up.</summary>
    IterationLimit,

    /// <summary>The allowed number of evaluations is used up.</summary>
    EvaluationLimit,

    /// <summary>No step along the direction lowers the value enough.</summary>
    LineSearchFailed,

    /// <summary>The value or the gradient at the start is not finite.</summary>
    NotFiniteAtStart,

    /// <summary>The step has become too small to change the point.</summary>
    StepTooSmall,

    /// <summary>The value falls below the limit under which it counts as unbounded.</summary>
    Unbounded,
}
