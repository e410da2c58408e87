using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Transforms;

// A stage with its radix and its twiddles: sequences of length radix · m fall apart into radix sequences of length m.
internal sealed unsafe class FftStage<T>
    where T : unmanaged
{
    private readonly int radix;
    private readonly int m;
    private readonly bool first;
    private readonly int bits;
    private readonly T[] table;
    private readonly T[] roots;

    /// <param name="radix">The points of a butterfly.</param>
    /// <param name="m">The length that is left.</param>
    /// <param name="first">Whether lanes may run over the butterflies, for which the table lies by rows.</param>
    /// <param name="bits">The width of the lanes.</param>
    public FftStage(int radix, int m, bool first, int bits)
    {
        (this.radix, this.m, this.first, this.bits) = (radix, m, first, bits);
        int rows = 2 * (radix - 1);
        table = GC.AllocateUninitializedArray<T>(m == 1 ? 0 : checked(rows * m), pinned: true);
        for (int p = 0; p < m && m > 1; p++)
        {
            for (int k = 1; k < radix; k++)
            {
                (double re, double im) = RootsOfUnity.At((long)p * k, (long)radix * m);
                table[Slot((2 * k) - 2, p)] = FftNumber.From<T>(re);
                table[Slot((2 * k) - 1, p)] = FftNumber.From<T>(im);
            }
        }

        roots = GC.AllocateUninitializedArray<T>(2 * radix, pinned: true);
        for (int j = 0; j < radix; j++)
        {
            (double re, double im) = RootsOfUnity.At(j, radix);
            (roots[j], roots[radix + j]) = (FftNumber.From<T>(re), FftNumber.From<T>(-im));
        }

        int Slot(int row, int p) => first ? (row * m) + p : (p * rows) + row;
    }

    /// <summary>Runs the stage for a number of columns, from x to y.</summary>
    public void Run(T* xr, T* xi, T* yr, T* yi, nint columns, T scale)
    {
        var pass = new FftPass<T>
        {
            FromRe = xr,
            FromIm = xi,
            ToRe = yr,
            ToIm = yi,
            M = m,
            S = columns,
            Twiddles = (T*)System.Runtime.CompilerServices.Unsafe.AsPointer(
                ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(table)),
            TwiddleHop = first ? m : 1,
            TwiddleAdvance = first ? 1 : 2 * (radix - 1),
            Scale = scale,
        };
        if (typeof(T) == typeof(double))
        {
            RunDouble((FftPass<double>*)&pass);
        }
        else
        {
            RunSingle((FftPass<float>*)&pass);
        }
    }

    private void RunDouble(FftPass<double>* pass)
    {
        switch (Width(bits / 64, pass->S))
        {
            case 8: Choose<Double8, double>(pass); break;
            case 4: Choose<Double4, double>(pass); break;
            case 2: Choose<Double2, double>(pass); break;
            default: Choose<ScalarDouble, double>(pass); break;
        }
    }

    private void RunSingle(FftPass<float>* pass)
    {
        // There is no lane of two floats.
        switch (Width(bits / 32, pass->S))
        {
            case 16: Choose<Single16, float>(pass); break;
            case 8: Choose<Single8, float>(pass); break;
            case 4: Choose<Single4, float>(pass); break;
            default: Choose<ScalarSingle, float>(pass); break;
        }
    }

    // The widest lane that what it runs over fills at least once.
    private int Width(int widest, nint columns)
    {
        nint count = columns == 1 && first ? m : columns;
        while (widest > count)
        {
            widest /= 2;
        }

        return widest;
    }

    private void Choose<TLane, TE>(FftPass<TE>* pass)
        where TLane : struct, IRealLane<TLane, TE>, ILane<TLane>
        where TE : unmanaged
    {
        switch (radix)
        {
            case 2: Go<TLane, TE, Radix2>(default, pass); break;
            case 3: Go<TLane, TE, Radix3>(default, pass); break;
            case 4: Go<TLane, TE, Radix4>(default, pass); break;
            case 5: Go<TLane, TE, Radix5>(default, pass); break;
            case 7: Go<TLane, TE, Radix7>(default, pass); break;
            case 8: Go<TLane, TE, Radix8>(default, pass); break;
            default:
                TE* scratch = stackalloc TE[4 * (radix / 2) * TLane.Count];
                fixed (T* start = roots)
                {
                    Go<TLane, TE, RadixOdd<TE>>(new RadixOdd<TE>(radix, (TE*)start, scratch), pass);
                }

                break;
        }
    }

    private void Go<TLane, TE, TRadix>(TRadix butterfly, FftPass<TE>* pass)
        where TLane : struct, IRealLane<TLane, TE>, ILane<TLane>
        where TE : unmanaged
        where TRadix : struct, IFftRadix
    {
        if (m == 1)
        {
            if (FftNumber.IsOne(pass->Scale))
            {
                FftPass<TE>.OverColumns<TLane, TRadix, NoTwiddles>(butterfly, in *pass);
            }
            else
            {
                FftPass<TE>.OverColumns<TLane, TRadix, ScaledOutput>(butterfly, in *pass);
            }
        }
        else if (first && pass->S == 1 && TLane.Count > 1)
        {
            FftPass<TE>.OverButterflies<TLane, TRadix>(butterfly, in *pass);
        }
        else
        {
            FftPass<TE>.OverColumns<TLane, TRadix, ColumnTwiddles>(butterfly, in *pass);
        }
    }
}
