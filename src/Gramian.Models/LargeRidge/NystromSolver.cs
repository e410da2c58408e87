namespace Gramian.Models.LargeRidge;

/// <summary>Names how the system of a low-rank ridge regression is solved.</summary>
public enum NystromSolver
{
    /// <summary>Whatever the cost rule predicts to be fastest; see <see cref="NystromPlan"/>.</summary>
    Automatic,

    /// <summary>Forms KᵀK and factorises it: direct, n m² operations.</summary>
    NormalEquations,

    /// <summary>Conjugate gradients on recomputed kernel values, preconditioned by KᵀK over drawn rows.</summary>
    SampledRows,

    /// <summary>Conjugate gradients on recomputed kernel values, preconditioned by the centres alone.</summary>
    Falkon,

    /// <summary>
    /// Conjugate gradients on recomputed kernel values, preconditioned by a sparse sketch of K: 2m rows, each the sum
    /// of random rows with random signs, which no few rows of K can escape. Taken when it is asked for.
    /// </summary>
    Sketch,
}
