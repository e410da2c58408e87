using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// y = alpha op(A) x + beta y. Plain: a block owns some rows of y. Transposed: rows are cut into slices that depend on
// the shape alone, columns into pieces that stay in the nearest cache; a slice sums into a vector of its own, and these
// are added in order. Four rows of A go together: one stream alone does not fill the memory's bandwidth.
internal unsafe struct GemvWork<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LinesPerBlock = 64;
    private const int ColumnsPerBlock = 2048;
    private const int MaximumSlices = 16;
    private const int Together = 4;
    private const nint SerialCount = 32768;
    private T* a;
    private nint stride;
    private int rows;
    private int columns;
    private T* x;
    private T* y;
    private T alpha;
    private T beta;
    private bool transposed;
    private T* partial;
    private int slices;

    public static void Multiply(
        MatrixView<T> a, bool transposed, T alpha, T* x, T beta, T* y, ComputeOptions? options)
    {
        options = a.Count < SerialCount ? Parallelism.Serial : options;
        var work = new GemvWork<T>
        {
            a = a.Origin, stride = a.Stride, rows = a.Rows, columns = a.Columns, x = x, y = y, alpha = alpha,
            beta = beta, transposed = transposed,
        };
        if (!transposed)
        {
            WorkerTeam.Run(ref work, (a.Rows + LinesPerBlock - 1) / LinesPerBlock, options);
            return;
        }

        work.slices = a.Count < SerialCount ? 1 : Math.Clamp(a.Rows / LinesPerBlock, 1, MaximumSlices);
        using WorkBuffer buffer = Workspace.Rent<T>((nint)work.slices * a.Columns);
        work.partial = buffer.Pointer<T>();
        WorkerTeam.Run(ref work, work.slices * ((a.Columns + ColumnsPerBlock - 1) / ColumnsPerBlock), options);
        var total = new Span<T>(y, a.Columns);
        if (beta == T.Zero)
        {
            total.Clear();
        }
        else if (beta != T.One)
        {
            VectorOps.Scale(beta, total);
        }

        for (int slice = 0; slice < work.slices; slice++)
        {
            VectorOps.Axpy(
                alpha, new ReadOnlySpan<T>(work.partial + ((nint)slice * a.Columns), a.Columns), total);
        }
    }

    public readonly void Run(int block)
    {
        if (transposed)
        {
            RunTransposed(block % slices, block / slices * ColumnsPerBlock);
            return;
        }

        int i = block * LinesPerBlock, end = Math.Min(rows, i + LinesPerBlock);
        T* sums = stackalloc T[Together];
        for (; i <= end - Together; i += Together)
        {
            DotFour(a + (i * stride), sums);
            for (int r = 0; r < Together; r++)
            {
                Set(i + r, sums[r]);
            }
        }

        for (; i < end; i++)
        {
            Set(i, VectorOps.Dot(new ReadOnlySpan<T>(a + (i * stride), columns), new ReadOnlySpan<T>(x, columns)));
        }
    }

    private readonly void Set(int i, T dot) => y[i] = beta == T.Zero ? alpha * dot : (beta * y[i]) + (alpha * dot);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void DotFour(T* row, T* sums)
    {
        T* r0 = row, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        int j = 0, lanes = Vector<T>.Count;
        Vector<T> d0 = Vector<T>.Zero, d1 = d0, d2 = d0, d3 = d0, e0 = d0, e1 = d0, e2 = d0, e3 = d0;
        for (; j <= columns - (2 * lanes); j += 2 * lanes)
        {
            Vector<T> near = Vector.Load(x + j), far = Vector.Load(x + j + lanes);
            d0 = VectorOps.Fma(Vector.Load(r0 + j), near, d0);
            d1 = VectorOps.Fma(Vector.Load(r1 + j), near, d1);
            d2 = VectorOps.Fma(Vector.Load(r2 + j), near, d2);
            d3 = VectorOps.Fma(Vector.Load(r3 + j), near, d3);
            e0 = VectorOps.Fma(Vector.Load(r0 + j + lanes), far, e0);
            e1 = VectorOps.Fma(Vector.Load(r1 + j + lanes), far, e1);
            e2 = VectorOps.Fma(Vector.Load(r2 + j + lanes), far, e2);
            e3 = VectorOps.Fma(Vector.Load(r3 + j + lanes), far, e3);
        }

        (sums[0], sums[1]) = (Vector.Sum(d0 + e0), Vector.Sum(d1 + e1));
        (sums[2], sums[3]) = (Vector.Sum(d2 + e2), Vector.Sum(d3 + e3));
        for (; j < columns; j++)
        {
            sums[0] = T.MultiplyAddEstimate(r0[j], x[j], sums[0]);
            sums[1] = T.MultiplyAddEstimate(r1[j], x[j], sums[1]);
            sums[2] = T.MultiplyAddEstimate(r2[j], x[j], sums[2]);
            sums[3] = T.MultiplyAddEstimate(r3[j], x[j], sums[3]);
        }
    }

    private readonly void RunTransposed(int slice, int first)
    {
        int count = Math.Min(ColumnsPerBlock, columns - first);
        T* sum = partial + ((nint)slice * columns) + first;
        new Span<T>(sum, count).Clear();
        int i = (int)((long)rows * slice / slices), end = (int)((long)rows * (slice + 1) / slices);
        for (; i <= end - Together; i += Together)
        {
            AddFour(i, first, count, sum);
        }

        for (; i < end; i++)
        {
            VectorOps.Axpy(x[i], new ReadOnlySpan<T>(a + (i * stride) + first, count), new Span<T>(sum, count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddFour(int row, int first, int count, T* sum)
    {
        T* r0 = a + (row * stride) + first, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        int j = 0, lanes = Vector<T>.Count;
        Vector<T> x0 = new(x[row]), x1 = new(x[row + 1]), x2 = new(x[row + 2]), x3 = new(x[row + 3]);
        for (; j <= count - lanes; j += lanes)
        {
            Vector<T> s = VectorOps.Fma(Vector.Load(r0 + j), x0, Vector.Load(sum + j));
            s = VectorOps.Fma(Vector.Load(r1 + j), x1, s);
            s = VectorOps.Fma(Vector.Load(r2 + j), x2, s);
            Vector.Store(VectorOps.Fma(Vector.Load(r3 + j), x3, s), sum + j);
        }

        for (; j < count; j++)
        {
            T s = T.MultiplyAddEstimate(r0[j], x[row], sum[j]);
            s = T.MultiplyAddEstimate(r1[j], x[row + 1], s);
            s = T.MultiplyAddEstimate(r2[j], x[row + 2], s);
            sum[j] = T.MultiplyAddEstimate(r3[j], x[row + 3], s);
        }
    }
}
