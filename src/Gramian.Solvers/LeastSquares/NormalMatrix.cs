using Gramian.Numerics;
using Gramian.Numerics.Dense;

namespace Gramian.Solvers.LeastSquares;

/// <summary>Represents H = AᵀA while the rows of A go by in blocks, so that A is never held as a whole.</summary>
/// <remarks>
/// Takes n m² operations for n rows and holds m² numbers. The bits do not depend
/// on the number of threads. For one thread at a time.
/// </remarks>
[Paper("golub2013matrix")]
public sealed class NormalMatrix : IDisposable
{
    private readonly Matrix<double> sum;
    private bool taken;

    /// <summary>Starts with no rows.</summary>
    /// <param name="columns">m, the number of columns of A; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no column.</exception>
    public NormalMatrix(int columns) => sum = new Matrix<double>(Guard.AtLeast(columns, 1), columns);

    /// <summary>The number of rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds rows of A.</summary>
    /// <param name="rows">The rows, [b, m].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The number of columns is not m.</exception>
    public void Add(MatrixView<double> rows, ComputeOptions? options = null)
    {
        Guard.Length(rows.Columns, sum.Columns, nameof(rows));
        Blas.Syrk(Triangle.Lower, Transpose.Yes, 1.0, rows, 1.0, sum, options);
        Rows += rows.Rows;
    }

    /// <summary>Gives H away.</summary>
    /// <returns>H, [m, m], of which the lower triangle is written; owned by the caller now.</returns>
    /// <exception cref="InvalidOperationException">It was given away before.</exception>
    public Matrix<double> Take()
    {
        if (taken)
        {
            throw new InvalidOperationException("The matrix was given away before.");
        }

        taken = true;
        return sum;
    }

    /// <summary>Frees H, unless it was given away.</summary>
    public void Dispose()
    {
        if (!taken)
        {
            sum.Dispose();
        }
    }
}
