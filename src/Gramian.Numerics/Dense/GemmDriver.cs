using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// The loops over column panels and depth. The cut depends on the shape alone, so that every element is summed in the
// same order for any number of threads.
internal static unsafe class GemmDriver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double SerialOperations = 150_000;

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
        if ((double)rows * columns * depths < SerialOperations)
        {
            options = Parallelism.Serial;
        }

        int nr = GemmKernel<T>.Columns;
        int depthStep = DepthStep(depths);
        int widest = Math.Min(GemmKernel<T>.ColumnBlock, (columns + nr - 1) / nr * nr);
        using WorkBuffer buffer = Workspace.Rent<T>((nint)widest * depthStep);
        var panels = new GemmPanels<T> { B = b, Packed = buffer.Pointer<T>() };
        var tiles = new GemmTiles<T>
        {
            A = a,
            PackedB = buffer.Pointer<T>(),
            C = c,
            Stride = stride,
            Alpha = alpha,
            Rows = rows,
            RowBlocks = (rows + GemmKernel<T>.RowBlock - 1) / GemmKernel<T>.RowBlock,
            Region = region,
        };
        for (int column = 0; column < columns; column += GemmKernel<T>.ColumnBlock)
        {
            panels.Column = tiles.Column = column;
            panels.Columns = tiles.Columns = Math.Min(GemmKernel<T>.ColumnBlock, columns - column);
            tiles.ChunkColumns = tiles.RowBlocks >= 8 ? GemmKernel<T>.ColumnBlock : GemmKernel<T>.ColumnChunk;
            int chunks = (tiles.Columns + tiles.ChunkColumns - 1) / tiles.ChunkColumns;
            int panelStep = GemmPanels<T>.PanelsPerBlock * nr;
            for (int depth = 0; depth < depths; depth += depthStep)
            {
                panels.Depth = tiles.Depth = depth;
                panels.Depths = tiles.Depths = Math.Min(depthStep, depths - depth);
                tiles.Beta = depth == 0 ? beta : T.One;
                WorkerTeam.Run(ref panels, (panels.Columns + panelStep - 1) / panelStep, options);
                WorkerTeam.Run(ref tiles, tiles.RowBlocks * chunks, options);
            }
        }
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
