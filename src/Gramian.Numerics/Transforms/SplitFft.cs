using System.Runtime.CompilerServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

// A long transform as n1 × n2: transforms of columns, a turn of each element, transforms of rows. Every block stays in
// the second cache, so the long arrays are read and written twice, however many stages there are.
internal sealed unsafe class SplitFft<T>
    where T : unmanaged
{
    private readonly int n1;
    private readonly int n2;
    private readonly FftEngine<T> first;
    private readonly FftEngine<T> second;
    private readonly int block;
    private readonly T[] turns;          // e^(−2πi k t/n) for t within a block, [n1, 2, block]
    private readonly double[] coarse;    // e^(−2πi j step/n), pairs
    private readonly double[] fine;      // e^(−2πi j/n) for j below the step, pairs
    private readonly int step;

    private SplitFft(int n1, int n2, int bits)
    {
        (this.n1, this.n2) = (n1, n2);
        first = FftEngine<T>.For(n1, bits);
        second = n1 == n2 ? first : FftEngine<T>.For(n2, bits);
        block = 128 / sizeof(T);
        long n = (long)n1 * n2;
        turns = new T[2 * n1 * block];
        for (int i = 0; i < n1 * block; i++)
        {
            (int k, int t) = Math.DivRem(i, block);
            (double re, double im) = RootsOfUnity.At((long)k * t, n);
            turns[(2 * k * block) + t] = FftNumber.From<T>(re);
            turns[(((2 * k) + 1) * block) + t] = FftNumber.From<T>(im);
        }

        step = (int)Math.Ceiling(Math.Sqrt(n));
        coarse = new double[2 * (int)((n / step) + 1)];
        fine = new double[2 * step];
        for (int j = 0; j < coarse.Length / 2; j++)
        {
            (coarse[2 * j], coarse[(2 * j) + 1]) = RootsOfUnity.At((long)j * step, n);
        }

        for (int j = 0; j < step; j++)
        {
            (fine[2 * j], fine[(2 * j) + 1]) = RootsOfUnity.At(j, n);
        }
    }

    /// <summary>A split into factors as equal as the radices allow, or null where there is none worth it.</summary>
    public static SplitFft<T>? For(int length, int bits)
    {
        if (FftEngine<T>.Radices(length) is not { } radices)
        {
            return null;
        }

        // The divisor nearest to the root from below.
        int n1 = (int)Math.Sqrt(length);
        while (length % n1 != 0)
        {
            n1--;
        }

        return n1 >= 32 && radices.Length > 2 ? new SplitFft<T>(n1, length / n1, bits) : null;
    }

    public void Run(T* sr, T* si, T* dr, T* di, T scale, ComputeOptions options)
    {
        nint half = ((nint)n1 * n2) + (320 / sizeof(T));
        using WorkBuffer work = Workspace.Rent<T>(2 * half);
        T* wr = work.Pointer<T>();
        var columns = new Half { Fft = this, Sr = sr, Si = si, Dr = wr, Di = wr + half, Scale = scale };
        WorkerTeam.Run(ref columns, (n2 + block - 1) / block, options);
        var rows = new Half { Fft = this, Sr = wr, Si = wr + half, Dr = dr, Di = di, Scale = scale, Rows = true };
        WorkerTeam.Run(ref rows, (n1 + block - 1) / block, options);
    }

    // Transforms a few columns of s and writes them, turned, to the same place of d.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns(int start, T* sr, T* si, T* dr, T* di)
    {
        int count = Math.Min(block, n2 - start);
        nint size = (nint)n1 * count, half = size + (320 / sizeof(T));
        using WorkBuffer work = Workspace.Rent<T>((2 * half) + (2 * n1));
        T* wr = work.Pointer<T>(), wi = wr + half;
        MemoryStrips.Gather(sr + start, n2, n1, count, wr);
        MemoryStrips.Gather(si + start, n2, n1, count, wi);
        first.Run(wr, wi, wr, wi, count, FftNumber.From<T>(1));
        T* rowTurns = wi + half;
        RowTurns(start, rowTurns);
        fixed (T* table = turns)
        {
            SplitTurns<T>.Run(new SplitTurns<T>
            {
                FromRe = wr, FromIm = wi, ToRe = dr + start, ToIm = di + start, Stride = n2, Rows = n1, Count = count,
                Elements = table, Pitch = block, RowTurns = rowTurns,
            });
        }
    }

    // e^(−2πi k start/n) for every row k, real parts and then imaginary parts.
    private void RowTurns(int start, T* rowTurns)
    {
        (int highStep, int lowStep) = Math.DivRem(start, step);
        int high = 0, low = 0;
        for (int k = 0; k < n1; k++)
        {
            double cr = coarse[2 * high], ci = coarse[(2 * high) + 1], fr = fine[2 * low], fi = fine[(2 * low) + 1];
            rowTurns[k] = FftNumber.From<T>((cr * fr) - (ci * fi));
            rowTurns[n1 + k] = FftNumber.From<T>((cr * fi) + (ci * fr));
            (high, low) = (high + highStep, low + lowStep);
            if (low >= step)
            {
                (high, low) = (high + 1, low - step);
            }
        }
    }

    // Transforms a few rows of s into columns of d, which has n1 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RowsOf(int start, T* sr, T* si, T* dr, T* di, T scale)
    {
        int count = Math.Min(block, n1 - start);
        nint size = (nint)n2 * count, half = size + (320 / sizeof(T)), from = (nint)start * n2;
        using WorkBuffer work = Workspace.Rent<T>(2 * half);
        T* wr = work.Pointer<T>(), wi = wr + half;
        BlockTranspose.Copy(sr + from, n2, count, n2, wr, count);
        BlockTranspose.Copy(si + from, n2, count, n2, wi, count);
        second.Run(wr, wi, wr, wi, count, scale);
        MemoryStrips.Scatter(wr, n2, count, dr + start, n1);
        MemoryStrips.Scatter(wi, n2, count, di + start, n1);
    }

    private struct Half : IBlockWork
    {
        public SplitFft<T> Fft;
        public T* Sr, Si, Dr, Di;
        public T Scale;
        public bool Rows;

        public readonly void Run(int number)
        {
            int strips = ((Rows ? Fft.n1 : Fft.n2) + Fft.block - 1) / Fft.block;
            int start = MemoryStrips.Apart(number, strips) * Fft.block;
            if (Rows)
            {
                Fft.RowsOf(start, Sr, Si, Dr, Di, Scale);
            }
            else
            {
                Fft.Columns(start, Sr, Si, Dr, Di);
            }
        }
    }
}
