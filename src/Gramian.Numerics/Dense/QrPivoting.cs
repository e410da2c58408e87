using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// Column-pivoted Householder QR, one reflector at a time; a block of work owns some columns.
[Paper("drmac2008failure")]
internal struct QrPivoting<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ColumnsPerBlock = 16;
    private Matrix<T> columns;
    private T[] norms;       // of what is left of each column, brought down step by step
    private T[] exactNorms;  // when last computed afresh
    private T tau;
    private int step;

    public static void Factor(Matrix<T> columns, Span<T> tau, int[] pivots, ComputeOptions options)
    {
        int n = columns.Rows;
        var work = new QrPivoting<T> { columns = columns, norms = new T[n], exactNorms = new T[n] };
        for (int j = 0; j < n; j++)
        {
            work.norms[j] = work.exactNorms[j] = VectorOps.Norm2<T>(columns.Row(j));
        }

        for (int j = 0; j < tau.Length; j++)
        {
            work.Exchange(j, pivots);
            Span<T> x = columns.Row(j)[j..];
            tau[j] = Householder.Make(x, out T beta);
            work.tau = tau[j];
            work.step = j;
            int rest = n - j - 1;
            WorkerTeam.Run(
                ref work, (rest + ColumnsPerBlock - 1) / ColumnsPerBlock,
                (long)rest * x.Length < 32768 ? Parallelism.Serial : options);
            options.CancellationToken.ThrowIfCancellationRequested();
            x[0] = beta;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int block)
    {
        int first = step + 1 + (block * ColumnsPerBlock);
        int end = Math.Min(columns.Rows, first + ColumnsPerBlock);
        ReadOnlySpan<T> x = columns.Row(step)[step..];
        for (int j = first; j < end; j++)
        {
            Span<T> y = columns.Row(j)[step..];
            VectorOps.Axpy(-tau * VectorOps.Dot<T>(x, y), x, y);
            if (norms[j] == T.Zero)
            {
                continue;
            }

            // The downdated norm loses digits by cancellation: computed afresh when too many are gone.
            T ratio = T.Abs(y[0]) / norms[j];
            T left = T.Max(T.Zero, (T.One - ratio) * (T.One + ratio));
            T loss = norms[j] / exactNorms[j];
            if (left * loss * loss <= T.Sqrt(T.BitIncrement(T.One) - T.One))
            {
                norms[j] = exactNorms[j] = VectorOps.Norm2<T>(y[1..]);
            }
            else
            {
                norms[j] *= T.Sqrt(left);
            }
        }
    }

    private readonly void Exchange(int j, int[] pivots)
    {
        int best = j;
        for (int other = j + 1; other < norms.Length; other++)
        {
            best = norms[other] > norms[best] ? other : best;
        }

        if (best == j)
        {
            return;
        }

        Span<T> x = columns.Row(j), y = columns.Row(best);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (y[i], x[i]);
        }

        (pivots[j], pivots[best]) = (pivots[best], pivots[j]);
        norms[best] = norms[j];
        exactNorms[best] = exactNorms[j];
    }
}
