using System.Buffers;
using Gramian.Numerics;
using Gramian.Numerics.Transforms;

namespace Gramian.Operators;

/// <summary>Represents a Toeplitz matrix of one or more levels: entry (i, j) is t of the difference i − j.</summary>
/// <remarks>
/// Rows and columns are the points of a regular grid by rows, the last dimension fastest; with two dimensions the
/// matrix is block Toeplitz with Toeplitz blocks. Holds 2^(d+1) N numbers; Apply takes O(N log N) time for each pair of
/// vectors. The bits do not depend on the number of threads. Safe to share between threads.
/// </remarks>
[Paper("chan2007introduction", Where = "sec. 1.4")]
public sealed class ToeplitzOperator : LinearOperator, IDiagonal, IColumnAccess
{
    private readonly GridConvolution convolution;
    private readonly double[] generator;

    /// <summary>Makes the matrix.</summary>
    /// <param name="shape">The number of grid points along each dimension, slowest first, each at least 1.</param>
    /// <param name="generator">t by rows, [2 n₁ − 1, 2 n₂ − 1, …], the difference 1 − n first; copied.</param>
    /// <param name="structure">What is known of the matrix.</param>
    /// <param name="options">Threads and cancellation of the transform; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, an element of t is not finite, or t of a matrix
    /// declared symmetric differs from t of the opposite difference.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of points is less than 1.</exception>
    /// <exception cref="OverflowException">The matrix is too large for one padded array.</exception>
    public ToeplitzOperator(
        ReadOnlySpan<int> shape,
        ReadOnlySpan<double> generator,
        Structure structure = Structure.None,
        ComputeOptions? options = null)
        : base(CountOf(shape), CountOf(shape), structure)
    {
        Guard.AllFinite(generator, nameof(generator));
        convolution = new GridConvolution(shape, generator, [], options);
        this.generator = generator.ToArray();
        for (int i = 0; structure.HasFlag(Structure.Symmetric) && i < generator.Length; i++)
        {
            if (generator[i] != generator[^(i + 1)])
            {
                throw new ArgumentException(
                    $"A symmetric Toeplitz matrix has equal weights for opposite differences, but elements {i} and "
                    + $"{generator.Length - 1 - i} were {generator[i]} and {generator[^(i + 1)]}.", nameof(generator));
            }
        }
    }

    /// <summary>The number of grid points along each dimension, slowest first.</summary>
    public ReadOnlySpan<int> Shape => convolution.Shape;

    /// <inheritdoc/>
    public void CopyDiagonal(Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        destination.Fill(generator[generator.Length / 2]);
    }

    /// <inheritdoc/>
    public void CopyColumn(int column, Span<double> destination)
    {
        Guard.Length(destination.Length, Rows, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        for (int row = 0; row < Rows; row++)
        {
            int place = 0, stride = 1, i = row, j = column;
            for (int axis = Shape.Length - 1; axis >= 0; axis--)
            {
                int count = Shape[axis];
                place += ((i % count) - (j % count) + count - 1) * stride;
                (i, j, stride) = (i / count, j / count, stride * ((2 * count) - 1));
            }

            destination[row] = generator[place];
        }
    }

    /// <inheritdoc/>
    protected override void ApplyCore(
        MatrixView<double> vectors, MatrixView<double> destination, ComputeOptions options)
    {
        // Two real vectors are the parts of one complex one.
        double[] rented = ArrayPool<double>.Shared.Rent(checked(2 * Rows));
        Span<double> first = rented.AsSpan(0, Rows), second = rented.AsSpan(Rows, Rows);
        try
        {
            for (int k = 0; k < vectors.Columns; k += 2)
            {
                bool both = k + 1 < vectors.Columns;
                for (int i = 0; i < Rows; i++)
                {
                    ReadOnlySpan<double> row = vectors.Row(i);
                    (first[i], second[i]) = (row[k], both ? row[k + 1] : 0);
                }

                convolution.Apply(first, second, options);
                for (int i = 0; i < Rows; i++)
                {
                    Span<double> row = destination.Row(i);
                    row[k] = first[i];
                    if (both)
                    {
                        row[k + 1] = second[i];
                    }
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    protected override LinearOperator MakeTransposed()
    {
        double[] opposite = [.. generator];
        Array.Reverse(opposite);
        return new ToeplitzOperator(Shape, opposite, StructureRules.Transpose(Structure));
    }

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        int count = 1;
        foreach (int length in shape)
        {
            count = checked(count * Guard.AtLeast(length, 1, nameof(shape)));
        }

        return count;
    }
}
