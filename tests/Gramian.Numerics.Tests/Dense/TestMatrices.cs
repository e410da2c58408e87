using System.Numerics;

namespace Gramian.Numerics.Tests.Dense;

internal static class TestMatrices
{
    public static Matrix<T> Integers<T>(int rows, int columns, int seed, int bound = 8)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new System.Random(seed);
        return Make(rows, columns, (_, _) => T.CreateChecked(random.Next(-bound, bound + 1)));
    }

    public static Matrix<T> Uniform<T>(int rows, int columns, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new System.Random(seed);
        return Make(rows, columns, (_, _) => T.CreateChecked((2 * random.NextDouble()) - 1));
    }

    public static Matrix<T> Make<T>(int rows, int columns, Func<int, int, T> element)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = new Matrix<T>(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = element(i, j);
            }
        }

        return matrix;
    }

    public static Matrix<T> PositiveDefinite<T>(int size, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> root = Uniform<T>(size, size, seed);
        Matrix<T> product = NaiveProduct(root, Transposed(root));
        for (int i = 0; i < size; i++)
        {
            product[i, i] += T.CreateChecked(size * 0.1 + 0.5);
        }

        return product;
    }

    public static Matrix<T> Transposed<T>(Matrix<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Make(a.Columns, a.Rows, (i, j) => a[j, i]);

    public static Matrix<T> NaiveProduct<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = new Matrix<T>(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            Span<T> row = product.Row(i);
            for (int k = 0; k < a.Columns; k++)
            {
                T factor = a[i, k];
                ReadOnlySpan<T> other = b.Row(k);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += factor * other[j];
                }
            }
        }

        return product;
    }

    public static double MaxAbs<T>(Matrix<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        for (int i = 0; i < a.Rows; i++)
        {
            foreach (T value in a.Row(i))
            {
                double size = Math.Abs(double.CreateChecked(value));
                largest = size <= largest ? largest : size;
            }
        }

        return largest;
    }

    public static double MaxDifference<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        MaxAbs(Make(a.Rows, a.Columns, (i, j) => a[i, j] - b[i, j]));

    public static bool SameBits<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < a.Rows; i++)
        {
            ReadOnlySpan<byte> x = System.Runtime.InteropServices.MemoryMarshal.AsBytes(a.Row(i));
            if (!x.SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(b.Row(i))))
            {
                return false;
            }
        }

        return true;
    }
}
