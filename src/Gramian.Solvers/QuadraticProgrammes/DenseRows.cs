using System.Globalization;
using Gramian.Numerics;
using Gramian.Numerics.Pairs;
using Gramian.Numerics.Threading;

namespace Gramian.Solvers.QuadraticProgrammes;

/// <summary>Represents a symmetric matrix that is at hand.</summary>
public sealed class DenseRows : ISymmetricRows
{
    private const double Asymmetry = 1e-6;   // what rounding to floats does not tell apart
    private readonly MatrixView<double> matrix;
    private readonly int[] indices;

    /// <summary>Takes a matrix.</summary>
    /// <param name="matrix">The matrix, [n, n], symmetric and finite; borrowed, and not to be changed.</param>
    /// <exception cref="ArgumentException">It is not square, not symmetric, or an element is not finite.</exception>
    public DenseRows(MatrixView<double> matrix)
        : this(matrix, [.. Enumerable.Range(0, matrix.Rows)])
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException(
                $"The matrix must be square, but it was {matrix.Rows} x {matrix.Columns}.", nameof(matrix));
        }

        Guard.AllFinite(matrix, nameof(matrix));
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double scale = Math.Max(Math.Abs(matrix[i, j]), Math.Abs(matrix[j, i]));
                if (Math.Abs(matrix[i, j] - matrix[j, i]) > Asymmetry * scale)
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"The matrix must be symmetric, but element ({i}, {j}) was {matrix[i, j]} and element "
                        + $"({j}, {i}) {matrix[j, i]}."), nameof(matrix));
                }
            }
        }
    }

    private DenseRows(MatrixView<double> matrix, int[] indices) => (this.matrix, this.indices) = (matrix, indices);

    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Count, nameof(destination));
        for (int i = 0; i < indices.Length; i++)
        {
            destination[i] = matrix[indices[i], indices[i]];
        }
    }

    /// <inheritdoc/>
    public void FillRows(int[] rows, MatrixView<float>[] destinations, int count, ComputeOptions? options = null) =>
        WorkerTeam.Run(count, k =>
        {
            ReadOnlySpan<double> source = matrix.Row(indices[rows[k]]);
            Span<float> row = destinations[k].Row(0);
            if (Count == matrix.Rows)
            {
                SingleRows.Round(source, row);
                return;
            }

            for (int j = 0; j < indices.Length; j++)
            {
                row[j] = (float)source[indices[j]];
            }
        }, options);

    /// <inheritdoc/>
    public ISymmetricRows Select(ReadOnlySpan<int> indices)
    {
        int[] chosen = new int[indices.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = this.indices[indices[i]];
        }

        return new DenseRows(matrix, chosen);
    }

    /// <inheritdoc/>
    public void AddProducts(
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<double> weights,
        Span<double> sums,
        ComputeOptions? options = null)
    {
        Guard.Length(weights.Length, columns.Length, nameof(weights));
        Guard.Length(sums.Length, rows.Length, nameof(sums));
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<double> source = matrix.Row(indices[rows[i]]);
            double sum = 0;
            for (int j = 0; j < columns.Length; j++)
            {
                sum += weights[j] * source[indices[columns[j]]];
            }

            sums[i] += sum;
        }
    }
}
