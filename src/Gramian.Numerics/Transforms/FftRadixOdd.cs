using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;
using static Gramian.Numerics.Transforms.FftLane;

namespace Gramian.Numerics.Transforms;

// Seven points, with all of them in registers where there are 32.
internal readonly unsafe struct Radix7 : IFftRadix
{
    public int Points => 7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        TLane ar = Load<TLane, T>(xr), ai = Load<TLane, T>(xi);
        TLane br = Load<TLane, T>(xr + step), bi = Load<TLane, T>(xi + step);
        TLane gr = Load<TLane, T>(xr + (6 * step)), gi = Load<TLane, T>(xi + (6 * step));
        TLane t1r = br + gr, t1i = bi + gi, d1r = br - gr, d1i = bi - gi;
        TLane cr = Load<TLane, T>(xr + (2 * step)), ci = Load<TLane, T>(xi + (2 * step));
        TLane fr = Load<TLane, T>(xr + (5 * step)), fi = Load<TLane, T>(xi + (5 * step));
        TLane t2r = cr + fr, t2i = ci + fi, d2r = cr - fr, d2i = ci - fi;
        TLane dr = Load<TLane, T>(xr + (3 * step)), di = Load<TLane, T>(xi + (3 * step));
        TLane er = Load<TLane, T>(xr + (4 * step)), ei = Load<TLane, T>(xi + (4 * step));
        TLane t3r = dr + er, t3i = di + ei, d3r = dr - er, d3i = di - ei;
        Put<TLane, T, TMode>(target, factor, 0, ar + t1r + (t2r + t3r), ai + t1i + (t2i + t3i));
        const double c1 = 0.62348980185873353053, c2 = -0.22252093395631440429, c3 = -0.90096886790241912624;
        const double s1 = 0.78183148246802980871, s2 = 0.97492791218182360702, s3 = 0.43388373911755812048;
        Pair<TLane, T, TMode>(target, factor, 1, Weigh<TLane, T>(c1, t1r, c2, t2r, c3, t3r) + ar,
            Weigh<TLane, T>(c1, t1i, c2, t2i, c3, t3i) + ai, Weigh<TLane, T>(s1, d1r, s2, d2r, s3, d3r),
            Weigh<TLane, T>(s1, d1i, s2, d2i, s3, d3i));
        Pair<TLane, T, TMode>(target, factor, 2, Weigh<TLane, T>(c2, t1r, c3, t2r, c1, t3r) + ar,
            Weigh<TLane, T>(c2, t1i, c3, t2i, c1, t3i) + ai, Weigh<TLane, T>(s2, d1r, -s3, d2r, -s1, d3r),
            Weigh<TLane, T>(s2, d1i, -s3, d2i, -s1, d3i));
        Pair<TLane, T, TMode>(target, factor, 3, Weigh<TLane, T>(c3, t1r, c1, t2r, c2, t3r) + ar,
            Weigh<TLane, T>(c3, t1i, c1, t2i, c2, t3i) + ai, Weigh<TLane, T>(s3, d1r, -s1, d2r, s2, d3r),
            Weigh<TLane, T>(s3, d1i, -s1, d2i, s2, d3i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Weigh<TLane, T>(double a, TLane x, double b, TLane y, double c, TLane z)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged =>
        TLane.MultiplyAdd(c, z, TLane.MultiplyAdd(b, y, (TLane)a * x));

    // Outputs k and 7 − k: u ∓ i v.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TLane, T, TMode>(
        FftOut<T> target, TLane factor, nint k, TLane ur, TLane ui, TLane vr, TLane vi)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        Put<TLane, T, TMode>(target, factor, k, ur + vi, ui - vr);
        Put<TLane, T, TMode>(target, factor, 7 - k, ur - vi, ui + vr);
    }
}

// Any odd number of points by the definition, with sums and differences of mirrored points shared: O(points²).
internal readonly unsafe struct RadixOdd<TElement>(int points, TElement* roots, TElement* scratch) : IFftRadix
    where TElement : unmanaged
{
    public int Points => points;

    // The roots hold the cosines and then the sines of 2πj/points; the scratch has four lanes for each mirrored pair.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        int half = points / 2, width = TLane.Count;
        T* pairs = (T*)scratch, cosines = (T*)roots, sines = cosines + points;
        TLane ar = Load<TLane, T>(xr), ai = Load<TLane, T>(xi), sumRe = ar, sumIm = ai;
        for (int j = 1; j <= half; j++)
        {
            TLane br = Load<TLane, T>(xr + (j * step)), bi = Load<TLane, T>(xi + (j * step));
            TLane cr = Load<TLane, T>(xr + ((points - j) * step)), ci = Load<TLane, T>(xi + ((points - j) * step));
            T* at = pairs + (4 * width * (j - 1));
            Store(br + cr, at);
            Store(bi + ci, at + width);
            Store(br - cr, at + (2 * width));
            Store(bi - ci, at + (3 * width));
            sumRe += br + cr;
            sumIm += bi + ci;
        }

        Put<TLane, T, TMode>(target, factor, 0, sumRe, sumIm);
        for (int k = 1; k <= half; k++)
        {
            TLane ur = ar, ui = ai, vr = 0, vi = 0;
            for (int j = 1, turn = k; j <= half; j++, turn = turn + k >= points ? turn + k - points : turn + k)
            {
                T* at = pairs + (4 * width * (j - 1));
                TLane c = Broadcast<TLane, T>(cosines + turn), s = Broadcast<TLane, T>(sines + turn);
                ur = TLane.MultiplyAdd(c, Load<TLane, T>(at), ur);
                ui = TLane.MultiplyAdd(c, Load<TLane, T>(at + width), ui);
                vr = TLane.MultiplyAdd(s, Load<TLane, T>(at + (2 * width)), vr);
                vi = TLane.MultiplyAdd(s, Load<TLane, T>(at + (3 * width)), vi);
            }

            Put<TLane, T, TMode>(target, factor, k, ur + vi, ui - vr);
            Put<TLane, T, TMode>(target, factor, points - k, ur - vi, ui + vr);
        }
    }
}
