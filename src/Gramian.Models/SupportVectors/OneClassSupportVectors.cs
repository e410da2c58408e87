using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents the support of a distribution by support vectors: the recipe. Immutable.</summary>
/// <remarks>
/// At most the share ν of the training rows comes out as outliers, and at least the share ν are support vectors. Rows
/// of weight zero are left out.
/// </remarks>
/// <param name="Kernel">k; its lengthscale, or γ, is not fitted: see <see cref="GammaRule"/>.</param>
[Paper("scholkopf2001estimating")]
public sealed record OneClassSupportVectors(Kernel Kernel)
{
    /// <summary>ν, in (0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1].</exception>
    public double Nu
    {
        get;
        init => field = Guard.InRange(Guard.Positive(value, nameof(Nu)), 0, 1, nameof(Nu));
    } = 0.5;

    /// <summary>How the programme is solved.</summary>
    public SequentialMinimalOptimizer Solver { get; init; } = new();

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The length does not fit, or every weight is zero.</exception>
    public FittedOneClass Fit(
        Points inputs, ReadOnlySpan<double> weights = default, ComputeOptions? options = null) =>
        Fit(TrainingPoints.Of(inputs), weights, options);

    /// <summary>Fits the recipe to sparse inputs, which are never written out.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// As in the other overload, or the kernel is neither of inner products nor of one distance.
    /// </exception>
    public FittedOneClass Fit(
        SparsePoints inputs, ReadOnlySpan<double> weights = default, ComputeOptions? options = null) =>
        Fit(TrainingPoints.Of(inputs), weights, options);

    /// <summary>Trains on a Gram matrix that is at hand; <see cref="Kernel"/> is not read.</summary>
    /// <param name="gram">The kernel values of the training rows, [n, n], symmetric; borrowed during the call.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <returns>The machine, whose coefficients belong to the training rows.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the matrix is not symmetric.</exception>
    public DualMachine FitGram(MatrixView<double> gram, ComputeOptions? options = null) => DualTraining.Enclose(
        new DenseRows(gram), [.. Enumerable.Repeat(1.0, gram.Rows)], Nu, Solver, options ?? ComputeOptions.Default);

    internal FittedOneClass Fit(TrainingPoints inputs, ReadOnlySpan<double> weights, ComputeOptions? options)
    {
        Kernel kernel = Kernel.Resolve(inputs.Dimension);
        (int[] rows, double[] kept) = MachineExpansion.Present(weights, inputs.Count);
        TrainingPoints present = rows.Length == inputs.Count ? inputs : inputs.Select(rows);
        DualMachine machine = DualTraining.Enclose(
            present.Rows(kernel), kept, Nu, Solver, options ?? ComputeOptions.Default);
        return new FittedOneClass(machine, MachineExpansion.Of(kernel, inputs, rows, machine));
    }
}
