using System.Numerics;

namespace Gramian.Numerics.Dense;

internal static unsafe class DenseGuard
{
    public static void Square<T>(MatrixView<T> a, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Rows != a.Columns)
        {
            throw new ArgumentException(
                $"The matrix '{name}' must be square, but it was {a.Rows} x {a.Columns}.", name);
        }
    }

    public static void Shape<T>(MatrixView<T> a, int rows, int columns, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Rows != rows || a.Columns != columns)
        {
            throw new ArgumentException(
                $"The matrix '{name}' must be {rows} x {columns}, but it was {a.Rows} x {a.Columns}.", name);
        }
    }

    /// <summary>Throws when the output shares elements with an input of the same matrix.</summary>
    public static void Apart<T>(MatrixView<T> input, MatrixView<T> output, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Overlap(input, output))
        {
            throw new ArgumentException($"The input '{name}' must not share elements with the output.", name);
        }
    }

    // Windows on one matrix have one stride; their rectangles are compared. Windows of different strides never lie on
    // one matrix, so a range check would only find what cannot be made.
    private static bool Overlap<T>(MatrixView<T> x, MatrixView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Stride != y.Stride || x.Rows == 0 || y.Rows == 0 || x.Columns == 0 || y.Columns == 0 || x.Stride == 0)
        {
            return false;
        }

        nint distance = (nint)(y.Origin - x.Origin);
        (nint row, nint column) = nint.DivRem(distance, x.Stride);
        if (column > x.Stride / 2)
        {
            (row, column) = (row + 1, column - x.Stride);
        }
        else if (column < -(x.Stride / 2))
        {
            (row, column) = (row - 1, column + x.Stride);
        }

        return Meets(row, column, x, y) || Meets(row + 1, column - x.Stride, x, y)
            || Meets(row - 1, column + x.Stride, x, y);
    }

    private static bool Meets<T>(nint row, nint column, MatrixView<T> x, MatrixView<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        row < x.Rows && row + y.Rows > 0 && column < x.Columns && column + y.Columns > 0;
}
