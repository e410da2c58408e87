using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// A block owns some rows of y (plain) or some columns of A (transposed).
internal unsafe struct GemvWork<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LinesPerBlock = 64;
    private const int ColumnsPerBlock = 512;
    public T* A;
    public nint Stride;
    public int Rows;
    public int Columns;
    public T* X;
    public T* Y;
    public T Alpha;
    public T Beta;
    public bool Transposed;

    public readonly int Blocks => Transposed
        ? (Columns + ColumnsPerBlock - 1) / ColumnsPerBlock
        : (Rows + LinesPerBlock - 1) / LinesPerBlock;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int block)
    {
        if (Transposed)
        {
            RunTransposed(block * ColumnsPerBlock);
            return;
        }

        var x = new ReadOnlySpan<T>(X, Columns);
        int end = Math.Min(Rows, (block + 1) * LinesPerBlock);
        for (int i = block * LinesPerBlock; i < end; i++)
        {
            T sum = Alpha * VectorOps.Dot(new ReadOnlySpan<T>(A + (i * Stride), Columns), x);
            Y[i] = Beta == T.Zero ? sum : (Beta * Y[i]) + sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void RunTransposed(int first)
    {
        int count = Math.Min(ColumnsPerBlock, Columns - first);
        var y = new Span<T>(Y + first, count);
        if (Beta == T.Zero)
        {
            y.Clear();
        }
        else if (Beta != T.One)
        {
            VectorOps.Scale(Beta, y);
        }

        for (int i = 0; i < Rows; i++)
        {
            VectorOps.Axpy(Alpha * X[i], new ReadOnlySpan<T>(A + (i * Stride) + first, count), y);
        }
    }
}
