namespace Gramian.Models.Files;

/// <summary>The state of a kernel ridge classification beside its arrays, as it stands in JSON.</summary>
internal sealed record GramRidgeClasses(string Kernel, double Ridge, int TrainingRows);
