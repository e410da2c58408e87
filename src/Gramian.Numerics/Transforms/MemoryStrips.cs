using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gramian.Numerics.Transforms;

// Strips of neighbouring columns of long rows, copied to and from compact memory. Rows lie pages apart, where no
// processor looks ahead by itself.
internal static unsafe class MemoryStrips
{
    private const int RowsAhead = 12;
    private const int Groups = 8;

    /// <summary>Copies rows a stride apart into rows one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(T* from, nint stride, nint rows, int width, T* to)
        where T : unmanaged
    {
        for (nint row = 0; row < rows; row++, from += stride, to += width)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(from + (RowsAhead * stride));
                Sse.Prefetch0((byte*)(from + (RowsAhead * stride)) + 64);
            }

            Row(from, to, width);
        }
    }

    /// <summary>Copies rows one after another to rows a stride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter<T>(T* from, nint rows, int width, T* to, nint stride)
        where T : unmanaged
    {
        for (nint row = 0; row < rows; row++, from += width, to += stride)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(to + (RowsAhead * stride));
                Sse.Prefetch0((byte*)(to + (RowsAhead * stride)) + 64);
            }

            Row(from, to, width);
        }
    }

    /// <summary>
    /// The strip of a block, each once: blocks that run at the same time get strips far apart, so that one thread does
    /// not fetch the lines that another is about to write.
    /// </summary>
    public static int Apart(int block, int blocks)
    {
        int each = blocks / Groups;
        return block < each * Groups ? (block % Groups * each) + (block / Groups) : block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<T>(T* from, T* to, int width)
        where T : unmanaged
    {
        if (width * sizeof(T) != 128)
        {
            new ReadOnlySpan<T>(from, width).CopyTo(new Span<T>(to, width));
            return;
        }

        byte* source = (byte*)from, destination = (byte*)to;
        Vector256<byte> first = Vector256.Load(source), second = Vector256.Load(source + 32);
        Vector256<byte> third = Vector256.Load(source + 64), fourth = Vector256.Load(source + 96);
        first.Store(destination);
        second.Store(destination + 32);
        third.Store(destination + 64);
        fourth.Store(destination + 96);
    }
}
