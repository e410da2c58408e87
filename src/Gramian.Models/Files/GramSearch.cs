namespace Gramian.Models.Files;

/// <summary>How the hyperparameter search ended, as it stands in JSON.</summary>
internal sealed record GramSearch(
    double[] Solution,
    double? Value,
    int Iterations,
    int Evaluations,
    string Reason,
    string Message,
    double? ProjectedGradientNorm,
    double?[] Trace);
