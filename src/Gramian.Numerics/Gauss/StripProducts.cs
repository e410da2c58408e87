using System.Numerics;
using System.Runtime.CompilerServices;
using Gramian.Numerics.Tiles;

namespace Gramian.Numerics.Gauss;

// The same as StripProducts512 in registers of any width: the groups of rows are as large, so that the same pairs are
// left out, and every D is made of the same operations.
internal static unsafe class StripProducts<T, TWide, TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWide : struct, IWide<T, TVector>
    where TVector : struct
{
    public static int Run(nint depth, T* rows, T* columns, T* bases, T* limits, T* buffer)
    {
        int group = GaussStrips.GroupRows<T>(), stride = GaussStrips.StripRows<T>(), found = 0;
        for (int g = 0; g < GaussStrips.Groups; g++)
        {
            T* to = buffer + (g * (GaussStrips.ColumnStep + 1) * group);
            for (int a = 0; a < group; a += TWide.Count)
            {
                Column(depth, rows + (g * group) + a, stride, columns, bases, to + a, group);
            }

            T* least = to + (GaussStrips.ColumnStep * group);
            for (int a = 0; a < group; a++)
            {
                T smallest = to[a];
                for (int b = 1; b < GaussStrips.ColumnStep; b++)
                {
                    T other = to[(b * group) + a];
                    smallest = other < smallest ? other : smallest;
                }

                least[a] = smallest;
                found |= smallest < limits[(g * group) + a] ? 1 << g : 0;
            }
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Column(nint depth, T* rows, int stride, T* columns, T* bases, T* to, int step)
    {
        TVector c0 = TWide.Broadcast(bases[0]), c1 = TWide.Broadcast(bases[1]), c2 = TWide.Broadcast(bases[2]);
        TVector c3 = TWide.Broadcast(bases[3]), c4 = TWide.Broadcast(bases[4]), c5 = TWide.Broadcast(bases[5]);
        TVector c6 = TWide.Broadcast(bases[6]), c7 = TWide.Broadcast(bases[7]);
        for (; depth > 0; depth--)
        {
            TVector x = TWide.Load(rows);
            c0 = TWide.MultiplyAdd(TWide.Broadcast(columns[0]), x, c0);
            c1 = TWide.MultiplyAdd(TWide.Broadcast(columns[1]), x, c1);
            c2 = TWide.MultiplyAdd(TWide.Broadcast(columns[2]), x, c2);
            c3 = TWide.MultiplyAdd(TWide.Broadcast(columns[3]), x, c3);
            c4 = TWide.MultiplyAdd(TWide.Broadcast(columns[4]), x, c4);
            c5 = TWide.MultiplyAdd(TWide.Broadcast(columns[5]), x, c5);
            c6 = TWide.MultiplyAdd(TWide.Broadcast(columns[6]), x, c6);
            c7 = TWide.MultiplyAdd(TWide.Broadcast(columns[7]), x, c7);
            rows += stride;
            columns += GaussStrips.ColumnStep;
        }

        TWide.Store(c0, to);
        TWide.Store(c1, to + step);
        TWide.Store(c2, to + (2 * step));
        TWide.Store(c3, to + (3 * step));
        TWide.Store(c4, to + (4 * step));
        TWide.Store(c5, to + (5 * step));
        TWide.Store(c6, to + (6 * step));
        TWide.Store(c7, to + (7 * step));
    }
}
