using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian-process classifier beside its arrays, as it stands in JSON.</summary>
/// <param name="Kernel">The kernel, or that of the first class.</param>
/// <param name="AtBounds">The hyperparameters that a search left on a bound.</param>
/// <param name="Search">How the search of the first kernel ended.</param>
/// <param name="Inference">The approximation of the posterior; absent for Laplace, which was once the only one.</param>
/// <param name="OtherKernels">The kernels of the classes from the second on; absent when there is one kernel.</param>
internal sealed record GramProcessClasses(
    string Kernel,
    string[] AtBounds,
    GramSearch? Search,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Inference = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string[]? OtherKernels = null);
