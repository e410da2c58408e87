namespace Gramian.Models.Files;

/// <summary>
/// The state of support vector machines of pairs of classes beside their arrays, as it stands in JSON.
/// </summary>
internal sealed record GramSupportVectors(
    string Kernel, double Cost, int TrainingRows, int BoundedCount, int[] SupportCounts);
