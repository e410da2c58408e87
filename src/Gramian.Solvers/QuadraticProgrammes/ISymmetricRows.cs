using Gramian.Numerics;

namespace Gramian.Solvers.QuadraticProgrammes;

/// <summary>Represents a symmetric matrix K whose rows are made when they are wanted.</summary>
/// <remarks>Implementations are immutable and safe to share between threads, and give the same bits for any number of
/// threads; element (i, j) of any row equals element (j, i).</remarks>
public interface ISymmetricRows
{
    /// <summary>The number of rows, n.</summary>
    int Count { get; }

    /// <summary>Copies the diagonal.</summary>
    /// <param name="destination">Receives it, [n].</param>
    void CopyDiagonal(Span<double> destination);

    /// <summary>Makes several rows at once, rounded to floats.</summary>
    /// <param name="rows">The numbers of the rows, from 0.</param>
    /// <param name="destinations">Receives the rows, each of shape [1, n].</param>
    /// <param name="count">How many are made, from the first.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    void FillRows(int[] rows, MatrixView<float>[] destinations, int count, ComputeOptions? options = null);

    /// <summary>Makes the matrix of some rows and the same columns.</summary>
    /// <param name="indices">The numbers of the rows that remain, in order.</param>
    ISymmetricRows Select(ReadOnlySpan<int> indices);

    /// <summary>sums[i] += Σⱼ weights[j] K[rows[i], columns[j]], in double precision.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="weights">A weight for each of the columns.</param>
    /// <param name="sums">A sum for each of the rows.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    void AddProducts(
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<double> weights,
        Span<double> sums,
        ComputeOptions? options = null);
}
