using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Solvers.Stochastic;

/// <summary>
/// Represents stochastic gradient steps for (K + wI) α = y, freed of the top of the spectrum, K positive semidefinite.
/// </summary>
/// <remarks>
/// The top eigenvectors of the first s rows flatten the spectrum to λ_q, so that batches of up to b* = β/λ_q rows and
/// long steps 1/β are stable, β being the largest element of the diagonal; both are set from them. An epoch takes n²
/// elements of K, memory is O(s² + b s). The rows should be in random order. A solve ends when the true residual
/// ‖y − (K + wI) α‖₂ meets the tolerance times ‖y‖₂, when the epochs are used up, when it no longer falls, or when it
/// grows; the certificate says which. Bit-identical for any number of threads.
/// </remarks>
[Paper("ma2019kernel")]
public sealed record EigenPro
{
    /// <summary>w, what is added to the diagonal; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Shift { get; init => field = Guard.NonNegative(value, nameof(Shift)); }

    /// <summary>The relative residual to reach; in [1e-12, 1e-1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-12, 1e-1, nameof(RelativeTolerance));
    } = 1e-3;

    /// <summary>The most epochs, each of which sees every row once; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int EpochLimit { get; init => field = Guard.AtLeast(value, 1, nameof(EpochLimit)); } = 100;

    /// <summary>s, the rows whose eigenvectors are found, cut to n; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int SampleRows { get; init => field = Guard.AtLeast(value, 1, nameof(SampleRows)); } = 1000;

    /// <summary>q, the eigenvectors that are used; null for an eighth of s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? Pairs
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(Pairs));
    }

    /// <summary>b, the rows of a batch; null for b*, which is cut to n and to 4 096.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? BatchSize
    {
        get;
        init => field = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(BatchSize));
    }

    /// <summary>Solves for several right-hand sides.</summary>
    /// <param name="matrix">K.</param>
    /// <param name="rightHandSides">y, [n, k].</param>
    /// <param name="solutions">Receives α, [n, k]; no part of the memory of the right-hand sides.</param>
    /// <param name="random">Orders the batches.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a number is not finite.</exception>
    public EigenProResult Solve(
        IRowBlocks matrix,
        MatrixView<double> rightHandSides,
        MatrixView<double> solutions,
        RandomStream random,
        ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(random);
        Guard.AtLeast(matrix.Count, 1, nameof(matrix));
        Guard.Length(rightHandSides.Rows, matrix.Count, nameof(rightHandSides));
        Guard.Length(solutions.Rows, matrix.Count, nameof(solutions));
        Guard.Length(solutions.Columns, rightHandSides.Columns, nameof(solutions));
        Guard.AllFinite(rightHandSides, nameof(rightHandSides));
        using var run = new EigenProRun(this, matrix, rightHandSides, solutions, options ?? ComputeOptions.Default);
        return run.Run(random);
    }
}
