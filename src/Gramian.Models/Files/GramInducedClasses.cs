using System.Text.Json.Serialization;

namespace Gramian.Models.Files;

/// <summary>The state of a classifier through inducing points beside its arrays, as it stands in JSON.</summary>
/// <param name="Kernel">The kernel of every latent function.</param>
/// <param name="Labels">The classes in the order of the functions; of two, the first is the positive one.</param>
/// <param name="TrainingRows">The training rows.</param>
/// <param name="AtBounds">The hyperparameters that a search left on a bound.</param>
/// <param name="Search">How the search ended.</param>
/// <param name="Bound">The lower bound of log p(labels); absent for Dirichlet targets.</param>
/// <param name="Concentration">The concentration of Dirichlet targets; absent for the others.</param>
/// <param name="Centres">The prior means of Dirichlet targets; absent for the others.</param>
internal sealed record GramInducedClasses(
    string Kernel,
    int[] Labels,
    int TrainingRows,
    string[] AtBounds,
    GramSearch? Search,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Bound = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Concentration = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[]? Centres = null);
