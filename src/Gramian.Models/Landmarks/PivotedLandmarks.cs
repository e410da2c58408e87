using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Models.Landmarks;

/// <summary>
/// Represents the pivots of a partial Cholesky factorisation of the Gram matrix: rows that the others do not explain.
/// </summary>
/// <remarks>
/// Random pivots find thin clusters and outliers in proportion to what they matter. Fewer centres come when the rest is
/// zero to rounding, as with repeated rows. Takes O(s c²) operations and s c numbers for s rows and c centres.
/// </remarks>
[Paper("chen2025randomly")]
public sealed record PivotedLandmarks : ILandmarkRule
{
    /// <summary>How a pivot is chosen; at random by default.</summary>
    public PivotRule Rule { get; init; } = PivotRule.Random;

    /// <summary>The most rows to choose from, of which a draw is taken when there are more; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int RowLimit { get; init => field = Guard.AtLeast(value, 1, nameof(RowLimit)); } = 20_000;

    /// <inheritdoc/>
    public string Name => Rule == PivotRule.Random ? "random pivots" : "greedy pivots";

    /// <inheritdoc/>
    public Points Choose(
        Points inputs, Kernel kernel, int count, RandomStream random, ComputeOptions? options = null)
    {
        LandmarkGuard.Check(inputs, kernel, count, random);
        Points some = LandmarkGuard.Draw(inputs, Math.Max(RowLimit, count), random.Substream(1));
        var recipe = new PivotedCholesky { RankLimit = count, Rule = Rule };
        int[] pivots = [.. recipe.Factor(kernel.Gram(some), random.Substream(2), options).Pivots];

        // A kernel that is zero everywhere has no pivot, and one centre serves it as well as many.
        return some.Select(pivots.Length == 0 ? [0] : pivots);
    }
}
