using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors;

/// <summary>Represents a fitted regression by support vectors. Immutable, and safe to share.</summary>
public sealed class FittedSupportVectorRegressor
{
    internal FittedSupportVectorRegressor(
        DualMachine machine, int[] rows, SupportVectorExpansion expansion, double width) =>
        (Machine, TrainingRows, Expansion, Width) = (machine, rows, expansion, width);

    /// <summary>The machine by its training rows, with objective and certificate.</summary>
    public DualMachine Machine { get; }

    /// <summary>The machine as a function of a query.</summary>
    public SupportVectorExpansion Expansion { get; }

    /// <summary>ε, half the width of the tube inside which errors cost nothing, in the unit of the targets.</summary>
    public double Width { get; }

    internal int[] TrainingRows { get; }

    /// <summary>Predicts the target at each query.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The predictions, [m].</returns>
    /// <exception cref="ArgumentException">The queries have another number of columns.</exception>
    public double[] Predict(Points queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options).View.ColumnToArray(0);

    /// <summary>Predicts the target at each sparse query.</summary>
    /// <param name="queries">The m queries, of d columns; borrowed during the call.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The predictions, [m].</returns>
    /// <exception cref="ArgumentException">
    /// The queries have another number of columns, or the kernel needs the coordinates themselves.
    /// </exception>
    public double[] Predict(SparsePoints queries, ComputeOptions? options = null) =>
        Expansion.Evaluate(queries, options).View.ColumnToArray(0);
}
