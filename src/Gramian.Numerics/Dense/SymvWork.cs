using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// y = alpha A x + beta y from one triangle, each element read once and used twice. Rows are cut into slices that depend
// on n alone; each slice sums into a vector of its own, and these are added in order.
internal unsafe struct SymvWork<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaximumSlices = 16;
    private const int RowsPerSlice = 64;
    private const int Together = 4;
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
        int i = Start(block), end = Start(block + 1);
        for (; i <= end - Together; i += Together)
        {
            RunFour(i, sum);
        }

        for (; i < end; i++)
        {
            T* row = a + (i * stride);
            int from = lower ? 0 : i + 1, count = lower ? i : order - i - 1;
            var line = new ReadOnlySpan<T>(row + from, count);
            sum[i] += (row[i] * x[i]) + VectorOps.Dot(line, new ReadOnlySpan<T>(x + from, count));
            VectorOps.Axpy(x[i], line, new Span<T>(sum + from, count));
        }
    }

    // Four rows at once: x and the sums of the columns are loaded once for the four.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunFour(int first, T* sum)
    {
        T* r0 = a + (first * stride), r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        int j = lower ? 0 : first + Together, end = lower ? first : order, lanes = Vector<T>.Count;
        Vector<T> x0 = new(x[first]), x1 = new(x[first + 1]), x2 = new(x[first + 2]), x3 = new(x[first + 3]);
        Vector<T> d0 = Vector<T>.Zero, d1 = d0, d2 = d0, d3 = d0;
        for (; j <= end - lanes; j += lanes)
        {
            Vector<T> across = *(Vector<T>*)(x + j), down = *(Vector<T>*)(sum + j);
            Vector<T> a0 = *(Vector<T>*)(r0 + j), a1 = *(Vector<T>*)(r1 + j);
            Vector<T> a2 = *(Vector<T>*)(r2 + j), a3 = *(Vector<T>*)(r3 + j);
            d0 = VectorOps.Fma(a0, across, d0);
            d1 = VectorOps.Fma(a1, across, d1);
            d2 = VectorOps.Fma(a2, across, d2);
            d3 = VectorOps.Fma(a3, across, d3);
            down = VectorOps.Fma(a0, x0, down);
            down = VectorOps.Fma(a1, x1, down);
            down = VectorOps.Fma(a2, x2, down);
            *(Vector<T>*)(sum + j) = VectorOps.Fma(a3, x3, down);
        }

        T s0 = Vector.Sum(d0), s1 = Vector.Sum(d1), s2 = Vector.Sum(d2), s3 = Vector.Sum(d3);
        for (; j < end; j++)
        {
            s0 += r0[j] * x[j];
            s1 += r1[j] * x[j];
            s2 += r2[j] * x[j];
            s3 += r3[j] * x[j];
            sum[j] += (r0[j] * x[first]) + (r1[j] * x[first + 1]) + (r2[j] * x[first + 2]) + (r3[j] * x[first + 3]);
        }

        sum[first] += s0;
        sum[first + 1] += s1;
        sum[first + 2] += s2;
        sum[first + 3] += s3;
        AddCorner(first, sum);
    }

    // The small triangle where the four rows cross their own columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddCorner(int first, T* sum)
    {
        for (int p = first; p < first + Together; p++)
        {
            sum[p] += a[(p * stride) + p] * x[p];
            for (int q = first; q < p; q++)
            {
                T value = lower ? a[(p * stride) + q] : a[(q * stride) + p];
                sum[p] += value * x[q];
                sum[q] += value * x[p];
            }
        }
    }

    // Slices of equal area: row r of a lower triangle holds r elements, so boundaries go with the square root.
    private readonly int Start(int slice)
    {
        double share = (double)slice / slices;
        return lower ? (int)(order * Math.Sqrt(share)) : order - (int)(order * Math.Sqrt(1 - share));
    }
}
