using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Outliers;

/// <summary>Represents outliers as the rows outside the support of the others: the recipe. Immutable.</summary>
/// <remarks>
/// A one-class machine of kernel exp(−γ‖x − x′‖²) on columns that are centred and divided by their standard deviations.
/// The score is minus the decision value; rows beyond the boundary by more than the tolerance of the solver are
/// flagged, which are at most the share ν of the training rows.
/// </remarks>
[Paper("scholkopf2001estimating")]
public sealed record SupportVectorOutliers
{
    /// <summary>ν, the most of the training rows that may come out as outliers, in (0, 1]; 0.05 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside (0, 1].</exception>
    public double Nu
    {
        get;
        init => field = Guard.InRange(Guard.Positive(value, nameof(Nu)), 0, 1, nameof(Nu));
    } = 0.05;

    /// <summary>γ of the standardised columns; null (the default) for 1/(d v), v the variance of all of their elements,
    /// which is 1/d.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double? Gamma
    {
        get;
        init => field = value is { } gamma ? Guard.Positive(gamma, nameof(Gamma)) : null;
    }

    /// <summary>Fits the machine and scores its rows.</summary>
    /// <param name="points">The n rows, at least 2 of them different; borrowed by the result.</param>
    /// <param name="options">Threads, progress, cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">All rows are the same.</exception>
    public FittedOutliers Fit(Points points, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ColumnScaling scaling = ColumnScaling.Fit(points.Values);
        if (points.Count < 2 || ColumnScaling.Spreads(points.Values).All(spread => spread == 0))
        {
            throw new ArgumentException(
                $"'points' must hold at least 2 different rows, but all {points.Count} are the same.", nameof(points));
        }

        Points scaled = Scale(points, scaling);
        double gamma = Gamma ?? GammaRule.Scale(scaled);
        var recipe = new OneClassSupportVectors(Rbf.FromGamma(gamma)) { Nu = Nu };
        FittedOneClass machine = recipe.Fit(scaled, options: options);
        double[] scores = Array.ConvertAll(machine.DecisionValues(scaled, options), value => -value);
        return new Fitted(this, points, scaling, gamma, machine, scores, recipe.Solver.Tolerance);
    }

    private static Points Scale(Points points, ColumnScaling scaling)
    {
        Matrix<double> scaled = points.Values.ToMatrix();
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<double> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (row[j] - scaling.Centres[j]) / scaling.Scales[j];
            }
        }

        return new Points(scaled);
    }

    private sealed class Fitted(
        SupportVectorOutliers recipe, Points points, ColumnScaling scaling, double gamma, FittedOneClass machine,
        double[] scores, double tolerance) : FittedOutliers(points, scores)
    {
        public override double Threshold => tolerance;

        public override string FrontierText =>
            "The line is the edge of the support that the machine found: rows outside of it are flagged.";

        public override string ScoreName => "minus decision value";

        public override IReadOnlyList<(string Name, string Value)> Facts =>
        [
            ("nu", FormattableString.Invariant($"{recipe.Nu:G4}")),
            ("gamma", FormattableString.Invariant($"{gamma:G6} on standardised columns, ")
                + (recipe.Gamma is null ? "1/(d v) with v the variance of all elements" : "given")),
            ("support vectors", FormattableString.Invariant(
                $"{machine.Machine.SupportCount} of {Points.Count} rows, ")
                + FormattableString.Invariant($"{machine.Machine.BoundedCount} at their bound")),
            ("flagged", FormattableString.Invariant($"scores above {tolerance:G3}, the tolerance of the solver")),
        ];

        public override IReadOnlyList<string> Notes => machine.Machine.Certificate.Converged
            ? []
            : [$"The machine did not converge: {machine.Machine.Certificate.Remedy}"];

        public override Certificate Certificate => machine.Machine.Certificate;

        private protected override double[] ScoreCore(Points queries, ComputeOptions? options) =>
            Array.ConvertAll(machine.DecisionValues(Scale(queries, scaling), options), value => -value);

        private protected override bool IsFlagged(double score, double rank) => score > tolerance;
    }
}
