namespace Gramian.Reports;

/// <summary>Represents the path of the ridge for a report.</summary>
/// <param name="Ridges">λ, positive, [k].</param>
/// <param name="LeaveOneOut">The leave-one-out root mean square error, [k].</param>
/// <param name="Generalised">The root of the generalised cross-validation error, [k]; empty for none.</param>
/// <param name="Chosen">The λ that was kept.</param>
public sealed record RidgePathData(
    IReadOnlyList<double> Ridges, IReadOnlyList<double> LeaveOneOut, IReadOnlyList<double> Generalised, double Chosen);
