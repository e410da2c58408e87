using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>Represents the top of the spectrum of a symmetric operator by the locally optimal block method.</summary>
/// <remarks>
/// Each iteration looks for the best block in the span of the present one, its residuals and the last moves, all kept
/// orthonormal (in coefficients, so that products with A are never formed twice): one product with A on a block of
/// <see cref="Count"/> + <see cref="Guards"/> vectors, O(n b²) other work, 6 n b numbers. The start is random:
/// probability zero to be without a part in a wanted direction. For a few dozen pairs of a large operator; for a third
/// of all pairs or more a dense decomposition is faster. Bit-identical for any number of threads. Safe to share
/// between threads.
/// </remarks>
[Paper("knyazev2001toward")]
[Paper("duersch2018robust")]
public sealed record TopEigenpairs
{
    /// <summary>k, the number of pairs that are wanted; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Count { get; init => field = Guard.AtLeast(value, 1, nameof(Count)); } = 10;

    /// <summary>How many more vectors the block has, which speed up the last pairs; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Guards { get; init => field = Guard.AtLeast(value, 0, nameof(Guards)); } = 4;

    /// <summary>The residual ‖A v − λ v‖ over the largest |λ| to reach; in [1e-13, 1e-1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double RelativeTolerance
    {
        get;
        init => field = Guard.InRange(value, 1e-13, 1e-1, nameof(RelativeTolerance));
    } = 1e-6;

    /// <summary>The largest number of iterations; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 200;

    /// <summary>Finds the pairs.</summary>
    /// <param name="a">A, declared symmetric, [n, n] with n at least <see cref="Count"/>.</param>
    /// <param name="random">Draws the first block.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not declared symmetric, or has fewer rows than pairs are
    /// wanted.</exception>
    public EigenPairs Find(LinearOperator a, RandomStream random, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(random);
        if (!a.Structure.HasFlag(Structure.Symmetric) || a.Rows < Count)
        {
            throw new ArgumentException(
                $"The operator must be declared symmetric and have at least {Count} rows, but it was {a.Rows} x "
                + $"{a.Columns} and {a.Structure}.", nameof(a));
        }

        using var block = new EigenBlock(
            a, Count, Math.Min(a.Rows, Count + Guards), random, options ?? ComputeOptions.Default);
        int iterations = 0;
        while (block.WorstResidual > RelativeTolerance && iterations < IterationLimit && block.Improve())
        {
            iterations++;
        }

        bool converged = block.WorstResidual <= RelativeTolerance;
        return block.Result(new Certificate
        {
            Method = "locally optimal block eigensolver",
            Iterations = iterations,
            RequestedTolerance = RelativeTolerance,
            AchievedResidual = block.WorstResidual,
            Converged = converged,
            Remedy = converged ? null : string.Create(CultureInfo.InvariantCulture,
                $"The worst residual is {block.WorstResidual:G3} after {iterations} iterations: allow more iterations "
                + $"or more guard vectors."),
        });
    }
}
