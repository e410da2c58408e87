using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// Packs the panels of B for one step over the depth; a block of work owns some neighbouring panels.
internal unsafe struct GemmPanels<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int PanelsPerBlock = 8;
    public GemmOperand<T> B;
    public T* Packed;
    public int Column;
    public int Columns;
    public int Depth;
    public int Depths;

    public readonly void Run(int block)
    {
        int step = PanelsPerBlock * GemmKernel<T>.Columns;
        int first = block * step;
        int count = Math.Min(step, Columns - first);
        GemmPacking<T>.Pack(
            B, Column + first, count, Depth, Depths, GemmKernel<T>.Columns, Packed + ((nint)first * Depths));
    }
}
