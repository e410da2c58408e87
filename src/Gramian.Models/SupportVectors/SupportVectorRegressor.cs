using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents regression by support vectors: the recipe, before it has seen data. Immutable.</summary>
/// <remarks>
/// It minimises ½‖w‖² + Σ Cᵢ max(0, |yᵢ − f(xᵢ)| − ε); with <see cref="Nu"/> the width ε is found so that at most the
/// share ν of the rows lies outside. Rows of weight zero are left out.
/// </remarks>
/// <param name="Kernel">k; its lengthscale, or γ, is not fitted: see <see cref="GammaRule"/>.</param>
[Paper("chang2011libsvm")]
[Paper("scholkopf2000new")]
public sealed record SupportVectorRegressor(Kernel Kernel)
{
    /// <summary>C, positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Cost { get; init => field = Guard.Positive(value, nameof(Cost)); } = 1;

    /// <summary>ε, in the unit of the targets; not read when <see cref="Nu"/> is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Width { get; init => field = Guard.NonNegative(value, nameof(Width)); } = 0.1;

    /// <summary>ν, in (0, 1], instead of ε; null (the default) for ε.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1].</exception>
    public double? Nu
    {
        get;
        init => field = value is null ? null : Guard.InRange(Guard.Positive(value.Value, nameof(Nu)), 0, 1, nameof(Nu));
    }

    /// <summary>How the programme is solved.</summary>
    public SequentialMinimalOptimizer Solver { get; init; } = new();

    /// <summary>Fits the recipe; the recipe itself is not changed.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="targets">The target of each row, [n].</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="start">
    /// A machine trained on the same rows with another C, ε or kernel, to start from; null to start from nothing. Not
    /// with <see cref="Nu"/>.
    /// </param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a number is not finite, or every weight is zero.
    /// </exception>
    public FittedSupportVectorRegressor Fit(
        Points inputs,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> weights = default,
        FittedSupportVectorRegressor? start = null,
        ComputeOptions? options = null) => Fit(TrainingPoints.Of(inputs), targets, weights, start, options);

    /// <summary>Fits the recipe to sparse inputs, which are never written out.</summary>
    /// <param name="inputs">The n training inputs; borrowed during the call.</param>
    /// <param name="targets">The target of each row, [n].</param>
    /// <param name="weights">A weight of each row, zero or positive, [n]; empty for 1.</param>
    /// <param name="start">As in the other overload.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">
    /// As in the other overload, or the kernel is neither of inner products nor of one distance.
    /// </exception>
    public FittedSupportVectorRegressor Fit(
        SparsePoints inputs,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> weights = default,
        FittedSupportVectorRegressor? start = null,
        ComputeOptions? options = null) => Fit(TrainingPoints.Of(inputs), targets, weights, start, options);

    /// <summary>Trains on a Gram matrix that is at hand; <see cref="Kernel"/> is not read.</summary>
    /// <param name="gram">The kernel values of the training rows, [n, n], symmetric; borrowed during the call.</param>
    /// <param name="targets">The target of each row, [n].</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <returns>The machine, whose coefficients belong to the training rows.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or the matrix is not symmetric.</exception>
    public DualMachine FitGram(
        MatrixView<double> gram, ReadOnlySpan<double> targets, ComputeOptions? options = null) =>
        Train(new DenseRows(gram), targets, default, start: null, options ?? ComputeOptions.Default).Machine;

    internal FittedSupportVectorRegressor Fit(
        TrainingPoints inputs,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> weights,
        FittedSupportVectorRegressor? start,
        ComputeOptions? options)
    {
        Kernel kernel = Kernel.Resolve(inputs.Dimension);
        (DualMachine machine, int[] rows) = Train(
            inputs.Rows(kernel), targets, weights, start, options ?? ComputeOptions.Default);
        return new FittedSupportVectorRegressor(
            machine, rows, MachineExpansion.Of(kernel, inputs, rows, machine), Nu is null ? Width : machine.Extra);
    }

    private (DualMachine Machine, int[] Rows) Train(
        ISymmetricRows rows,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> weights,
        FittedSupportVectorRegressor? start,
        ComputeOptions options)
    {
        Guard.Length(targets.Length, rows.Count, nameof(targets));
        Guard.AllFinite(targets, nameof(targets));
        double[] all = targets.ToArray();
        (int[] present, double[] kept) = MachineExpansion.Present(weights, rows.Count);
        if (start is not null && (Nu is not null || !start.TrainingRows.SequenceEqual(present)))
        {
            throw new ArgumentException("A start must come from a machine without nu on the same rows.", nameof(start));
        }

        ISymmetricRows some = present.Length == rows.Count ? rows : rows.Select(present);
        double[] presentTargets = [.. present.Select(row => all[row])];
        double[] costs = [.. kept.Select(weight => Cost * weight)];
        DualMachine machine = Nu is double share
            ? DualTraining.FollowByShare(some, presentTargets, costs, share, Solver, options)
            : DualTraining.Follow(some, presentTargets, costs, Width, start?.Machine.DualValues, Solver, options);
        return (machine, present);
    }
}
