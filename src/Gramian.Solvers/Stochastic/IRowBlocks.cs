using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Stochastic;

/// <summary>Represents a symmetric matrix K that gives some of its rows at a time.</summary>
public interface IRowBlocks
{
    /// <summary>n, the number of rows.</summary>
    int Count { get; }

    /// <summary>The largest element of the diagonal.</summary>
    double LargestDiagonal { get; }

    /// <summary>The rows from one on, as an operator of count × n.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows.</param>
    LinearOperator Rows(int first, int count);

    /// <summary>The first columns of these rows, written out.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <returns>The elements, [count, columns]; owned by the caller.</returns>
    Matrix<double> Block(int first, int count, int columns, ComputeOptions? options = null);
}
