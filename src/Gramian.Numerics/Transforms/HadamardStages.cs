using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// Stages of the Walsh–Hadamard transform of data that fits a cache. Sums of the same pairs whatever the lanes.
internal static unsafe class HadamardStages
{
    /// <summary>Transforms along the rows of [rows, columns], in place; rows is a power of two.</summary>
    public static void Columns<T>(T* x, nint rows, nint columns)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            switch (Fit(SimdPath.Bits / 64, columns))
            {
                case 8: Passes<Double8, double>((double*)x, rows, columns); break;
                case 4: Passes<Double4, double>((double*)x, rows, columns); break;
                case 2: Passes<Double2, double>((double*)x, rows, columns); break;
                default: Passes<ScalarDouble, double>((double*)x, rows, columns); break;
            }

            return;
        }

        switch (Fit(SimdPath.Bits / 32, columns))
        {
            case 16: Passes<Single16, float>((float*)x, rows, columns); break;
            case 8: Passes<Single8, float>((float*)x, rows, columns); break;
            case 4: Passes<Single4, float>((float*)x, rows, columns); break;
            default: Passes<ScalarSingle, float>((float*)x, rows, columns); break;
        }
    }

    /// <summary>Transforms a sequence whose length is a power of two, in place.</summary>
    public static void Sequence<T>(T* x, nint length)
        where T : unmanaged
    {
        nint width = 1;
        if (SimdPath.Bits == 512 && length * sizeof(T) >= 64)
        {
            width = 64 / sizeof(T);
            if (typeof(T) == typeof(double))
            {
                Within((double*)x, length);
            }
            else
            {
                Within((float*)x, length);
            }
        }

        else if (length >= 8)
        {
            // Without wide registers the first three stages are done on eight elements at a time.
            width = 8;
            for (nint i = 0; i < length; i += 8)
            {
                EightElements(x + i);
            }
        }

        if (width < length)
        {
            Columns(x, length / width, width);
        }
    }

    private static nint Fit(nint widest, nint columns)
    {
        while (columns % widest != 0)
        {
            widest /= 2;
        }

        return widest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightElements<T>(T* x)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            Eight<ScalarDouble, double>((double*)x, 1);
        }
        else
        {
            Eight<ScalarSingle, float>((float*)x, 1);
        }
    }

    // The stages within a register: a ± its neighbours, with the sign on the upper of each pair.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Within(double* x, nint length)
    {
        Vector512<double> sign1 = Vector512.Create(1.0, -1, 1, -1, 1, -1, 1, -1);
        Vector512<double> sign2 = Vector512.Create(1.0, 1, -1, -1, 1, 1, -1, -1);
        Vector512<double> sign4 = Vector512.Create(1.0, 1, 1, 1, -1, -1, -1, -1);
        for (nint i = 0; i < length; i += 8)
        {
            Vector512<double> v = Vector512.Load(x + i);
            v = Vector512.FusedMultiplyAdd(
                v, sign1, Vector512.Shuffle(v, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)));
            v = Vector512.FusedMultiplyAdd(
                v, sign2, Vector512.Shuffle(v, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5)));
            v = Vector512.FusedMultiplyAdd(
                v, sign4, Vector512.Shuffle(v, Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3)));
            v.Store(x + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Within(float* x, nint length)
    {
        Vector512<int> lane = Vector512<int>.Indices;
        Vector512<float> one = Vector512<float>.One;
        for (nint i = 0; i < length; i += 16)
        {
            Vector512<float> v = Vector512.Load(x + i);
            for (int hop = 1; hop < 16; hop *= 2)
            {
                Vector512<int> upper = Vector512.Equals(lane & Vector512.Create(hop), Vector512.Create(hop));
                Vector512<float> sign = Vector512.ConditionalSelect(upper.AsSingle(), -one, one);
                v = Vector512.FusedMultiplyAdd(v, sign, Vector512.Shuffle(v, lane ^ Vector512.Create(hop)));
            }

            v.Store(x + i);
        }
    }

    // Three stages at a time, then what is left.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Passes<TLane, T>(T* x, nint rows, nint columns)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
    {
        nint hop = columns, size = rows * columns;
        for (; hop * 8 <= size; hop *= 8)
        {
            for (nint i = 0; i < size; i += 8 * hop)
            {
                for (nint q = i; q < i + hop; q += TLane.Count)
                {
                    Eight<TLane, T>(x + q, hop);
                }
            }
        }

        for (; hop < size; hop *= 2)
        {
            for (nint i = 0; i < size; i += 2 * hop)
            {
                for (nint q = i; q < i + hop; q += TLane.Count)
                {
                    TLane a = FftLane.Load<TLane, T>(x + q), b = FftLane.Load<TLane, T>(x + q + hop);
                    FftLane.Store(a + b, x + q);
                    FftLane.Store(a - b, x + q + hop);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight<TLane, T>(T* x, nint hop)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
    {
        T* y = x + (4 * hop);
        TLane a = FftLane.Load<TLane, T>(x), b = FftLane.Load<TLane, T>(x + hop);
        TLane c = FftLane.Load<TLane, T>(x + (2 * hop)), d = FftLane.Load<TLane, T>(x + (3 * hop));
        TLane e = FftLane.Load<TLane, T>(y), f = FftLane.Load<TLane, T>(y + hop);
        TLane g = FftLane.Load<TLane, T>(y + (2 * hop)), h = FftLane.Load<TLane, T>(y + (3 * hop));
        (a, b, c, d) = (a + b, a - b, c + d, c - d);
        (e, f, g, h) = (e + f, e - f, g + h, g - h);
        (a, c, b, d) = (a + c, a - c, b + d, b - d);
        (e, g, f, h) = (e + g, e - g, f + h, f - h);
        FftLane.Store(a + e, x);
        FftLane.Store(b + f, x + hop);
        FftLane.Store(c + g, x + (2 * hop));
        FftLane.Store(d + h, x + (3 * hop));
        FftLane.Store(a - e, y);
        FftLane.Store(b - f, y + hop);
        FftLane.Store(c - g, y + (2 * hop));
        FftLane.Store(d - h, y + (3 * hop));
    }
}
