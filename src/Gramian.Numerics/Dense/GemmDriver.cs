using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// The loops over column panels and depth. The cut depends on the shape alone, so that every element is summed in the
// same order for any number of threads.
internal static unsafe class GemmDriver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double SerialOperations = 150_000;
    private const int Enough = 8; // blocks for any number of threads that such products are worth

    public static void Multiply(
        GemmOperand<T> a, GemmOperand<T> b, int rows, int columns, int depths, T alpha, T beta,
        T* c, nint stride, GemmRegion region, ComputeOptions? options)
    {
        if (rows == 0 || columns == 0)
        {
            return;
        }

        if (depths == 0 || alpha == T.Zero)
        {
            Scale(c, stride, rows, columns, beta, region);
            return;
        }

        options ??= ComputeOptions.Default;
        options.CancellationToken.ThrowIfCancellationRequested();
        if (region == GemmRegion.Full && SimdPath.Bits == 512
            && GemmSmall512<T>.Suits(rows, columns, depths, b.DepthContiguous))
        {
            GemmSmall512<T>.Multiply(a, b, rows, columns, depths, alpha, beta, c, stride);
            return;
        }

        if ((double)rows * columns * depths < SerialOperations)
        {
            options = Parallelism.Serial;
        }

        int nr = GemmKernel<T>.Columns, depthStep = DepthStep(depths), steps = (depths + depthStep - 1) / depthStep;
        nint size = (nint)Math.Min(GemmKernel<T>.ColumnBlock, (columns + nr - 1) / nr * nr) * depthStep;
        int rowBlock = RowBlock(rows);
        // With a second buffer whoever is done with a step packs the next one.
        int buffers = steps > 1 && options.Threads > 1 ? 2 : 1;
        using WorkBuffer buffer = Workspace.Rent<T>(size * buffers);
        var work = new GemmSteps<T>
        {
            Panels = new GemmPanels<T> { B = b },
            Tiles = new GemmTiles<T>
            {
                A = a,
                C = c,
                Stride = stride,
                Alpha = alpha,
                Rows = rows,
                RowBlock = rowBlock,
                RowBlocks = (rows + rowBlock - 1) / rowBlock,
                Region = region,
            },
            Depths = depths,
            DepthStep = depthStep,
            Beta = beta,
            Packed = buffer.Pointer<T>(),
            BufferSize = size,
            Buffers = buffers,
        };
        for (int column = 0; column < columns; column += GemmKernel<T>.ColumnBlock)
        {
            work.Panels.Column = work.Tiles.Column = column;
            work.Panels.Columns = work.Tiles.Columns = Math.Min(GemmKernel<T>.ColumnBlock, columns - column);
            work.Tiles.ChunkColumns =
                work.Tiles.RowBlocks >= Enough ? GemmKernel<T>.ColumnBlock : GemmKernel<T>.ColumnChunk;
            Run(ref work, options);
        }
    }

    private static void Run(ref GemmSteps<T> work, ComputeOptions options)
    {
        work.PackBlocks = work.Panels.Blocks;
        work.TileBlocks = work.Tiles.Blocks;
        int length = GemmSteps<T>.ProgressLength(work.Steps, work.TileBlocks);
        using WorkBuffer progress = Workspace.Rent<int>(length);
        progress.Span<int>(length).Clear();
        work.Progress = progress.Pointer<int>();
        WorkerTeam.Run(ref work, work.Blocks, options);
    }

    // Lower blocks of few rows, so that the threads end together.
    private static int RowBlock(int rows)
    {
        int mr = GemmKernel<T>.Rows, smallest = 3 * mr;
        int shared = (rows + (Enough * mr) - 1) / (Enough * mr) * mr;
        return Math.Clamp(shared, smallest, GemmKernel<T>.RowBlock);
    }

    // Steps of about one length: a short last one would read and write C for little work.
    private static int DepthStep(int depths)
    {
        int steps = (depths + GemmKernel<T>.Depth - 1) / GemmKernel<T>.Depth;
        return Math.Min(GemmKernel<T>.Depth, (((depths + steps - 1) / steps) + 7) / 8 * 8);
    }

    private static void Scale(T* c, nint stride, int rows, int columns, T beta, GemmRegion region)
    {
        if (beta == T.One)
        {
            return;
        }

        for (int i = 0; i < rows; i++)
        {
            int from = region == GemmRegion.Upper ? Math.Min(i, columns) : 0;
            int to = region == GemmRegion.Lower ? Math.Min(i + 1, columns) : columns;
            var row = new Span<T>(c + (i * stride) + from, to - from);
            if (beta == T.Zero)
            {
                row.Clear();
            }
            else
            {
                VectorOps.Scale(beta, row);
            }
        }
    }
}
