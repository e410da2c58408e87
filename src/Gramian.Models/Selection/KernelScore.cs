namespace Gramian.Models.Selection;

/// <summary>Names what a kernel search maximises.</summary>
public enum KernelScore
{
    /// <summary>The closed-form leave-one-out log predictive density per row, at the type-II hyperparameters.</summary>
    LeaveOneOut,

    /// <summary>The log marginal likelihood per row.</summary>
    Evidence,
}
