using System.Runtime.CompilerServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// Products of complex numbers in split storage, element by element.
internal static unsafe class ComplexRows
{
    /// <summary>y = scale · x for a count of numbers; y is x or apart from it.</summary>
    public static void Scale<T>(T* xr, T* xi, T* yr, T* yi, nint count, T scale)
        where T : unmanaged
    {
        if (FftNumber.IsOne(scale))
        {
            Buffer.MemoryCopy(xr, yr, count * sizeof(T), count * sizeof(T));
            Buffer.MemoryCopy(xi, yi, count * sizeof(T), count * sizeof(T));
            return;
        }

        Each(new FactorOf<T> { Xr = xr, Xi = xi, Yr = yr, Yi = yi, Count = count, Scale = scale, Step = 0 });
    }

    /// <summary>y = scale · x · w, with a w for each row of x and y, which have a number of columns.</summary>
    public static void Multiply<T>(
        T* xr, T* xi, T* wr, T* wi, T* yr, T* yi, nint rows, nint columns, T scale)
        where T : unmanaged
    {
        var factor = new FactorOf<T>
        {
            Xr = xr, Xi = xi, Yr = yr, Yi = yi, Wr = wr, Wi = wi, Count = rows, Scale = scale, Step = 1,
        };
        if (columns == 1)
        {
            Each(factor);
            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            Each(factor with
            {
                Xr = xr + (row * columns),
                Xi = xi + (row * columns),
                Yr = yr + (row * columns),
                Yi = yi + (row * columns),
                Wr = wr + row,
                Wi = wi + row,
                Count = columns,
                Step = 0,
            });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each<T>(FactorOf<T> factor)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            FactorOf<double> f = *(FactorOf<double>*)&factor;
            switch (SimdPath.Bits)
            {
                case 512: Run<Double8, double>(f); break;
                case 256: Run<Double4, double>(f); break;
                case 128: Run<Double2, double>(f); break;
                default: Run<ScalarDouble, double>(f); break;
            }

            return;
        }

        FactorOf<float> g = *(FactorOf<float>*)&factor;
        switch (SimdPath.Bits)
        {
            case 512: Run<Single16, float>(g); break;
            case 256: Run<Single8, float>(g); break;
            case 128: Run<Single4, float>(g); break;
            default: Run<ScalarSingle, float>(g); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLane, T>(FactorOf<T> f)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
    {
        nint i = 0;
        for (; i + TLane.Count <= f.Count; i += TLane.Count)
        {
            One<TLane, T>(in f, i);
        }

        if (TLane.Count > 1 && i < f.Count)
        {
            RunTail(f, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTail<T>(FactorOf<T> f, nint from)
        where T : unmanaged
    {
        for (nint i = from; i < f.Count; i++)
        {
            if (typeof(T) == typeof(double))
            {
                One<ScalarDouble, double>(in *(FactorOf<double>*)&f, i);
            }
            else
            {
                One<ScalarSingle, float>(in *(FactorOf<float>*)&f, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One<TLane, T>(in FactorOf<T> f, nint i)
        where TLane : struct, IRealLane<TLane, T>, ILane<TLane>
        where T : unmanaged
    {
        T scale = f.Scale;
        TLane factor = FftLane.Broadcast<TLane, T>(&scale);
        TLane re = FftLane.Load<TLane, T>(f.Xr + i) * factor, im = FftLane.Load<TLane, T>(f.Xi + i) * factor;
        if (f.Wr != null)
        {
            TLane c = f.Step == 1 ? FftLane.Load<TLane, T>(f.Wr + i) : FftLane.Broadcast<TLane, T>(f.Wr);
            TLane s = f.Step == 1 ? FftLane.Load<TLane, T>(f.Wi + i) : FftLane.Broadcast<TLane, T>(f.Wi);
            TLane rotated = TLane.MultiplyAdd(re, c, -(im * s));
            im = TLane.MultiplyAdd(im, c, re * s);
            re = rotated;
        }

        FftLane.Store(re, f.Yr + i);
        FftLane.Store(im, f.Yi + i);
    }

    private struct FactorOf<T>
        where T : unmanaged
    {
        public T* Xr, Xi, Yr, Yi, Wr, Wi;
        public nint Count;
        public int Step;
        public T Scale;
    }
}
