namespace Gramian.Models.Files;

/// <summary>The state of a kernel logistic regression beside its arrays, as it stands in JSON.</summary>
internal sealed record GramLogistic(string Kernel, double Ridge, int TrainingRows);
