namespace Gramian.Models.Files;

/// <summary>The state of kernel ridge regression beside its arrays, as it stands in JSON.</summary>
internal sealed record GramRidge(
    string Kernel, double Ridge, double ErrorVariance, GramRidgePoint Selected, GramRidgePoint[] Path);
