using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// Solves or multiplies strips of lines with one small triangle. A strip is held as [order][width], lines side by side,
// in solving order, so that one kernel serves all cases.
internal unsafe struct TriangularStrips<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Size = 64;
    public const int Width = 32;
    public const int LinesPerBlock = 64;
    public T* Triangle;
    public T* B;
    public nint Stride;
    public int Order;
    public int Lines;
    public bool Solve;
    public bool Forward;
    public bool Left;

    public readonly void Run(int block)
    {
        using WorkBuffer buffer = Workspace.Rent<T>(Size * Width);
        T* strip = buffer.Pointer<T>();
        int end = Math.Min(Lines, (block + 1) * LinesPerBlock);
        for (int line = block * LinesPerBlock; line < end; line += Width)
        {
            int count = Math.Min(Width, end - line);
            Exchange(strip, line, count, load: true);
            if (Solve)
            {
                SolveStrip(strip);
            }
            else
            {
                MultiplyStrip(strip);
            }

            Exchange(strip, line, count, load: false);
        }
    }

    private readonly void Exchange(T* strip, int line, int count, bool load)
    {
        if (load && count < Width)
        {
            new Span<T>(strip, Order * Width).Clear();
        }

        for (int t = 0; t < Order; t++)
        {
            int i = Forward ? t : Order - 1 - t;
            if (Left)
            {
                var row = new Span<T>(B + (i * Stride) + line, count);
                var held = new Span<T>(strip + (t * Width), count);
                (load ? row : held).CopyTo(load ? held : row);
                continue;
            }

            T* column = B + (line * Stride) + i;
            T* across = strip + (t * Width);
            for (int l = 0; l < count; l++, column += Stride)
            {
                if (load)
                {
                    across[l] = *column;
                }
                else
                {
                    *column = across[l];
                }
            }
        }
    }

    private readonly void SolveStrip(T* strip)
    {
        for (int t = 0; t < Order; t++)
        {
            var x = new Span<T>(strip + (t * Width), Width);
            T* row = Triangle + (t * Order);
            for (int s = 0; s < t; s++)
            {
                VectorOps.Axpy(-row[s], new ReadOnlySpan<T>(strip + (s * Width), Width), x);
            }

            VectorOps.Scale(row[t], x);
        }
    }

    private readonly void MultiplyStrip(T* strip)
    {
        for (int t = Order - 1; t >= 0; t--)
        {
            var x = new Span<T>(strip + (t * Width), Width);
            T* row = Triangle + (t * Order);
            VectorOps.Scale(row[t], x);
            for (int s = 0; s < t; s++)
            {
                VectorOps.Axpy(row[s], new ReadOnlySpan<T>(strip + (s * Width), Width), x);
            }
        }
    }
}
