using Gramian.Kernels;

namespace Gramian.Models;

/// <summary>Refuses queries that a fitted model cannot take.</summary>
internal static class QueryGuard
{
    /// <summary>Requires queries with the columns of the points that the model was fitted to.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="dimension">The number of columns that they must have.</param>
    /// <param name="like">What has as many, such as "training inputs".</param>
    public static void Columns(Points queries, int dimension, string like = "training inputs")
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (queries.Dimension != dimension)
        {
            throw new ArgumentException(
                $"The queries must have {dimension} columns, like the {like}, but they have {queries.Dimension}.",
                nameof(queries));
        }
    }
}
