using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Vecchia;

/// <summary>Represents Gaussian process regression in which a row is given its m nearest neighbours alone.</summary>
/// <remarks>
/// p(y) ≈ Π p(yᵢ | y of the m nearest rows before i), in a random order of the rows, noise included; a prediction uses
/// the m nearest rows. With m = n − 1 it is the exact process. Neighbours are sought among all rows, by distances whose
/// columns are weighted by what a step along them changes in the kernel; they are found at the start of the search and
/// again at its end. The prior mean is zero: centre the targets, or wrap the recipe in
/// <see cref="StandardizedRegression"/>. An evaluation of the likelihood and its gradient takes Θ(n m³) operations, a
/// prediction Θ(m³), the neighbours Θ(n² d) once; memory is Θ(n (d + m)).
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top become the initial noise variance.</param>
[Paper("vecchia1988estimation")]
[Paper("guinness2018permutation")]
public sealed record VecchiaProcess(Kernel Kernel) : ProcessRecipe(Kernel, "vecchia")
{
    /// <summary>m, the number of neighbours; 30 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Neighbours { get; init => field = Guard.AtLeast(value, 1, nameof(Neighbours)); } = 30;

    /// <summary>The optimiser and its limits, on all rows.</summary>
    public Lbfgsb Optimizer { get; init; } = new() { IterationLimit = 50, RelativeTolerance = 1e-6 };

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="targets">The training targets, [n]; copied.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The lengths disagree, there is no row, a target is not finite, or the noise variance is zero.
    /// </exception>
    /// <exception cref="Solvers.SolverException">A row and its neighbours have no definite matrix.</exception>
    public FittedVecchiaProcess Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <inheritdoc/>
    public override FittedVecchiaProcess Fit(
        Points inputs, MatrixView<double> targets, ComputeOptions? options = null) =>
        VecchiaFit.Run(this, inputs, targets, options);
}
