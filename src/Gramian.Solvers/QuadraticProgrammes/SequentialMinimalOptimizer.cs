using Gramian.Numerics;

namespace Gramian.Solvers.QuadraticProgrammes;

/// <summary>Represents sequential minimal optimisation for <see cref="PairedProgramme"/>: the recipe.</summary>
/// <remarks>
/// <para>
/// Each round takes a working set of the variables that violate optimality most and of those of the last rounds,
/// makes the rows of K that are missing, several at once on all threads, and moves pairs chosen by second-order
/// information inside a matrix that stays in the cache; then the gradient of all others is brought up to date. Rows
/// are floats, sums are doubles. Variables that are settled at a bound are dropped with their columns, and come back,
/// with their gradient made anew, before the end.
/// </para>
/// <para>
/// A limit of iterations that is met is no exception: the certificate says so. Bit-identical for any number of
/// threads.
/// </para>
/// </remarks>
[Paper("platt1998fast")]
[Paper("fan2005working")]
[Paper("chang2011libsvm")]
public sealed record SequentialMinimalOptimizer
{
    /// <summary>
    /// The largest violation of the optimality conditions that is accepted, in the unit of the gradient; positive.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Tolerance { get; init => field = Guard.Positive(value, nameof(Tolerance)); } = 1e-3;

    /// <summary>The most memory for rows, in bytes; 200 MiB by default. A working set of rows always fits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long CacheBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(CacheBytes));
            field = value;
        }
    } = 200L << 20;

    /// <summary>
    /// Whether variables that are settled are dropped until the end, once the rows that are wanted overflow the memory
    /// for them; true by default.
    /// </summary>
    public bool Shrinks { get; init; } = true;

    /// <summary>The most pairs to move; null for the larger of ten million and 100 for each variable.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? IterationLimit
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(IterationLimit));
    }

    /// <summary>The number of variables that are solved for together, at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 2.</exception>
    public int WorkingSetSize { get; init => field = Guard.AtLeast(value, 2, nameof(WorkingSetSize)); } = 512;

    /// <summary>Solves a programme.</summary>
    /// <param name="programme">What is to be minimised.</param>
    /// <param name="options">Threads, progress and cancellation; null for the default.</param>
    public PairedSolution Solve(PairedProgramme programme, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(programme);
        using var run = new DescentRun(this, programme, options ?? ComputeOptions.Default);
        return run.Solve();
    }
}
