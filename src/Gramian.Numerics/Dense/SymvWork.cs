using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// y = alpha A x + beta y from one triangle, each element read once and used twice. Rows are cut into slices that depend
// on n alone; each slice sums into a vector of its own, and these are added in order.
internal unsafe struct SymvWork<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaximumSlices = 16;
    private const int RowsPerSlice = 64;
    private T* a;
    private nint stride;
    private int order;
    private bool lower;
    private T* x;
    private T* partial;
    private int slices;

    public static void Multiply(
        T* a, nint stride, int order, bool lower, T alpha, T* x, T beta, T* y, ComputeOptions? options)
    {
        int slices = Math.Clamp(order / RowsPerSlice, 1, MaximumSlices);
        using WorkBuffer buffer = Workspace.Rent<T>((nint)slices * order);
        var work = new SymvWork<T>
        {
            a = a, stride = stride, order = order, lower = lower, x = x, partial = buffer.Pointer<T>(), slices = slices,
        };
        WorkerTeam.Run(ref work, slices, order < 256 ? Parallelism.Serial : options);
        var total = new Span<T>(y, order);
        if (beta == T.Zero)
        {
            total.Clear();
        }
        else if (beta != T.One)
        {
            VectorOps.Scale(beta, total);
        }

        for (int slice = 0; slice < slices; slice++)
        {
            VectorOps.Axpy(alpha, new ReadOnlySpan<T>(buffer.Pointer<T>() + ((nint)slice * order), order), total);
        }
    }

    public readonly void Run(int block)
    {
        T* sum = partial + ((nint)block * order);
        new Span<T>(sum, order).Clear();
        for (int i = Start(block); i < Start(block + 1); i++)
        {
            T* row = a + (i * stride);
            int from = lower ? 0 : i + 1, count = lower ? i : order - i - 1;
            var line = new ReadOnlySpan<T>(row + from, count);
            sum[i] += (row[i] * x[i]) + VectorOps.Dot(line, new ReadOnlySpan<T>(x + from, count));
            VectorOps.Axpy(x[i], line, new Span<T>(sum + from, count));
        }
    }

    // Slices of equal area: row r of a lower triangle holds r elements, so boundaries go with the square root.
    private readonly int Start(int slice)
    {
        double share = (double)slice / slices;
        return lower ? (int)(order * Math.Sqrt(share)) : order - (int)(order * Math.Sqrt(1 - share));
    }
}
