using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Regression;

/// <summary>Represents kernel ridge regression: the recipe, before it has seen data. Immutable.</summary>
/// <remarks>
/// f(x) = Σᵢ αᵢ k(x, xᵢ) with α = (K + nλI)⁻¹y minimises (1/n) Σ (yᵢ − f(xᵢ))² + λ‖f‖². One eigendecomposition of K, of
/// about 9 n³ operations and 16 n² bytes, serves every λ, its leave-one-out residuals and generalised cross-validation.
/// There is no intercept: centre the targets, or wrap the recipe in <see cref="StandardizedRegression"/>.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top are nλ, unless <see cref="Ridge"/> is given.</param>
[Paper("saunders1998ridge")]
public sealed record KernelRidge(Kernel Kernel) : IRegressionRecipe
{
    /// <inheritdoc/>
    public string Name { get; init; } = "krr";

    /// <summary>λ, which n multiplies; null (the default) takes the λ of least leave-one-out error.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Ridge
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(Ridge));
    }

    /// <summary>
    /// Further kernels to choose from, by the leave-one-out error of each at its best λ, on at most
    /// <see cref="SelectionRows"/> rows; none by default.
    /// </summary>
    public ImmutableArray<Kernel> Candidates { get; init; } = [];

    /// <summary>
    /// The most rows on which candidates are compared, drawn with <see cref="Seed"/>; 500 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int SelectionRows { get; init => field = Guard.AtLeast(value, 2, nameof(SelectionRows)); } = 500;

    /// <summary>The seed of the rows on which candidates are compared; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Makes the recipe for standardised inputs: Matérn-5/2 kernels of five lengthscales to choose from.
    /// </summary>
    /// <param name="dimension">
    /// The number of input columns, d; the lengthscales are multiples of √(2d), the typical distance.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is less than 1.</exception>
    public static KernelRidge Default(int dimension)
    {
        double distance = Math.Sqrt(2.0 * Guard.AtLeast(dimension, 1));
        return new KernelRidge(new Matern52(distance))
        {
            Candidates = [.. new[] { 0.25, 0.5, 2.0, 4.0 }.Select(factor => new Matern52(factor * distance))],
        };
    }

    /// <summary>Fits one target.</summary>
    /// <param name="inputs">The n training inputs; borrowed by the result, and not to be changed.</param>
    /// <param name="targets">The training targets, [n]; copied.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// The lengths disagree, there is no row, or a target is not finite.
    /// </exception>
    /// <exception cref="Solvers.SolverException">
    /// The kernel matrix has a negative eigenvalue beyond rounding.
    /// </exception>
    public FittedKernelRidge Fit(Points inputs, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Fit(inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets), options);

    /// <summary>Fits several targets with one kernel and one λ.</summary>
    /// <inheritdoc cref="IRegressionRecipe.Fit"/>
    public FittedKernelRidge Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        (Kernel kernel, double? white) = Split(Choose(inputs, targets, options), inputs.Dimension);
        RidgePath path = RidgePath.Compute(kernel, inputs, targets, options);
        return new FittedKernelRidge(path, Ridge ?? (white / inputs.Count) ?? path.BestRidge(), options);
    }

    IRegressor IRegressionRecipe.Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options) =>
        Fit(inputs, targets, options);

    private Kernel Choose(Points inputs, MatrixView<double> targets, ComputeOptions? options)
    {
        if (Candidates.IsDefaultOrEmpty || inputs.Count < 3)
        {
            return Kernel;
        }

        int[] rows = RowSubset.Draw(inputs.Count, SelectionRows, new RandomStream(Seed));
        Points part = inputs.Select(rows);
        Matrix<double> partTargets = RowSubset.Select(targets, rows);
        (Kernel Kernel, double Error) best = (Kernel, double.PositiveInfinity);
        foreach (Kernel candidate in Candidates.Prepend(Kernel))
        {
            (Kernel resolved, double? white) = Split(candidate, inputs.Dimension);
            RidgePath path = RidgePath.Compute(resolved, part, partTargets, options);
            double error = path.At(Ridge ?? (white / part.Count) ?? path.BestRidge()).LeaveOneOutMeanSquare;
            if (error < best.Error)
            {
                best = (candidate, error);
            }
        }

        return best.Kernel;
    }

    private static (Kernel Kernel, double? White) Split(Kernel kernel, int dimension)
    {
        Kernel rest = kernel.SplitNoise(out double? white).Resolve(dimension);
        return (rest, white > 0 ? white : null);
    }
}
