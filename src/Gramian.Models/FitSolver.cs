namespace Gramian.Models;

/// <summary>Names how the system of a model is solved, for those who do not leave it to the planner.</summary>
public enum FitSolver
{
    /// <summary>By the planner.</summary>
    Automatic,

    /// <summary>A Gaussian process by one Cholesky factorisation for each evaluation, "cholesky".</summary>
    Cholesky,

    /// <summary>A Gaussian process by preconditioned conjugate gradients, "cg".</summary>
    ConjugateGradients,

    /// <summary>Ridge regression on centres by its normal equations, "normal-equations".</summary>
    NormalEquations,

    /// <summary>Ridge regression on centres by conjugate gradients preconditioned by the centres, "falkon".</summary>
    Falkon,

    /// <summary>Ridge regression on centres by conjugate gradients preconditioned by a sketch, "sketch".</summary>
    Sketch,

    /// <summary>A Gaussian-process classifier by expectation propagation, "ep".</summary>
    ExpectationPropagation,

    /// <summary>A Gaussian-process classifier by the Laplace approximation, "laplace".</summary>
    Laplace,

    /// <summary>A Gaussian-process classifier through inducing points, learnt from batches, "variational".</summary>
    Variational,
}
