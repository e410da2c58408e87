using System.Runtime.CompilerServices;
using Gramian.Numerics.Lanes;
using static Gramian.Numerics.Transforms.FftLane;

namespace Gramian.Numerics.Transforms;

// A Fourier transform of a few points, of which one lane of neighbours is done at a time.
internal unsafe interface IFftRadix
{
    int Points { get; }

    /// <summary>Transforms the points at x, x + step, … and puts the outputs.</summary>
    void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode;
}

internal readonly unsafe struct Radix2 : IFftRadix
{
    public int Points => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        TLane ar = Load<TLane, T>(xr), ai = Load<TLane, T>(xi);
        TLane br = Load<TLane, T>(xr + step), bi = Load<TLane, T>(xi + step);
        Put<TLane, T, TMode>(target, factor, 0, ar + br, ai + bi);
        Put<TLane, T, TMode>(target, factor, 1, ar - br, ai - bi);
    }
}

internal readonly unsafe struct Radix3 : IFftRadix
{
    public int Points => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        TLane ar = Load<TLane, T>(xr), ai = Load<TLane, T>(xi);
        TLane br = Load<TLane, T>(xr + step), bi = Load<TLane, T>(xi + step);
        TLane cr = Load<TLane, T>(xr + (2 * step)), ci = Load<TLane, T>(xi + (2 * step));
        TLane sine = 0.86602540378443864676, half = -0.5;
        TLane tr = br + cr, ti = bi + ci, vr = sine * (br - cr), vi = sine * (bi - ci);
        TLane ur = TLane.MultiplyAdd(half, tr, ar), ui = TLane.MultiplyAdd(half, ti, ai);
        Put<TLane, T, TMode>(target, factor, 0, ar + tr, ai + ti);
        Put<TLane, T, TMode>(target, factor, 1, ur + vi, ui - vr);
        Put<TLane, T, TMode>(target, factor, 2, ur - vi, ui + vr);
    }
}

internal readonly unsafe struct Radix4 : IFftRadix
{
    public int Points => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode =>
        Four<TLane, T, TMode>(
            target, factor, 0, 1,
            Load<TLane, T>(xr), Load<TLane, T>(xi), Load<TLane, T>(xr + step), Load<TLane, T>(xi + step),
            Load<TLane, T>(xr + (2 * step)), Load<TLane, T>(xi + (2 * step)),
            Load<TLane, T>(xr + (3 * step)), Load<TLane, T>(xi + (3 * step)));

    // The four-point transform of a, b, c, d, put as the outputs first, first + by, first + 2 by, first + 3 by.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four<TLane, T, TMode>(
        FftOut<T> target, TLane factor, nint first, nint by,
        TLane ar, TLane ai, TLane br, TLane bi, TLane cr, TLane ci, TLane dr, TLane di)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        TLane er = ar + cr, ei = ai + ci, fr = ar - cr, fi = ai - ci;
        TLane gr = br + dr, gi = bi + di, hr = br - dr, hi = bi - di;
        Put<TLane, T, TMode>(target, factor, first, er + gr, ei + gi);
        Put<TLane, T, TMode>(target, factor, first + by, fr + hi, fi - hr);
        Put<TLane, T, TMode>(target, factor, first + (2 * by), er - gr, ei - gi);
        Put<TLane, T, TMode>(target, factor, first + (3 * by), fr - hi, fi + hr);
    }
}

internal readonly unsafe struct Radix5 : IFftRadix
{
    public int Points => 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        TLane ar = Load<TLane, T>(xr), ai = Load<TLane, T>(xi);
        TLane br = Load<TLane, T>(xr + step), bi = Load<TLane, T>(xi + step);
        TLane cr = Load<TLane, T>(xr + (2 * step)), ci = Load<TLane, T>(xi + (2 * step));
        TLane dr = Load<TLane, T>(xr + (3 * step)), di = Load<TLane, T>(xi + (3 * step));
        TLane er = Load<TLane, T>(xr + (4 * step)), ei = Load<TLane, T>(xi + (4 * step));
        TLane c1 = 0.30901699437494742410, c2 = -0.80901699437494742410;
        TLane s1 = 0.95105651629515357212, s2 = 0.58778525229247312917;
        TLane t1r = br + er, t1i = bi + ei, d1r = br - er, d1i = bi - ei;
        TLane t2r = cr + dr, t2i = ci + di, d2r = cr - dr, d2i = ci - di;
        Put<TLane, T, TMode>(target, factor, 0, ar + (t1r + t2r), ai + (t1i + t2i));
        TLane u1r = TLane.MultiplyAdd(c2, t2r, TLane.MultiplyAdd(c1, t1r, ar));
        TLane u1i = TLane.MultiplyAdd(c2, t2i, TLane.MultiplyAdd(c1, t1i, ai));
        TLane v1r = TLane.MultiplyAdd(s2, d2r, s1 * d1r), v1i = TLane.MultiplyAdd(s2, d2i, s1 * d1i);
        Put<TLane, T, TMode>(target, factor, 1, u1r + v1i, u1i - v1r);
        Put<TLane, T, TMode>(target, factor, 4, u1r - v1i, u1i + v1r);
        TLane u2r = TLane.MultiplyAdd(c1, t2r, TLane.MultiplyAdd(c2, t1r, ar));
        TLane u2i = TLane.MultiplyAdd(c1, t2i, TLane.MultiplyAdd(c2, t1i, ai));
        TLane v2r = TLane.MultiplyAdd(s2, d1r, -(s1 * d2r)), v2i = TLane.MultiplyAdd(s2, d1i, -(s1 * d2i));
        Put<TLane, T, TMode>(target, factor, 2, u2r + v2i, u2i - v2r);
        Put<TLane, T, TMode>(target, factor, 3, u2r - v2i, u2i + v2r);
    }
}

internal readonly unsafe struct Radix8 : IFftRadix
{
    public int Points => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLane, T, TMode>(T* xr, T* xi, nint step, FftOut<T> target, TLane factor)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
        where TMode : struct, IFftMode
    {
        T* yr = xr + (4 * step), yi = xi + (4 * step);
        TLane ar = Load<TLane, T>(xr), ai = Load<TLane, T>(xi);
        TLane er = Load<TLane, T>(yr), ei = Load<TLane, T>(yi);
        TLane br = Load<TLane, T>(xr + step), bi = Load<TLane, T>(xi + step);
        TLane fr = Load<TLane, T>(yr + step), fi = Load<TLane, T>(yi + step);
        TLane cr = Load<TLane, T>(xr + (2 * step)), ci = Load<TLane, T>(xi + (2 * step));
        TLane gr = Load<TLane, T>(yr + (2 * step)), gi = Load<TLane, T>(yi + (2 * step));
        TLane dr = Load<TLane, T>(xr + (3 * step)), di = Load<TLane, T>(xi + (3 * step));
        TLane hr = Load<TLane, T>(yr + (3 * step)), hi = Load<TLane, T>(yi + (3 * step));
        Radix4.Four<TLane, T, TMode>(
            target, factor, 0, 2, ar + er, ai + ei, br + fr, bi + fi, cr + gr, ci + gi, dr + hr, di + hi);

        // The odd outputs are the four-point transform of the differences, turned by eighths.
        TLane root = 0.70710678118654752440;
        TLane pr = br - fr, pi = bi - fi, qr = dr - hr, qi = di - hi;
        Radix4.Four<TLane, T, TMode>(
            target, factor, 1, 2, ar - er, ai - ei, root * (pr + pi), root * (pi - pr),
            ci - gi, gr - cr, root * (qi - qr), -(root * (qr + qi)));
    }
}
