using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Solvers.LeastSquares;

/// <summary>
/// Represents ΦA, a sparse sign sketch, while the rows of A go by in blocks: each row of A is added, with random signs,
/// to a few rows of the sketch.
/// </summary>
/// <remarks>
/// Φ has <see cref="Signs"/> entries ±1/√<see cref="Signs"/> in each column, at different places that depend on the
/// seed and on the number of the row alone. With about twice as many rows as A has columns the lengths of all
/// vectors A x are kept to within a small factor, whatever rows of A are large: (ΦA)ᵀΦA is a preconditioner of AᵀA even
/// where drawn rows would miss the few that matter. O(<see cref="Signs"/> n m) additions for n rows of m columns. The
/// bits do not depend on the number of threads. For one thread at a time.
/// </remarks>
[Paper("diaz2023robust")]
[Paper("epperly2024fast")]
public sealed class RowSketch : IDisposable
{
    /// <summary>The most rows of the sketch to which a row of A is added.</summary>
    public const int Signs = 8;

    private const int BandColumns = 256;
    private readonly Matrix<double> sum;
    private readonly RandomStream random;
    private readonly int count;

    /// <summary>Starts with no rows.</summary>
    /// <param name="rows">d, the rows of the sketch; at least 1.</param>
    /// <param name="columns">m, the columns of A; at least 1.</param>
    /// <param name="random">Chooses places and signs.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no row or no column.</exception>
    public RowSketch(int rows, int columns, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        this.random = random;
        sum = new Matrix<double>(Guard.AtLeast(rows, 1), Guard.AtLeast(columns, 1));
        count = Math.Min(Signs, rows);
    }

    /// <summary>The rows of A so far.</summary>
    public int Rows { get; private set; }

    /// <summary>ΦA, [d, m], of the rows so far; not to be written.</summary>
    public MatrixView<double> Sketch => sum;

    /// <summary>Adds rows of A.</summary>
    /// <param name="rows">The rows, [b, m].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The number of columns is not m.</exception>
    public void Add(MatrixView<double> rows, ComputeOptions? options = null)
    {
        Guard.Length(rows.Columns, sum.Columns, nameof(rows));
        var places = new int[rows.Rows * count];
        var weights = new double[places.Length];
        for (int i = 0; i < rows.Rows; i++)
        {
            Draw((ulong)(Rows + i), places.AsSpan(i * count, count), weights.AsSpan(i * count, count));
        }

        var work = new AddWork(rows, sum, places, weights, count);
        WorkerTeam.Run(ref work, (sum.Columns + BandColumns - 1) / BandColumns, options ?? ComputeOptions.Default);
        Rows += rows.Rows;
    }

    /// <summary>Frees the sketch.</summary>
    public void Dispose() => sum.Dispose();

    // Different places, each with a sign.
    private void Draw(ulong row, Span<int> places, Span<double> weights)
    {
        RandomStream own = random.Substream(row);
        double size = 1 / Math.Sqrt(count);
        for (int k = 0; k < places.Length; k++)
        {
            do
            {
                places[k] = own.NextInt(sum.Rows);
            }
            while (places[..k].Contains(places[k]));

            weights[k] = own.NextDouble() < 0.5 ? -size : size;
        }
    }

    // A band of columns belongs to one worker, which adds all rows to it in their order.
    private readonly struct AddWork(
        MatrixView<double> rows, Matrix<double> sum, int[] places, double[] weights, int count) : IBlockWork
    {
        public void Run(int block)
        {
            int first = block * BandColumns;
            int length = Math.Min(BandColumns, sum.Columns - first);
            for (int i = 0; i < rows.Rows; i++)
            {
                ReadOnlySpan<double> source = rows.Row(i).Slice(first, length);
                for (int k = i * count; k < (i + 1) * count; k++)
                {
                    VectorOps.Axpy(weights[k], source, sum.Row(places[k]).Slice(first, length));
                }
            }
        }
    }
}
