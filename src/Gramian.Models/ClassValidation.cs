using Gramian.Models.Selection;

namespace Gramian.Models;

/// <summary>Represents predictions of classes for rows that the models which made them had not seen.</summary>
/// <param name="Method">"5-fold, tuned inside each fold" and the like.</param>
/// <param name="Rows">The row of the table of each prediction, from 0.</param>
/// <param name="Prediction">The predictions.</param>
/// <param name="Observed">The place of the class that was observed, [m].</param>
/// <param name="Report">The metrics with their intervals.</param>
public sealed record ClassValidation(
    string Method, IReadOnlyList<int> Rows, ClassPrediction Prediction, int[] Observed, ClassificationReport Report)
{
    private const int FewRows = 30;

    /// <summary>
    /// What the same models said of the same rows before calibration; null for models that were not calibrated.
    /// </summary>
    public ClassPrediction? Uncalibrated { get; init; }

    /// <summary>A sentence of caution when there are fewer than 30 rows; null otherwise.</summary>
    public string? Caution => Observed.Length >= FewRows
        ? null
        : FormattableString.Invariant(
            $"The figures ({Method}) come from {Observed.Length} rows only, which say little about new rows.");
}
