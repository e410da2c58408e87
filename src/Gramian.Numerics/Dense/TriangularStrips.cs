using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// Solves or multiplies strips of lines with one small triangle. A strip is held as [order][width] like a packed panel
// of B, so that all but the diagonal blocks, as high as the kernel, goes through the kernel of GEMM.
internal unsafe struct TriangularStrips<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Size = 72;
    public const int PaddedSize = 72;
    public const int StripsPerBlock = 2;
    public T* Triangle;
    public T* B;
    public nint Stride;
    public int Order;
    public int Lines;
    public bool Solve;
    public bool Lower;
    public bool Left;

    public static int LinesPerBlock => StripsPerBlock * GemmKernel<T>.Columns;

    public readonly void Run(int block)
    {
        int width = GemmKernel<T>.Columns, height = GemmKernel<T>.Rows;
        int padded = (Order + height - 1) / height * height;
        using WorkBuffer buffer = Workspace.Rent<T>(PaddedSize * width);
        T* strip = buffer.Pointer<T>();
        int end = Math.Min(Lines, (block + 1) * LinesPerBlock);
        var operand = new GemmOperand<T>(B, Stride, !Left);
        for (int line = block * LinesPerBlock; line < end; line += width)
        {
            int count = Math.Min(width, end - line);
            GemmPacking<T>.Pack(operand, line, count, 0, Order, width, strip);
            new Span<T>(strip + (Order * width), (padded - Order) * width).Clear();
            for (int step = 0; step < padded; step += height)
            {
                // A solve goes the way of the dependence, a product against it.
                RunRows(strip, width, height, padded, Lower == Solve ? step : padded - height - step);
            }

            Store(strip, width, line, count);
        }
    }

    private readonly void RunRows(T* strip, int width, int height, int padded, int row)
    {
        T* panel = Triangle + (row * padded);
        T* x = strip + (row * width);
        int from = Lower ? 0 : row + height, depth = Lower ? row : padded - row - height;
        if (!Solve)
        {
            // In place: the kernel has read all of its operands when it writes.
            int start = Lower ? 0 : row;
            GemmKernel<T>.Run(
                depth + height, panel + (start * height), strip + (start * width), T.One, T.Zero, x, width);
            return;
        }

        if (depth > 0)
        {
            GemmKernel<T>.Run(depth, panel + (from * height), strip + (from * width), -T.One, T.One, x, width);
        }

        T* diagonal = panel + (row * height);
        if (SimdPath.Bits == 512)
        {
            TriangularBlock512<T>.Solve(diagonal, x, Lower);
        }
        else
        {
            SolveDiagonal(diagonal, x, width, height);
        }
    }

    // By substitution, not by the inverse of the block: the residual stays small for ill-conditioned blocks.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void SolveDiagonal(T* block, T* x, int width, int height)
    {
        int lanes = Vector<T>.Count, column = 0;
        for (; column <= width - lanes; column += lanes)
        {
            for (int step = 0; step < height; step++)
            {
                int t = Lower ? step : height - 1 - step;
                Vector<T> sum = *(Vector<T>*)(x + (t * width) + column);
                for (int s = Lower ? 0 : t + 1; s < (Lower ? t : height); s++)
                {
                    sum -= new Vector<T>(block[(s * height) + t]) * *(Vector<T>*)(x + (s * width) + column);
                }

                *(Vector<T>*)(x + (t * width) + column) = sum * block[(t * height) + t];
            }
        }

        for (; column < width; column++)
        {
            for (int step = 0; step < height; step++)
            {
                int t = Lower ? step : height - 1 - step;
                T sum = x[(t * width) + column];
                for (int s = Lower ? 0 : t + 1; s < (Lower ? t : height); s++)
                {
                    sum -= block[(s * height) + t] * x[(s * width) + column];
                }

                x[(t * width) + column] = sum * block[(t * height) + t];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Store(T* strip, int width, int line, int count)
    {
        int i = 0;
        if (Left)
        {
            for (; i < Order; i++)
            {
                GemmPacking<T>.CopyLine(strip + (i * width), B + (i * Stride) + line, count);
            }

            return;
        }

        T* target = B + (line * Stride);
        if (Avx.IsSupported && SimdPath.Bits >= 256)
        {
            for (; i + 8 <= Order && typeof(T) == typeof(double) && SimdPath.Bits == 512; i += 8)
            {
                TransposeBlocks.Eight((double*)(strip + (i * width)), width, count, Stride, (double*)(target + i));
            }

            for (; i + 4 <= Order && typeof(T) == typeof(double); i += 4)
            {
                TransposeBlocks.Four((double*)(strip + (i * width)), width, count, Stride, (double*)(target + i));
            }

            for (; i + 8 <= Order && typeof(T) == typeof(float); i += 8)
            {
                TransposeBlocks.Eight((float*)(strip + (i * width)), width, count, Stride, (float*)(target + i));
            }
        }

        for (; i < Order; i++)
        {
            for (int l = 0; l < count; l++)
            {
                target[(l * Stride) + i] = strip[(i * width) + l];
            }
        }
    }
}
