namespace Gramian.Solvers.Preconditioning;

/// <summary>Names how the columns of a partial Cholesky factorisation are chosen.</summary>
public enum PivotRule
{
    /// <summary>At random, by the diagonal of what is left: neither misled by outliers nor blind.</summary>
    Random,

    /// <summary>The largest element of the diagonal of what is left; spends its rank on outliers.</summary>
    Greedy,

    /// <summary>At random, all alike; misses small groups.</summary>
    Uniform,
}
