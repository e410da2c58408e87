using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

/// <summary>Represents P A = L U with partial pivoting.</summary>
/// <remarks>
/// L has a unit diagonal; both factors are held in one matrix. 2n³/3 flops, by halving, all but narrow panels in matrix
/// products. Bit-identical for any number of threads. Immutable.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("higham2002accuracy", Where = "chapter 9")]
public sealed class LuFactor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Panel = 16;
    private readonly Matrix<T> factors;
    private readonly int[] exchanges;

    private LuFactor(Matrix<T> factors, int[] exchanges)
    {
        this.factors = factors;
        this.exchanges = exchanges;
    }

    /// <summary>The order n.</summary>
    public int Order => factors.Rows;

    /// <summary>Whether a pivot is exactly zero (or NaN), so that nothing can be solved.</summary>
    public bool IsSingular
    {
        get
        {
            for (int i = 0; i < Order; i++)
            {
                if (factors[i, i] == T.Zero || T.IsNaN(factors[i, i]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>L (strict lower triangle, unit diagonal not stored) and U (upper triangle).</summary>
    public MatrixView<T> Factors => factors;

    /// <summary>Row i was exchanged with row Exchanges[i] ≥ i, in order of i.</summary>
    public ReadOnlySpan<int> Exchanges => exchanges;

    /// <summary>Factorises a copy of a square matrix.</summary>
    /// <param name="a">A, [n, n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A is not square.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LuFactor<T> Compute(MatrixView<T> a, ComputeOptions? options = null)
    {
        DenseGuard.Square(a, nameof(a));
        Matrix<T> factors = a.ToMatrix();
        var exchanges = new int[a.Rows];
        Factor(factors, exchanges, options ?? ComputeOptions.Default);
        return new LuFactor<T>(factors, exchanges);
    }

    /// <summary>Solves A X = B; X replaces B.</summary>
    /// <param name="b">B, [n, k].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="InvalidOperationException">The matrix is singular.</exception>
    public void SolveInPlace(MatrixView<T> b, ComputeOptions? options = null)
    {
        DenseGuard.Shape(b, Order, b.Columns, nameof(b));
        if (IsSingular)
        {
            throw new InvalidOperationException("The matrix is singular, so that the equations cannot be solved.");
        }

        Exchange(b, exchanges);
        Blas.Trsm(Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.Yes, T.One, factors, b, options);
        Blas.Trsm(Side.Left, Triangle.Upper, Transpose.No, UnitDiagonal.No, T.One, factors, b, options);
    }

    /// <summary>Returns log |det A|, and its sign: −1, 0 or 1.</summary>
    public T LogAbsDeterminant(out int sign)
    {
        T sum = T.Zero;
        sign = 1;
        for (int i = 0; i < Order; i++)
        {
            T pivot = factors[i, i];
            sum += T.Log(T.Abs(pivot));
            sign *= T.Sign(pivot) * (exchanges[i] == i ? 1 : -1);
        }

        return sum;
    }

    // Columns are halved: the left half is factored, the right one brought up to date and factored in turn.
    private static void Factor(MatrixView<T> a, Span<int> exchanges, ComputeOptions options)
    {
        int rows = a.Rows, columns = a.Columns;
        if (columns <= Panel)
        {
            FactorPanel(a, exchanges);
            return;
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        int half = columns / 2;
        Factor(a.Slice(0, 0, rows, half), exchanges[..half], options);
        MatrixView<T> top = a.Slice(0, half, half, columns - half);
        MatrixView<T> rest = a.Slice(half, half, rows - half, columns - half);
        Exchange(a.Slice(0, half, rows, columns - half), exchanges[..half]);
        Blas.Trsm(
            Side.Left, Triangle.Lower, Transpose.No, UnitDiagonal.Yes, T.One, a.Slice(0, 0, half, half), top, options);
        Blas.Gemm(Transpose.No, Transpose.No, -T.One, a.Slice(half, 0, rows - half, half), top, T.One, rest, options);
        Span<int> later = exchanges[half..];
        Factor(rest, later, options);
        Exchange(a.Slice(half, 0, rows - half, half), later);
        foreach (ref int row in later)
        {
            row += half;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FactorPanel(MatrixView<T> a, Span<int> exchanges)
    {
        for (int j = 0; j < a.Columns; j++)
        {
            int pivot = j;
            T largest = T.Abs(a[j, j]);
            for (int i = j + 1; i < a.Rows; i++)
            {
                T size = T.Abs(a[i, j]);
                if (size > largest)
                {
                    (largest, pivot) = (size, i);
                }
            }

            exchanges[j] = pivot;
            ExchangeRows(a, j, pivot);
            if (a[j, j] == T.Zero)
            {
                continue;
            }

            ReadOnlySpan<T> top = a.Row(j);
            for (int i = j + 1; i < a.Rows; i++)
            {
                Span<T> row = a.Row(i);
                row[j] /= top[j];
                VectorOps.Axpy(-row[j], top[(j + 1)..], row[(j + 1)..]);
            }
        }
    }

    private static void Exchange(MatrixView<T> a, ReadOnlySpan<int> exchanges)
    {
        for (int i = 0; i < exchanges.Length; i++)
        {
            ExchangeRows(a, i, exchanges[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ExchangeRows(MatrixView<T> a, int first, int second)
    {
        if (first == second)
        {
            return;
        }

        Span<T> x = a.Row(first), y = a.Row(second);
        for (int j = 0; j < x.Length; j++)
        {
            (x[j], y[j]) = (y[j], x[j]);
        }
    }
}
