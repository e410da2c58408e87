using Gramian.Models.Regression;

namespace Gramian.Models.Selection;

/// <summary>Represents the outcome of a kernel search. Immutable.</summary>
/// <param name="Recipe">The recipe with the kernel that was found, to be fitted to all rows.</param>
/// <param name="Steps">Every kernel tried, in order.</param>
/// <param name="RowsUsed">The number of rows on which kernels were compared.</param>
/// <param name="Rows">The number of rows of the data.</param>
public sealed record KernelSearchResult(
    GaussianProcess Recipe, IReadOnlyList<KernelSearchStep> Steps, int RowsUsed, int Rows)
{
    /// <summary>What was done, as one sentence.</summary>
    public string Summary =>
        $"Tried {Steps.Count} kernels on {(RowsUsed == Rows ? $"all {Rows}" : $"{RowsUsed} drawn of {Rows}")} rows and "
        + $"chose {Recipe.Kernel}.";
}
