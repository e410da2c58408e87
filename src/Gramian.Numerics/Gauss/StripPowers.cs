using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;
using Gramian.Numerics.Tiles;

namespace Gramian.Numerics.Gauss;

// parts[a] += Σ_b weights[b] 2^(−D[a, b] − levels[a]) for a group of rows and eight columns, column after column.
internal static unsafe class StripPowers
{
    // Four powers side by side, and two sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add512<T>(T* distances, T* levels, T* weights, T* parts, T* constants)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Vector512<T>.Count;
        Vector512<T> level = Vector512.Load(levels), even = Vector512.Load(parts), odd = Vector512<T>.Zero;
        for (int b = 0; b < GaussStrips.ColumnStep; b += 4)
        {
            T* at = distances + (b * count);
            Vector512<T> p0 = DecayPower<T>.Of(Vector512.Load(at) + level, constants);
            Vector512<T> p1 = DecayPower<T>.Of(Vector512.Load(at + count) + level, constants);
            Vector512<T> p2 = DecayPower<T>.Of(Vector512.Load(at + (2 * count)) + level, constants);
            Vector512<T> p3 = DecayPower<T>.Of(Vector512.Load(at + (3 * count)) + level, constants);
            even = Wide512<T>.MultiplyAdd(p0, Vector512.Create(weights[b]), even);
            odd = Wide512<T>.MultiplyAdd(p1, Vector512.Create(weights[b + 1]), odd);
            even = Wide512<T>.MultiplyAdd(p2, Vector512.Create(weights[b + 2]), even);
            odd = Wide512<T>.MultiplyAdd(p3, Vector512.Create(weights[b + 3]), odd);
        }

        (even + odd).Store(parts);
    }

    public static void Add<TLane, T>(T* distances, T* levels, T* weights, T* parts)
        where TLane : struct, IVectorLane<TLane, T>, ILane<TLane>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int group = GaussStrips.GroupRows<T>();
        for (int a = 0; a < group; a += TLane.Count)
        {
            TLane level = TLane.Load(ref levels[a], 0), sum = TLane.Load(ref parts[a], 0);
            for (int b = 0; b < GaussStrips.ColumnStep; b++)
            {
                TLane exponent = TLane.Load(ref distances[(b * group) + a], 0) + level;
                sum = TLane.MultiplyAdd(TLane.Exp2(-exponent), double.CreateTruncating(weights[b]), sum);
            }

            TLane.Store(sum, ref parts[a], 0);
        }
    }
}
