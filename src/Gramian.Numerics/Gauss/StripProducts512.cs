using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Tiles;

namespace Gramian.Numerics.Gauss;

// D[a, b] = bases[b] + Σₖ rows[k, a] columns[k, b] for three registers of rows by eight columns: 24 sums, 3 registers
// of rows and a column stay in the 32 registers, and 11 loads serve 24 multiplications. A register of rows whose D are
// all at or above its limits is not even stored. The columns after these are fetched meanwhile.
internal static unsafe class StripProducts512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The groups of rows with a D below a limit, one bit each; group g has its 8 registers, and then the least of
    // them, from buffer + 9 g registers on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Run(nint depth, T* rows, T* columns, T* bases, T* limits, T* buffer)
    {
        int count = Vector512<T>.Count;
        Vector512<T> c00 = Of(bases[0]), c01 = c00, c02 = c00, c10 = Of(bases[1]), c11 = c10, c12 = c10;
        Vector512<T> c20 = Of(bases[2]), c21 = c20, c22 = c20, c30 = Of(bases[3]), c31 = c30, c32 = c30;
        Vector512<T> c40 = Of(bases[4]), c41 = c40, c42 = c40, c50 = Of(bases[5]), c51 = c50, c52 = c50;
        Vector512<T> c60 = Of(bases[6]), c61 = c60, c62 = c60, c70 = Of(bases[7]), c71 = c70, c72 = c70;
        nint next = GaussStrips.ColumnStep * depth;
        for (; depth > 0; depth--)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(columns + next);
            }

            Vector512<T> x0 = Vector512.Load(rows), x1 = Vector512.Load(rows + count);
            Vector512<T> x2 = Vector512.Load(rows + (2 * count));
            Vector512<T> y = Vector512.Create(columns[0]);
            c00 = Fma(y, x0, c00);
            c01 = Fma(y, x1, c01);
            c02 = Fma(y, x2, c02);
            y = Vector512.Create(columns[1]);
            c10 = Fma(y, x0, c10);
            c11 = Fma(y, x1, c11);
            c12 = Fma(y, x2, c12);
            y = Vector512.Create(columns[2]);
            c20 = Fma(y, x0, c20);
            c21 = Fma(y, x1, c21);
            c22 = Fma(y, x2, c22);
            y = Vector512.Create(columns[3]);
            c30 = Fma(y, x0, c30);
            c31 = Fma(y, x1, c31);
            c32 = Fma(y, x2, c32);
            y = Vector512.Create(columns[4]);
            c40 = Fma(y, x0, c40);
            c41 = Fma(y, x1, c41);
            c42 = Fma(y, x2, c42);
            y = Vector512.Create(columns[5]);
            c50 = Fma(y, x0, c50);
            c51 = Fma(y, x1, c51);
            c52 = Fma(y, x2, c52);
            y = Vector512.Create(columns[6]);
            c60 = Fma(y, x0, c60);
            c61 = Fma(y, x1, c61);
            c62 = Fma(y, x2, c62);
            y = Vector512.Create(columns[7]);
            c70 = Fma(y, x0, c70);
            c71 = Fma(y, x1, c71);
            c72 = Fma(y, x2, c72);
            rows += 3 * count;
            columns += GaussStrips.ColumnStep;
        }

        int found = Keep(c00, c10, c20, c30, c40, c50, c60, c70, limits, buffer);
        found |= Keep(c01, c11, c21, c31, c41, c51, c61, c71, limits + count, buffer + (9 * count)) << 1;
        found |= Keep(c02, c12, c22, c32, c42, c52, c62, c72, limits + (2 * count), buffer + (18 * count)) << 2;
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Keep(
        Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d,
        Vector512<T> e, Vector512<T> f, Vector512<T> g, Vector512<T> h, T* limits, T* to)
    {
        int count = Vector512<T>.Count;
        Vector512<T> least = Min(Min(Min(a, b), Min(c, d)), Min(Min(e, f), Min(g, h)));
        if (!Vector512.LessThanAny(least, Vector512.Load(limits)))
        {
            return 0;
        }

        a.Store(to);
        b.Store(to + count);
        c.Store(to + (2 * count));
        d.Store(to + (3 * count));
        e.Store(to + (4 * count));
        f.Store(to + (5 * count));
        g.Store(to + (6 * count));
        h.Store(to + (7 * count));
        least.Store(to + (8 * count));
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Of(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Min(Vector512<T> x, Vector512<T> y) => Vector512.MinNative(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma(Vector512<T> x, Vector512<T> y, Vector512<T> z) => Wide512<T>.MultiplyAdd(x, y, z);
}
