namespace Gramian.Models.Files;

/// <summary>The state of ridge regression on centres beside its arrays, as it stands in JSON.</summary>
internal sealed record GramNystrom(
    string Kernel,
    double Ridge,
    int TrainingRows,
    double ErrorVariance,
    double DegreesOfFreedom,
    GramNystromPlan Plan,
    GramTuning? Tuning);
