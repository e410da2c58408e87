using Gramian.Models.Selection;

namespace Gramian.Models;

/// <summary>Represents predictions of training rows that did not help to make them, and their metrics.</summary>
/// <param name="Method">"leave-one-out" or "5-fold" and the like.</param>
/// <param name="Rows">The training row of each prediction, from 0.</param>
/// <param name="Prediction">The predictions, in the unit of the target.</param>
/// <param name="Observed">What was observed, in the unit of the target.</param>
/// <param name="Report">The metrics with their intervals.</param>
public sealed record Validation(
    string Method, IReadOnlyList<int> Rows, Prediction Prediction, double[] Observed, MetricReport Report)
{
    private const int FewRows = 10;

    /// <summary>A sentence of caution when there are fewer than 10 rows; null otherwise.</summary>
    public string? Caution => Observed.Length >= FewRows
        ? null
        : FormattableString.Invariant(
            $"The figures ({Method}) come from {Observed.Length} rows only, which say little about new rows.");
}
