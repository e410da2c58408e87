using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gramian.Numerics.Dense;

// One step over the depth: C[:, column .. column + columns) += alpha A[:, depth range] packedB. A block of work packs
// its own rows of A and owns its tiles of C.
internal unsafe struct GemmTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public GemmOperand<T> A;
    public T* C;
    public nint Stride;
    public T Alpha;
    public int Rows;
    public int Column;
    public int Columns;
    public int RowBlock;
    public int RowBlocks;
    public int ChunkColumns;
    public GemmRegion Region;

    public readonly int Blocks => RowBlocks * ((Columns + ChunkColumns - 1) / ChunkColumns);

    public readonly void Run(int block, T* packedB, int depth, int depths, T beta)
    {
        int mr = GemmKernel<T>.Rows;
        int rowBlock = block % RowBlocks;
        if (Region == GemmRegion.Lower)
        {
            // The last rows of a lower triangle are the longest: they go first, so that the threads end together.
            rowBlock = RowBlocks - 1 - rowBlock;
        }

        int row = rowBlock * RowBlock;
        int rows = Math.Min(RowBlock, Rows - row);
        int first = block / RowBlocks * ChunkColumns;
        int last = Math.Min(first + ChunkColumns, Columns);
        if ((Region == GemmRegion.Lower && Column + first > row + rows - 1)
            || (Region == GemmRegion.Upper && Column + last - 1 < row))
        {
            return;
        }

        using WorkBuffer buffer = Workspace.Rent<T>((nint)GemmKernel<T>.RowBlock * GemmKernel<T>.Depth);
        T* packedA = buffer.Pointer<T>();
        GemmPacking<T>.Pack(A, row, rows, depth, depths, mr, packedA);
        Multiply(packedA, packedB, depths, beta, row, rows, first, last);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(
        T* packedA, T* packedB, int depths, T beta, int row, int rows, int first, int last)
    {
        int mr = GemmKernel<T>.Rows, nr = GemmKernel<T>.Columns;
        T* scratch = stackalloc T[mr * nr];
        for (int j = first; j < last; j += nr)
        {
            int columns = Math.Min(nr, Columns - j);
            T* b = packedB + ((nint)j * depths);
            for (int i = 0; i < rows; i += mr)
            {
                int tileRow = row + i, tileColumn = Column + j;
                int height = Math.Min(mr, rows - i);
                bool crosses = false;
                if (Region == GemmRegion.Lower)
                {
                    if (tileColumn > tileRow + height - 1)
                    {
                        continue;
                    }

                    crosses = tileColumn + columns - 1 > tileRow;
                }
                else if (Region == GemmRegion.Upper)
                {
                    if (tileColumn + columns - 1 < tileRow)
                    {
                        continue;
                    }

                    crosses = tileColumn < tileRow + height - 1;
                }

                T* a = packedA + ((nint)i * depths);
                T* c = C + (tileRow * Stride) + tileColumn;
                if (height == mr && columns == nr && !crosses)
                {
                    GemmKernel<T>.Run(depths, a, b, Alpha, beta, c, Stride);
                }
                else
                {
                    GemmKernel<T>.Run(depths, a, b, Alpha, T.Zero, scratch, nr);
                    Merge(scratch, nr, beta, tileRow, tileColumn, height, columns);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Merge(
        T* scratch, int nr, T beta, int tileRow, int tileColumn, int height, int columns)
    {
        for (int i = 0; i < height; i++)
        {
            int from = Region == GemmRegion.Upper ? Math.Max(0, tileRow + i - tileColumn) : 0;
            int to = Region == GemmRegion.Lower ? Math.Min(columns, tileRow + i - tileColumn + 1) : columns;
            T* c = C + ((tileRow + i) * Stride) + tileColumn;
            T* s = scratch + (i * nr);
            for (int j = from; j < to; j++)
            {
                c[j] = beta == T.Zero ? s[j] : T.MultiplyAddEstimate(beta, c[j], s[j]);
            }
        }
    }
}
