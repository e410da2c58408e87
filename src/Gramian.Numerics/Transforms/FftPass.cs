using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// One stage of the autosort transform: m butterflies for each of s columns, from x to y, which are apart.
internal readonly unsafe struct FftPass<T>
    where T : unmanaged
{
    public required T* FromRe { get; init; }

    public required T* FromIm { get; init; }

    public required T* ToRe { get; init; }

    public required T* ToIm { get; init; }

    public required nint M { get; init; }

    public required nint S { get; init; }

    public required T* Twiddles { get; init; }

    /// <summary>The distance between rows of the twiddle table.</summary>
    public required nint TwiddleHop { get; init; }

    /// <summary>The distance between the twiddles of neighbouring butterflies.</summary>
    public required nint TwiddleAdvance { get; init; }

    public required T Scale { get; init; }

    // Lanes over the columns; at least a lane of them. The last lane of a row may repeat columns of the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverColumns<TLane, TRadix, TMode>(TRadix radix, in FftPass<T> pass)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where TRadix : struct, IFftRadix
        where TMode : struct, IFftMode
    {
        nint s = pass.S, m = pass.M, step = m * s, width = TLane.Count, last = s - width;
        T* xr = pass.FromRe, xi = pass.FromIm, yr = pass.ToRe, yi = pass.ToIm, twiddles = pass.Twiddles;
        nint hop = pass.TwiddleHop, advance = pass.TwiddleAdvance;
        T scale = pass.Scale;
        TLane factor = FftLane.Broadcast<TLane, T>(&scale);
        for (nint p = 0; p < m; p++)
        {
            for (nint q = 0; ; q = q < last - width ? q + width : last)
            {
                radix.Apply<TLane, T, TMode>(
                    xr + q, xi + q, step, new FftOut<T>(yr + q, yi + q, s, twiddles, hop), factor);
                if (q == last)
                {
                    break;
                }
            }

            xr += s;
            xi += s;
            yr += radix.Points * s;
            yi += radix.Points * s;
            twiddles += advance;
        }
    }

    // Lanes over the butterflies of a single column; at least a lane of them. Outputs turn from rows into columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverButterflies<TLane, TRadix>(TRadix radix, in FftPass<T> pass)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where TRadix : struct, IFftRadix
    {
        int points = radix.Points, width = TLane.Count;
        T* tile = stackalloc T[(2 * points * width) + 16];
        T* tileIm = tile + (points * width);
        nint m = pass.M, last = m - width;
        T* xr = pass.FromRe, xi = pass.FromIm, yr = pass.ToRe, yi = pass.ToIm, twiddles = pass.Twiddles;
        for (nint p = 0; ; p = p < last - width ? p + width : last)
        {
            radix.Apply<TLane, T, LaneTwiddles>(
                xr + p, xi + p, m, new FftOut<T>(tile, tileIm, width, twiddles + p, m), default);
            BlockTranspose.Copy(tile, width, points, width, yr + (p * points), points);
            BlockTranspose.Copy(tileIm, width, points, width, yi + (p * points), points);
            if (p == last)
            {
                break;
            }
        }
    }
}
