using System.Buffers;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Pairs;

/// <summary>Adds rows of floats to sums of doubles, and rounds doubles to floats.</summary>
/// <remarks>Each sum takes its rows in their order with fused multiply-adds: the same bits for any number of threads
/// and any width of registers.</remarks>
public static unsafe class SingleRows
{
    private const int BlockColumns = 1024;   // the sums and four rows of a block fit in the first cache

    /// <summary>sums[i] += Σₖ weights[k] rows[k][i] over the first rows, on all threads.</summary>
    /// <param name="rows">The rows, each of 1 x n or longer.</param>
    /// <param name="weights">What each row is multiplied by.</param>
    /// <param name="count">How many rows are added, at most as many as there are.</param>
    /// <param name="sums">The sums, [n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There are fewer rows or weights than the count, or a row is too short.
    /// </exception>
    public static void Add(
        MatrixView<float>[] rows, double[] weights, int count, Span<double> sums, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(weights);
        Guard.InRange(count, 0, Math.Min(rows.Length, weights.Length));
        nint[] places = ArrayPool<nint>.Shared.Rent(Math.Max(1, count));
        for (int k = 0; k < count; k++)
        {
            if (rows[k].Rows < 1 || rows[k].Columns < sums.Length)
            {
                throw new ArgumentException(
                    $"Row {k} must have at least {sums.Length} elements, but it had {rows[k].Columns}.", nameof(rows));
            }

            places[k] = (nint)rows[k].Origin;
        }

        fixed (nint* r = places)
        fixed (double* w = weights, s = sums)
        {
            var work = new Addition((float**)r, w, count, s, sums.Length);
            WorkerTeam.Run(ref work, (sums.Length + BlockColumns - 1) / BlockColumns, options);
        }

        ArrayPool<nint>.Shared.Return(places);
        GC.KeepAlive(rows);
    }

    /// <summary>destination[i] = source[i], rounded to the nearest float.</summary>
    /// <param name="source">The doubles.</param>
    /// <param name="destination">The floats, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Round(ReadOnlySpan<double> source, Span<float> destination)
    {
        Guard.Length(destination.Length, source.Length, nameof(destination));
        int i = 0;
        fixed (double* from = source)
        fixed (float* to = destination)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i + 16 <= source.Length; i += 16)
                {
                    Vector512.Narrow(Vector512.Load(from + i), Vector512.Load(from + i + 8)).Store(to + i);
                }
            }

            for (; i + 4 <= source.Length && Vector128.IsHardwareAccelerated; i += 4)
            {
                Vector128.Narrow(Vector128.Load(from + i), Vector128.Load(from + i + 2)).Store(to + i);
            }

            for (; i < source.Length; i++)
            {
                to[i] = (float)from[i];
            }
        }
    }

    private readonly struct Addition(float** rows, double* weights, int rowCount, double* sums, int count) : IBlockWork
    {
        public void Run(int block)
        {
            int start = block * BlockColumns;
            int length = Math.Min(BlockColumns, count - start);
            float** shifted = stackalloc float*[4];
            for (int k = 0; k < rowCount; k += 4)
            {
                int some = Math.Min(4, rowCount - k);
                for (int j = 0; j < some; j++)
                {
                    shifted[j] = rows[k + j] + start;
                }

                Add(shifted, weights + k, some, sums + start, length);
            }
        }

        private static void Add(float** rows, double* weights, int rowCount, double* sums, int count)
        {
            switch (LaneWidth.Bits)
            {
                case 512:
                    PairSearchLoops<PairLane8, Vector512<double>>.AddRows(rows, weights, rowCount, sums, count);
                    break;
                case 256:
                    PairSearchLoops<PairLane4, Vector256<double>>.AddRows(rows, weights, rowCount, sums, count);
                    break;
                case 128:
                    PairSearchLoops<PairLane2, Vector128<double>>.AddRows(rows, weights, rowCount, sums, count);
                    break;
                default:
                    PairSearchLoops<PairLane1, double>.AddRows(rows, weights, rowCount, sums, count);
                    break;
            }
        }
    }
}
