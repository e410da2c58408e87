using Gramian.Kernels;
using Gramian.Kernels.Structured;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Grids;

/// <summary>
/// Represents exact Gaussian process regression of points that fill a grid, without an n × n matrix.
/// </summary>
/// <remarks>
/// The points may stand in any order, each place of the grid once. Equally spaced points on a line and a stationary
/// kernel make Toeplitz matrices, solved by conjugate gradients with products by Fourier transforms; the determinant
/// and the derivatives of the likelihood come exactly from the predictor of the series, in O(n M) with M the order of
/// it. Product grids and product kernels (<c>rbf</c>, <c>laplacian</c>, products of kernels of one column each) make
/// Kronecker products, solved by the eigenvectors of their factors in O(n Σ nₖ). Likelihood, means, variances and
/// leave-one-out predictions are those of <see cref="GaussianProcess"/> to rounding and to the tolerance of the solve.
/// The prior mean is zero. One target. A variance at a query takes O(n log n) on a line and O(n) on a grid.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top become the initial noise variance.</param>
[Paper("saatci2012scalable")]
[Paper("durbin1960fitting")]
public sealed record GridProcess(Kernel Kernel) : ProcessRecipe(Kernel, "gp-grid")
{
    /// <summary>The relative residual of the solves on a line; in [1e-14, 1e-4], 1e-10 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Tolerance { get; init => field = Guard.InRange(value, 1e-14, 1e-4, nameof(Tolerance)); } = 1e-10;

    /// <summary>The optimiser and its limits.</summary>
    public Lbfgsb Optimizer { get; init; } = new() { IterationLimit = 60, RelativeTolerance = 1e-8 };

    /// <summary>Whether a kernel on a grid has the structure that is used here.</summary>
    /// <param name="kernel">The kernel, without white terms; it need not be resolved.</param>
    /// <param name="lattice">The grid.</param>
    public static bool Serves(Kernel kernel, PointLattice lattice)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(lattice);
        int dimension = lattice.Grid.Dimension;
        Kernel resolved = kernel.Resolve(dimension);
        return dimension == 1
            ? lattice.IsRegularLine && resolved.IsStationary
            : resolved.SeparateByCoordinate(dimension) is not null;
    }

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="targets">The training targets, [n].</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The inputs fill no grid, the kernel has no structure on it, the lengths disagree, a target is not finite, or the
    /// noise variance is zero.
    /// </exception>
    /// <exception cref="Solvers.SolverException">The matrix is not positive definite to working precision.</exception>
    public FittedGridProcess Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <inheritdoc/>
    public override FittedGridProcess Fit(
        Points inputs, MatrixView<double> targets, ComputeOptions? options = null) =>
        GridFit.Run(this, inputs, targets, options);
}
