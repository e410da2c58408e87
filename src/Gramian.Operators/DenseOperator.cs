using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Operators;

/// <summary>Represents a matrix that is written out.</summary>
/// <remarks>Apply takes Θ(n m k) time. Safe to share between threads while the matrix is not written.</remarks>
[HouseExemption("paper", "The definition of a matrix-vector product needs no source.")]
public sealed class DenseOperator : LinearOperator, IDiagonal, IColumnAccess
{
    /// <summary>Wraps a matrix.</summary>
    /// <param name="matrix">The matrix, borrowed, not copied.</param>
    /// <param name="structure">What is known of it; both triangles must be filled in.</param>
    /// <exception cref="ArgumentException">A matrix declared symmetric is not square.</exception>
    public DenseOperator(Matrix<double> matrix, Structure structure = Structure.None)
        : base(NotNull(matrix).Rows, matrix.Columns, structure) => Matrix = matrix;

    /// <summary>The matrix.</summary>
    public Matrix<double> Matrix { get; }

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Math.Min(Rows, Columns), nameof(destination));
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = Matrix[i, i];
        }
    }

    /// <inheritdoc/>
    public void CopyColumn(int column, Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        for (int i = 0; i < Rows; i++)
        {
            destination[i] = Matrix[i, column];
        }
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options) =>
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, Matrix, vectors, 0.0, destination, options);

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed()
    {
        var transposed = Matrix<double>.Uninitialized(Columns, Rows);
        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<double> row = Matrix.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                transposed[j, i] = row[j];
            }
        }

        return new DenseOperator(transposed, StructureRules.Transpose(Structure));
    }

    /// <inheritdoc/>
    protected override Matrix<double> ToDenseCore(ComputeOptions options) => Matrix.Copy();

    private static Matrix<double> NotNull(Matrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix;
    }
}
