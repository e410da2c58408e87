using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Xunit;

#pragma warning disable CS1591 // the name of a test says what it checks

namespace Gramian.Testing.Operators;

/// <summary>What every operator must do; a test class gives instances with the matrices that they stand for.</summary>
/// <typeparam name="TOperator">The operator.</typeparam>
public abstract class OperatorConformance<TOperator>
    where TOperator : LinearOperator
{
    // Sums of a few dozen products of numbers near 1.
    private const double Rounding = 1e-12;

    /// <summary>Operators, each with its matrix made in another way.</summary>
    protected abstract IEnumerable<(TOperator Operator, double[,] Matrix)> Instances { get; }

    [Fact]
    public void Agrees_with_its_matrix() => ForEach((operation, matrix) =>
    {
        AssertEqual(matrix, operation.ToDense());
        using Matrix<double> vectors = Vectors(operation.Columns);
        using Matrix<double> dense = Matrix<double>.FromArray(matrix);
        using var expected = new Matrix<double>(operation.Rows, vectors.Columns);
        using var actual = new Matrix<double>(operation.Rows, vectors.Columns);
        actual.View.Fill(double.NaN);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, dense, vectors, 0.0, expected);
        operation.Apply(vectors, actual);
        double[] single = new double[operation.Rows];
        operation.Apply(vectors.View.ColumnToArray(1), single);
        for (int i = 0; i < operation.Rows; i++)
        {
            Assert.Equal(expected[i, 1], single[i], Rounding);
            for (int k = 0; k < vectors.Columns; k++)
            {
                Assert.Equal(expected[i, k], actual[i, k], Rounding);
            }
        }
    });

    [Fact]
    public void The_transposed_operator_has_the_transposed_matrix() => ForEach((operation, matrix) =>
    {
        double[,] transposed = new double[operation.Columns, operation.Rows];
        for (int i = 0; i < operation.Rows; i++)
        {
            for (int j = 0; j < operation.Columns; j++)
            {
                transposed[j, i] = matrix[i, j];
            }
        }

        AssertEqual(transposed, operation.Transposed.ToDense());
        AssertEqual(matrix, operation.Transposed.Transposed.ToDense());
    });

    [Fact]
    public void Declared_structure_is_true() => ForEach((operation, matrix) =>
    {
        for (int i = 0; i < operation.Rows; i++)
        {
            for (int j = 0; j < operation.Columns; j++)
            {
                Assert.True(!operation.Structure.HasFlag(Structure.LowerTriangular) || j <= i || matrix[i, j] == 0);
                Assert.True(!operation.Structure.HasFlag(Structure.UpperTriangular) || j >= i || matrix[i, j] == 0);
                Assert.True(!operation.Structure.HasFlag(Structure.Symmetric)
                    || Math.Abs(matrix[i, j] - matrix[j, i]) <= Rounding);
            }
        }

        if (operation.Structure.HasFlag(Structure.PositiveSemidefinite))
        {
            using Matrix<double> shifted = Matrix<double>.FromArray(matrix);
            double shift = operation.Structure.HasFlag(Structure.PositiveDefinite) ? 0 : 1e-10;
            for (int i = 0; i < shifted.Rows; i++)
            {
                shifted[i, i] += shift;
            }

            Assert.True(CholeskyFactor.TryFactor<double>(shifted, out _));
        }
    });

    [Fact]
    public void Capabilities_agree_with_the_matrix() => ForEach((operation, matrix) =>
    {
        if (operation is IDiagonal diagonal)
        {
            double[] values = new double[Math.Min(operation.Rows, operation.Columns)];
            diagonal.CopyDiagonal(values);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.Equal(matrix[i, i], values[i], Rounding);
            }
        }

        if (operation is IColumnAccess access)
        {
            double[] column = new double[operation.Rows];
            for (int j = 0; j < operation.Columns; j++)
            {
                access.CopyColumn(j, column);
                for (int i = 0; i < column.Length; i++)
                {
                    Assert.Equal(matrix[i, j], column[i], Rounding);
                }
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => access.CopyColumn(operation.Columns, column));
        }
    });

    [Fact]
    public void Refuses_vectors_of_another_length() => ForEach((operation, _) =>
    {
        using Matrix<double> wrong = new(operation.Columns + 1, 2);
        using Matrix<double> right = new(operation.Columns, 2);
        using Matrix<double> result = new(operation.Rows, 2);
        using Matrix<double> narrow = new(operation.Rows, 1);
        Assert.Throws<ArgumentException>(() => operation.Apply(wrong, result));
        Assert.Throws<ArgumentException>(() => operation.Apply(right, narrow));
        Assert.Throws<ArgumentException>(() =>
            operation.Apply(new double[operation.Columns], new double[operation.Rows + 1]));
    });

    [Fact]
    public void Writing_out_is_announced() => ForEach((operation, _) =>
    {
        int announced = 0;
        void Count(object? sender, DenseFallbackEventArgs arguments) =>
            announced += ReferenceEquals(arguments.Source, operation) ? 1 : 0;
        LinearOperator.DenseFallback += Count;
        operation.ToDense().Dispose();
        LinearOperator.DenseFallback -= Count;
        Assert.Equal(1, announced);
    });

    private static Matrix<double> Vectors(int rows)
    {
        var vectors = new Matrix<double>(rows, 3);
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                vectors[i, k] = Math.Sin(1 + i + (2.3 * k));
            }
        }

        return vectors;
    }

    private static void AssertEqual(double[,] expected, Matrix<double> actual)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.Rows, actual.Columns));
        for (int i = 0; i < actual.Rows; i++)
        {
            for (int j = 0; j < actual.Columns; j++)
            {
                Assert.Equal(expected[i, j], actual[i, j], Rounding);
            }
        }

        actual.Dispose();
    }

    private void ForEach(Action<TOperator, double[,]> check)
    {
        foreach ((TOperator operation, double[,] matrix) in Instances)
        {
            check(operation, matrix);
        }
    }
}
