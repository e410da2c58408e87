using System.Numerics;

namespace Gramian.Numerics.Dense;

// One factor of a product seen as lines (rows of op(A), columns of op(B)) over a common depth.
internal readonly unsafe struct GemmOperand<T>(T* origin, nint stride, bool depthContiguous)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // True: the elements of one line lie side by side in memory; false: those of one depth do.
    public bool DepthContiguous => depthContiguous;

    public nint Stride => stride;

    public T* At(nint line, nint depth) =>
        depthContiguous ? origin + (line * stride) + depth : origin + (depth * stride) + line;
}
