using System.Numerics;

namespace Gramian.Numerics.Dense;

// Packs the panels of B for one step over the depth; a block of work owns some neighbouring panels.
internal unsafe struct GemmPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int PanelsPerBlock = 8;
    public GemmOperand<T> B;
    public int Column;
    public int Columns;

    public readonly int Blocks
    {
        get
        {
            int step = PanelsPerBlock * GemmKernel<T>.Columns;
            return (Columns + step - 1) / step;
        }
    }

    public readonly void Run(int block, T* packed, int depth, int depths)
    {
        int step = PanelsPerBlock * GemmKernel<T>.Columns;
        int first = block * step;
        int count = Math.Min(step, Columns - first);
        GemmPacking<T>.Pack(
            B, Column + first, count, depth, depths, GemmKernel<T>.Columns, packed + ((nint)first * depths));
    }
}
