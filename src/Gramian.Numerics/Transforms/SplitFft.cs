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
        using WorkBuffer work = Workspace.Rent<T>(2 * half);
        T* wr = work.Pointer<T>(), wi = wr + half;
        for (nint k = 0; k < n1; k++)
        {
            Row(sr + (k * n2) + start, wr + (k * count), count);
            Row(si + (k * n2) + start, wi + (k * count), count);
        }

        first.Run(wr, wi, wr, wi, count, FftNumber.From<T>(1));
        fixed (T* table = turns)
        {
            for (nint k = 0; k < n1; k++)
            {
                (long high, long low) = Math.DivRem(k * start, (long)step);
                double c = (coarse[2 * high] * fine[2 * low]) - (coarse[(2 * high) + 1] * fine[(2 * low) + 1]);
                double s = (coarse[2 * high] * fine[(2 * low) + 1]) + (coarse[(2 * high) + 1] * fine[2 * low]);
                T re = FftNumber.From<T>(c), im = FftNumber.From<T>(s);
                T* turn = table + (2 * k * block), xr = wr + (k * count), xi = wi + (k * count);
                T* yr = dr + (k * n2) + start, yi = di + (k * n2) + start;
                ComplexRows.MultiplyTwice(xr, xi, turn, turn + block, re, im, yr, yi, count);
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
        for (nint k = 0; k < n2; k++)
        {
            Row(wr + (k * count), dr + (k * n1) + start, count);
            Row(wi + (k * count), di + (k * n1) + start, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(T* from, T* to, int count) =>
        new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(to, count));

    private struct Half : IBlockWork
    {
        public SplitFft<T> Fft;
        public T* Sr, Si, Dr, Di;
        public T Scale;
        public bool Rows;

        public readonly void Run(int number)
        {
            int start = number * Fft.block;
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
