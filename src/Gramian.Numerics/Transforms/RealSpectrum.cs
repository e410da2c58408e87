using System.Runtime.CompilerServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// Between the transform Z of pairs (even + i odd), length h, and the transform X of the 2h real numbers, k = 0 … h:
// X_k = E − (i/2) w D and Z_k = E + (i/2) w̄ D, with E = (A_k + conj A_(h−k))/2,
// D = A_k − conj A_(h−k), w = e^(−πik/h).
internal static unsafe class RealSpectrum
{
    /// <summary>X from Z; the two are apart.</summary>
    public static void FromPairs<T>(T* zr, T* zi, T* c, T* s, T* xr, T* xi, nint h)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            ((double*)xr)[0] = ((double*)zr)[0] + ((double*)zi)[0];
            ((double*)xr)[h] = ((double*)zr)[0] - ((double*)zi)[0];
        }
        else
        {
            ((float*)xr)[0] = ((float*)zr)[0] + ((float*)zi)[0];
            ((float*)xr)[h] = ((float*)zr)[0] - ((float*)zi)[0];
        }

        xi[0] = xi[h] = default;
        Choose(zr, zi, c, s, xr, xi, h, FftNumber.From<T>(-0.5));
    }

    /// <summary>Z from X; the two are apart. The imaginary parts of X₀ and X_h count as 0.</summary>
    public static void ToPairs<T>(T* xr, T* xi, T* c, T* s, T* zr, T* zi, nint h)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            ((double*)zr)[0] = 0.5 * (((double*)xr)[0] + ((double*)xr)[h]);
            ((double*)zi)[0] = 0.5 * (((double*)xr)[0] - ((double*)xr)[h]);
        }
        else
        {
            ((float*)zr)[0] = 0.5f * (((float*)xr)[0] + ((float*)xr)[h]);
            ((float*)zi)[0] = 0.5f * (((float*)xr)[0] - ((float*)xr)[h]);
        }

        Choose(xr, xi, c, s, zr, zi, h, FftNumber.From<T>(0.5));
    }

    private static void Choose<T>(T* ar, T* ai, T* c, T* s, T* yr, T* yi, nint h, T half)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            double* p = (double*)ar, q = (double*)ai, u = (double*)c, v = (double*)s, d = (double*)yr, e = (double*)yi;
            double factor = *(double*)&half;
            nint from = SimdPath.Bits switch
            {
                512 => Run<Double8, double>(p, q, u, v, d, e, 1, h, factor),
                256 => Run<Double4, double>(p, q, u, v, d, e, 1, h, factor),
                128 => Run<Double2, double>(p, q, u, v, d, e, 1, h, factor),
                _ => 1,
            };
            Run<ScalarDouble, double>(p, q, u, v, d, e, from, h, factor);
        }
        else
        {
            float* p = (float*)ar, q = (float*)ai, u = (float*)c, v = (float*)s, d = (float*)yr, e = (float*)yi;
            float factor = *(float*)&half;
            nint from = SimdPath.Bits switch
            {
                512 => Run<Single16, float>(p, q, u, v, d, e, 1, h, factor),
                256 => Run<Single8, float>(p, q, u, v, d, e, 1, h, factor),
                128 => Run<Single4, float>(p, q, u, v, d, e, 1, h, factor),
                _ => 1,
            };
            Run<ScalarSingle, float>(p, q, u, v, d, e, from, h, factor);
        }
    }

    // The turn is w for a factor of −1/2 and its conjugate for 1/2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Run<TLane, T>(
        T* ar, T* ai, T* c, T* s, T* yr, T* yi, nint from, nint h, T half)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
    {
        TLane factor = FftLane.Broadcast<TLane, T>(&half), mean = 0.5;
        nint k = from;
        for (; k + TLane.Count <= h; k += TLane.Count)
        {
            TLane xr = FftLane.Load<TLane, T>(ar + k), xi = FftLane.Load<TLane, T>(ai + k);
            TLane mr = Pairing.LoadBackwards<TLane, T>(ar + h - k), mi = Pairing.LoadBackwards<TLane, T>(ai + h - k);
            TLane dr = xr - mr, di = xi + mi;
            TLane cos = FftLane.Load<TLane, T>(c + k) * factor, sin = FftLane.Load<TLane, T>(s + k) * mean;

            // i · factor · (cos ∓ i sin) · D, added to E.
            FftLane.Store(TLane.MultiplyAdd(sin, dr, TLane.MultiplyAdd(-cos, di, mean * (xr + mr))), yr + k);
            FftLane.Store(TLane.MultiplyAdd(sin, di, TLane.MultiplyAdd(cos, dr, mean * (xi - mi))), yi + k);
        }

        return k;
    }
}
