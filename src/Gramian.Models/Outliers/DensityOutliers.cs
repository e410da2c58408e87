using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Numerics;

namespace Gramian.Models.Outliers;

/// <summary>Represents outliers as the rows where the others are least dense: the recipe. Immutable.</summary>
/// <remarks>
/// The score of a row is minus its log density, estimated from all other rows; that of another row is minus its log
/// density. The share <see cref="Contamination"/> of the rows with the largest scores is flagged; ties are left.
/// </remarks>
[Paper("silverman1986density")]
public sealed record DensityOutliers
{
    /// <summary>How the density is estimated.</summary>
    public KernelDensity Density { get; init; } = new();

    /// <summary>
    /// How exact densities are; <see cref="DensityTolerance.Exact"/> by default. A relative tolerance is nearly that of
    /// the scores; an absolute one makes scores infinite where densities are below it.
    /// </summary>
    public DensityTolerance Tolerance { get; init; } = DensityTolerance.Exact;

    /// <summary>The share of rows to flag, in [0, 1); 0.05 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double Contamination
    {
        get;
        init => field = Guard.InRange(value, 0, Math.BitDecrement(1.0), nameof(Contamination));
    } = 0.05;

    /// <summary>Fits the density and scores its rows.</summary>
    /// <param name="points">The n rows, at least 2; borrowed by the result.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 rows, or the density cannot be fitted.</exception>
    public FittedOutliers Fit(Points points, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 2)
        {
            throw new ArgumentException(
                $"'points' must hold at least 2 rows to leave one out, but there were {points.Count}.", nameof(points));
        }

        FittedKernelDensity density = Density.Fit(points, options: options);
        DensityEvaluation left = density.EvaluateLeaveOneOut(Tolerance, options);
        return new Fitted(density, Array.ConvertAll(left.LogDensities, log => -log), Contamination, Tolerance, left);
    }

    private sealed class Fitted(
        FittedKernelDensity density, double[] scores, double contamination, DensityTolerance tolerance,
        DensityEvaluation left) : FittedOutliers(density.Points, scores)
    {
        // A share of n rows that is a whole number up to rounding.
        private const double Rounding = 1e-12;

        public override double Threshold { get; } = Least(scores, contamination);

        public override string ScoreName => "minus log density";

        public override string FrontierText => FormattableString.Invariant(
            $"The line is the level of density below which the least dense {100 * contamination:G3} % of the rows lie,")
            + " each of these seen by all others: a new row outside of it would be flagged. A row of the table sees "
            + "itself on this map, and so may be flagged a little inside.";

        public override IReadOnlyList<(string Name, string Value)> Facts =>
        [
            ("bandwidth", $"{density.Bandwidth} by {density.Choice.Rule}"), ("profile", density.Profile.Name),
            ("densities", left.Statement(tolerance)),
            ("flagged", FormattableString.Invariant($"a share of {contamination:G4} by rank")),
        ];

        public override IReadOnlyList<string> Notes =>
            density.Choice.Warning is { } warning ? [warning] : [];

        private protected override double[] ScoreCore(Points queries, ComputeOptions? options) =>
            Array.ConvertAll(density.Evaluate(queries, tolerance, options: options).LogDensities, log => -log);

        private protected override bool IsFlagged(double score, double rank) => rank <= contamination + Rounding;

        // The least score whose rank is small enough; ties at the cut are all left.
        private static double Least(double[] scores, double contamination)
        {
            double[] descending = [.. scores.OrderDescending()];
            double found = double.NaN;
            for (int i = 0; i < descending.Length; i++)
            {
                bool isLastOfItsTies = i + 1 == descending.Length || descending[i + 1] < descending[i];
                if (isLastOfItsTies && (i + 1.0) / descending.Length <= contamination + Rounding)
                {
                    found = descending[i];
                }
            }

            return found;
        }
    }
}
