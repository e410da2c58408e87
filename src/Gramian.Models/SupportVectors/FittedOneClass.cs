using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents a fitted support of a distribution. Immutable, and safe to share.</summary>
public sealed class FittedOneClass
{
    internal FittedOneClass(DualMachine machine, SupportVectorExpansion expansion) =>
        (Machine, Expansion) = (machine, expansion);

    /// <summary>The machine by its training rows, with objective and certificate.</summary>
    public DualMachine Machine { get; }

    /// <summary>The machine as a function of a query.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>How far inside the support each query lies: outliers are at 0 or below.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The decision values, [m].</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public double[] DecisionValues(Points queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options).View.ColumnToArray(0);

    /// <summary>How far inside the support each sparse query lies: outliers are at 0 or below.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The decision values, [m].</returns>
    /// <exception cref="ArgumentException">
    /// The queries have another number of columns, or the kernel needs the coordinates themselves.
    /// </exception>
    public double[] DecisionValues(SparsePoints queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options).View.ColumnToArray(0);
}
