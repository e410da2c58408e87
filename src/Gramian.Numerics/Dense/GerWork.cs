using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// A block owns some rows of A.
internal unsafe struct GerWork<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LinesPerBlock = 64;
    public MatrixView<T> A;
    public T* X;
    public T* Y;
    public T Alpha;

    public readonly int Blocks => (A.Rows + LinesPerBlock - 1) / LinesPerBlock;

    public readonly void Run(int block)
    {
        int end = Math.Min(A.Rows, (block + 1) * LinesPerBlock);
        for (int i = block * LinesPerBlock; i < end; i++)
        {
            VectorOps.Axpy(Alpha * X[i], new ReadOnlySpan<T>(Y, A.Columns), A.Row(i));
        }
    }
}
