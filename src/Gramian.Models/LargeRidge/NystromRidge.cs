using Gramian.Kernels;
using Gramian.Models.Landmarks;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Solvers.Dense;

namespace Gramian.Models.LargeRidge;

/// <summary>Represents kernel ridge regression on a few centres, for up to millions of rows: the recipe.</summary>
/// <remarks>
/// f(x) = Σⱼ αⱼ k(x, zⱼ) over m centres z minimises (1/n) Σ (yᵢ − f(xᵢ))² + λ‖f‖², that is
/// (KᵀK + nλR) α = Kᵀy with K = k(X, Z) and R = k(Z, Z). The n × m matrix K is never held: memory is O(m²) beside the
/// data. The solver is chosen by a cost rule, <see cref="NystromPlan"/>. When R is singular to rounding, a
/// factorisation adds jitter; iterations always add what rounding of products with KᵀK hides. The certificate has both.
/// There is no intercept: centre the targets, or wrap the recipe in <see cref="StandardizedRegression"/>.
/// Immutable.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top are nλ, unless <see cref="Ridge"/> is given.</param>
[Paper("rudi2017falkon")]
[Paper("williams2001using")]
public sealed record NystromRidge(Kernel Kernel) : IRegressionRecipe
{
    /// <inheritdoc/>
    public string Name { get; init; } = "nystrom";

    /// <summary>m, the number of centres, cut to n; null (the default) for √n ln n, between 100 and 10 000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? CentreCount
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(CentreCount));
    }

    /// <summary>How the centres are chosen; rows alike by default.</summary>
    public ILandmarkRule Landmarks { get; init; } = new UniformLandmarks();

    /// <summary>
    /// λ, which n multiplies; null (the default) takes the nλ of least leave-one-out error of the full kernel matrix
    /// on at most <see cref="SelectionRows"/> rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Ridge
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(Ridge));
    }

    /// <summary>The most rows on which λ is chosen, drawn with <see cref="Seed"/>; 500 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int SelectionRows { get; init => field = Guard.AtLeast(value, 2, nameof(SelectionRows)); } = 500;

    /// <summary>
    /// How lengthscales, λ and centres are fitted to rows that are held out; null (the default) for not at all.
    /// </summary>
    public HoldOutTuning? Tuning { get; init; }

    /// <summary>How the system is solved; by the cost rule by default.</summary>
    public NystromSolver Solver { get; init; } = NystromSolver.Automatic;

    /// <summary>The relative residual that iterations must reach, in [1e-15, 1e-2]; 1e-4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double Tolerance { get; init => field = Guard.InRange(value, 1e-15, 1e-2, nameof(Tolerance)); } = 1e-4;

    /// <summary>The most iterations; at least 1, 200 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 200;

    /// <summary>What may be added to a diagonal whose matrix is singular to rounding.</summary>
    public JitterPolicy Jitter { get; init; } = new() { Smallest = 1e-14 };

    /// <summary>The seed of all that is drawn; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the system will be solved, and what it will take.</summary>
    /// <param name="rows">n, the number of training rows.</param>
    /// <param name="dimension">d, the number of input columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is less than 1.</exception>
    public NystromPlan Plan(int rows, int dimension) =>
        NystromPlan.Make(rows, dimension, CentresFor(rows), Tolerance, Solver);

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs; not kept, but for centres that are rows of them.</param>
    /// <param name="targets">The training targets, [n].</param>
    /// <param name="options">Threads, memory, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The lengths disagree, there is no row, or a target is not finite.
    /// </exception>
    /// <exception cref="Solvers.SolverException">A matrix has no factor, even with the largest jitter.</exception>
    /// <exception cref="InsufficientMemoryException">It would take more than the memory allowed.</exception>
    public FittedNystromRidge Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null)
    {
        using Matrix<double> column = Matrix<double>.FromRowMajor(targets.Length, 1, targets);
        return Fit(inputs, column, options);
    }

    /// <summary>Fits several targets with one kernel, one λ and one set of centres.</summary>
    /// <inheritdoc cref="IRegressionRecipe.Fit"/>
    /// <exception cref="InsufficientMemoryException">It would take more than the memory allowed.</exception>
    public FittedNystromRidge Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        return NystromFit.Run(this, inputs, targets, roots: null, options ?? ComputeOptions.Default);
    }

    IRegressor IRegressionRecipe.Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options) =>
        Fit(inputs, targets, options);

    /// <summary>m for n rows.</summary>
    internal int CentresFor(int rows)
    {
        Guard.AtLeast(rows, 1);
        double root = Math.Sqrt(rows) * Math.Log(Math.Max(rows, 2));
        return Math.Min(rows, CentreCount ?? (int)Math.Clamp(Math.Ceiling(root), 100, 10_000));
    }
}
