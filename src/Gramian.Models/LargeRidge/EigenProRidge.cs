using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Stochastic;

namespace Gramian.Models.LargeRidge;

/// <summary>Represents kernel ridge regression on every row by stochastic steps: the recipe. Immutable.</summary>
/// <remarks>
/// f(x) = Σᵢ αᵢ k(x, xᵢ) with (K + nλI) α = y, the same as <see cref="KernelRidge"/>, without an n × n matrix: an
/// epoch takes n² kernel values. For rows that are too many for a factorisation and a function that centres would
/// blur; <see cref="NystromRidge"/> is far faster where some thousand centres are enough. There is no intercept.
/// </remarks>
/// <param name="Kernel">The kernel k. White terms added at its top are nλ, unless <see cref="Ridge"/> is given.</param>
[Paper("ma2019kernel")]
public sealed record EigenProRidge(Kernel Kernel) : IRegressionRecipe
{
    /// <inheritdoc/>
    public string Name { get; init; } = "eigenpro";

    /// <summary>
    /// λ, which n multiplies; null (the default) takes the nλ of least leave-one-out error on 500 drawn rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Ridge
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, nameof(Ridge));
    }

    /// <summary>How the steps are made, but for the shift, which is nλ.</summary>
    public EigenPro Solver { get; init; } = new();

    /// <summary>The seed of the order of the rows; 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>Fits several targets with one kernel and one λ.</summary>
    /// <inheritdoc cref="IRegressionRecipe.Fit"/>
    public FittedEigenProRidge Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        options ??= ComputeOptions.Default;
        var random = new RandomStream(Seed, task: 6);
        RidgeChoice choice = RidgeChoice.Make(
            Kernel, Ridge, 500, inputs, targets, roots: null, random.Substream(1), options);
        int[] order = random.Substream(2).Permutation(inputs.Count);
        using Matrix<double> ordered = RowSubset.Select(targets, order);
        using var weights = new Matrix<double>(inputs.Count, targets.Columns);
        double shift = choice.Ridge * inputs.Count;
        Points points = inputs.Select(order);
        EigenProResult result = (Solver with { Shift = shift }).Solve(
            new KernelRows(choice.Kernel, points), ordered, weights, random.Substream(3), options);
        double rest = 1 - (FreedomShare(result.SampleValues, shift) / inputs.Count);
        var variances = new double[targets.Columns];
        var own = new Matrix<double>(inputs.Count, targets.Columns);
        for (int i = 0; i < order.Length; i++)
        {
            weights.Row(i).CopyTo(own.Row(order[i]));
            for (int o = 0; o < variances.Length; o++)
            {
                // What is left of a target is nλα.
                double left = shift * weights[i, o] / Math.Max(rest, 1e-12);
                variances[o] += left * left / inputs.Count;
            }
        }

        return new FittedEigenProRidge(choice.Kernel, choice.Ridge, inputs, own, variances)
        {
            Certificate = result.Certificate,
            Run = result,
        };
    }

    IRegressor IRegressionRecipe.Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options) =>
        Fit(inputs, targets, options);

    // Σ d/(d + w) with d the sample's eigenvalues, which the shift is part of.
    private static double FreedomShare(IReadOnlyList<double> values, double shift)
    {
        double own = shift / values.Count;
        return values.Sum(value => value > 0 ? Math.Max(value - own, 0) / value : 0);
    }
}
