using Gramian.Numerics.Dense;

namespace Gramian.Numerics;

/// <summary>Represents how a computation may use the machine, and how it is watched and stopped.</summary>
/// <remarks>It is the last argument of Fit, Solve, Predict and Apply. Immutable; safe to share between
/// threads.</remarks>
public sealed record ComputeOptions
{
    /// <summary>The options that an omitted argument stands for: all processors, no limit, not cancellable.</summary>
    public static ComputeOptions Default { get; } = new();

    /// <summary>
    /// The number of threads, at least 1. The default is the environment variable GRAMIAN_THREADS when it holds a
    /// positive integer, else <see cref="Environment.ProcessorCount"/>. Results never depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Threads));
            field = value;
        }
    } = DefaultThreads();

    /// <summary>The largest memory to plan for, in bytes; null for what the machine has free.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Receives progress, or null. It may be called from any thread and must return quickly.</summary>
    public IProgress<ComputeProgress>? Progress { get; init; }

    /// <summary>Stops the computation, within 100 ms, with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// An installed OpenBLAS for dense products, Cholesky factorisations and eigenproblems, or null, the default, for
    /// the library's own. The environment variable GRAMIAN_BLAS, a path or a name, chooses one where this is not set.
    /// With one, results are not bit-identical for any number of threads any more.
    /// </summary>
    /// <exception cref="DllNotFoundException">What GRAMIAN_BLAS names is not there.</exception>
    public OpenBlas? OpenBlas
    {
        get => field ?? OpenBlas.OfEnvironment;
        init;
    }

    private static int DefaultThreads() =>
        int.TryParse(Environment.GetEnvironmentVariable("GRAMIAN_THREADS"), out int threads) && threads >= 1
            ? threads
            : Environment.ProcessorCount;
}
