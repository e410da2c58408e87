namespace Gramian.Models.Files;

/// <summary>How ridge regression on centres was solved, as it stands in JSON.</summary>
internal sealed record GramNystromPlan(
    string Solver, int SampleRows, int Iterations, double Operations, long Bytes, string Reason);
