using System.Runtime.CompilerServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// Between the two halves of a split transform: y = x · w · v, with a w for each element of a strip and a v for each of
// its rows. One loop for a strip, because a call for each short row would cost as much as the products.
internal readonly unsafe struct SplitTurns<T>
    where T : unmanaged
{
    public required T* FromRe { get; init; }

    public required T* FromIm { get; init; }

    public required T* ToRe { get; init; }

    public required T* ToIm { get; init; }

    /// <summary>The distance between the rows that are written; those read lie one after another.</summary>
    public required nint Stride { get; init; }

    public required nint Rows { get; init; }

    /// <summary>The elements of a row.</summary>
    public required int Count { get; init; }

    /// <summary>w: real parts and then imaginary parts of each row, [rows, 2, Pitch].</summary>
    public required T* Elements { get; init; }

    public required int Pitch { get; init; }

    /// <summary>v: the real parts of the rows, and then the imaginary parts.</summary>
    public required T* RowTurns { get; init; }

    public static void Run(in SplitTurns<T> turns)
    {
        if (typeof(T) == typeof(double))
        {
            SplitTurns<double> t = Unsafe.As<SplitTurns<T>, SplitTurns<double>>(ref Unsafe.AsRef(in turns));
            switch (SimdPath.Bits)
            {
                case 512: SplitTurns<double>.Each<Double8, ScalarDouble>(in t); break;
                case 256: SplitTurns<double>.Each<Double4, ScalarDouble>(in t); break;
                case 128: SplitTurns<double>.Each<Double2, ScalarDouble>(in t); break;
                default: SplitTurns<double>.Each<ScalarDouble, ScalarDouble>(in t); break;
            }

            return;
        }

        SplitTurns<float> f = Unsafe.As<SplitTurns<T>, SplitTurns<float>>(ref Unsafe.AsRef(in turns));
        switch (SimdPath.Bits)
        {
            case 512: SplitTurns<float>.Each<Single16, ScalarSingle>(in f); break;
            case 256: SplitTurns<float>.Each<Single8, ScalarSingle>(in f); break;
            case 128: SplitTurns<float>.Each<Single4, ScalarSingle>(in f); break;
            default: SplitTurns<float>.Each<ScalarSingle, ScalarSingle>(in f); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each<TLane, TOne>(in SplitTurns<T> turns)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where TOne : struct, IRealLane<TOne, T>, ILane<TOne>
    {
        T* xr = turns.FromRe, xi = turns.FromIm, yr = turns.ToRe, yi = turns.ToIm, w = turns.Elements;
        nint count = turns.Count, pitch = turns.Pitch, rows = turns.Rows, stride = turns.Stride;
        for (nint row = 0; row < rows; row++)
        {
            T* v = turns.RowTurns + row;
            TLane re = FftLane.Broadcast<TLane, T>(v), im = FftLane.Broadcast<TLane, T>(v + rows);
            nint i = 0;
            for (; i + TLane.Count <= count; i += TLane.Count)
            {
                One(xr + i, xi + i, w + i, pitch, re, im, yr + i, yi + i);
            }

            for (; i < count; i++)
            {
                TOne c = FftLane.Broadcast<TOne, T>(v), s = FftLane.Broadcast<TOne, T>(v + rows);
                One(xr + i, xi + i, w + i, pitch, c, s, yr + i, yi + i);
            }

            xr += count;
            xi += count;
            yr += stride;
            yi += stride;
            w += 2 * pitch;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One<TLane>(T* xr, T* xi, T* w, nint pitch, TLane re, TLane im, T* yr, T* yi)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
    {
        TLane ar = FftLane.Load<TLane, T>(xr), ai = FftLane.Load<TLane, T>(xi);
        TLane c = FftLane.Load<TLane, T>(w), s = FftLane.Load<TLane, T>(w + pitch);
        TLane br = TLane.MultiplyAdd(ar, c, -(ai * s)), bi = TLane.MultiplyAdd(ai, c, ar * s);
        FftLane.Store(TLane.MultiplyAdd(br, re, -(bi * im)), yr);
        FftLane.Store(TLane.MultiplyAdd(bi, re, br * im), yi);
    }
}
