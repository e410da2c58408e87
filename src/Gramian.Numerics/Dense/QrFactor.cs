using System.Numerics;

namespace Gramian.Numerics.Dense;

/// <summary>Represents A = Q R, or A P = Q R with column pivoting, by Householder reflectors.</summary>
/// <remarks>
/// A is [m, n], k = min(m, n); Q has orthonormal columns and is kept as reflectors; R is upper triangular (trapezoidal
/// when m &lt; n). 2mn² − 2n³/3 flops for m ≥ n; plain: in matrix products; pivoted: half of it in single vectors.
/// Bit-identical for any number of threads. Immutable.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("golub2013matrix", Where = "section 5.2")]
public sealed class QrFactor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> columns;    // [n, m]: A transposed, so that columns are contiguous
    private readonly T[] tau;
    private readonly int[] pivots;

    private QrFactor(Matrix<T> columns, T[] tau, int[] pivots)
    {
        this.columns = columns;
        this.tau = tau;
        this.pivots = pivots;
    }

    /// <summary>The number of rows m.</summary>
    public int Rows => columns.Columns;

    /// <summary>The number of columns n.</summary>
    public int Columns => columns.Rows;

    /// <summary>Column i of A P is column Pivots[i] of A; 0, 1, 2, … without pivoting.</summary>
    public ReadOnlySpan<int> Pivots => pivots;

    /// <summary>Factorises a copy of a matrix without pivoting.</summary>
    /// <param name="a">A, [m, n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static QrFactor<T> Compute(MatrixView<T> a, ComputeOptions? options = null)
    {
        Matrix<T> columns = QrSteps<T>.Transposed(a);
        var tau = new T[Math.Min(a.Rows, a.Columns)];
        QrSteps<T>.Factor(columns, tau, options ?? ComputeOptions.Default);
        return new QrFactor<T>(columns, tau, Natural(a.Columns));
    }

    /// <summary>Factorises a copy of a matrix with column pivoting: |Rᵢᵢ| does not grow with i.</summary>
    /// <param name="a">A, [m, n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static QrFactor<T> ComputePivoted(MatrixView<T> a, ComputeOptions? options = null)
    {
        Matrix<T> columns = QrSteps<T>.Transposed(a);
        var tau = new T[Math.Min(a.Rows, a.Columns)];
        int[] pivots = Natural(a.Columns);
        QrPivoting<T>.Factor(columns, tau, pivots, options ?? ComputeOptions.Default);
        return new QrFactor<T>(columns, tau, pivots);
    }

    /// <summary>Makes R, [k, n], with zeros below the diagonal.</summary>
    public Matrix<T> FormR()
    {
        var r = new Matrix<T>(tau.Length, Columns);
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<T> column = columns.Row(j);
            for (int i = 0; i <= Math.Min(j, tau.Length - 1); i++)
            {
                r[i, j] = column[i];
            }
        }

        return r;
    }

    /// <summary>Makes the first k columns of Q, [m, k].</summary>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    public Matrix<T> FormQ(ComputeOptions? options = null)
    {
        var q = new Matrix<T>(Rows, tau.Length);
        for (int i = 0; i < tau.Length; i++)
        {
            q[i, i] = T.One;
        }

        ApplyQ(Transpose.No, q, options);
        return q;
    }

    /// <summary>C ← Q C or Qᵀ C with the whole Q, [m, m].</summary>
    /// <param name="transpose">Whether Qᵀ is applied.</param>
    /// <param name="c">C, [m, any].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">C has not m rows.</exception>
    public void ApplyQ(Transpose transpose, MatrixView<T> c, ComputeOptions? options = null)
    {
        DenseGuard.Shape(c, Rows, c.Columns, nameof(c));
        QrSteps<T>.ApplyQ(columns, tau, transpose, c, options ?? ComputeOptions.Default);
    }

    /// <summary>Returns how many |Rᵢᵢ| exceed a tolerance times |R₀₀|: with pivoting, the numerical rank.</summary>
    /// <param name="relativeTolerance">The tolerance, at least 0.</param>
    public int Rank(double relativeTolerance)
    {
        Guard.NonNegative(relativeTolerance);
        int rank = 0;
        while (rank < tau.Length
            && double.CreateChecked(T.Abs(columns[rank, rank]))
                > relativeTolerance * double.CreateChecked(T.Abs(columns[0, 0])))
        {
            rank++;
        }

        return rank;
    }

    /// <summary>Returns X, [n, q], that minimises ‖A X − B‖ column by column; A must have full column rank.</summary>
    /// <param name="b">B, [m, q]; not written.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">B has not m rows.</exception>
    /// <exception cref="InvalidOperationException">A has not full column rank.</exception>
    public Matrix<T> SolveLeastSquares(MatrixView<T> b, ComputeOptions? options = null)
    {
        DenseGuard.Shape(b, Rows, b.Columns, nameof(b));
        if (Columns > Rows || Rank(0) < Columns)
        {
            throw new InvalidOperationException(
                "The matrix has not full column rank, so that the least-squares solution is not unique.");
        }

        using Matrix<T> c = b.ToMatrix();
        ApplyQ(Transpose.Yes, c, options);
        MatrixView<T> top = c.View.Slice(0, 0, Columns, b.Columns);
        Blas.Trsm(
            Side.Left, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, T.One,
            columns.View.Slice(0, 0, Columns, Columns), top, options);
        var x = Matrix<T>.Uninitialized(Columns, b.Columns);
        for (int i = 0; i < Columns; i++)
        {
            top.Row(i).CopyTo(x.Row(pivots[i]));
        }

        return x;
    }

    private static int[] Natural(int count)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        return order;
    }
}
