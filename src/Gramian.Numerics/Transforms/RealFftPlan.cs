using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

/// <summary>Represents the discrete Fourier transform of real sequences of one length.</summary>
/// <remarks>
/// X_k = Σ_j x_j e^(−2πi jk/n) for k = 0 … ⌊n/2⌋; the others are their conjugates. The inverse has the factor 1/n.
/// Even lengths cost half a complex transform. Results are bit-identical for any number of threads. A warm call
/// allocates nothing. Safe to share between threads.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("vanloan1992computational")]
public sealed unsafe class RealFftPlan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostCached = 128;
    private const int PointsPerBlock = 1 << 14;
    private static readonly ConcurrentDictionary<int, RealFftPlan<T>> Cache = new();
    private readonly FftPlan<T> plan;
    private readonly T[] roots;     // e^(−2πi k/n) for k below n/2, real parts and then imaginary parts; even n only
    private readonly bool even;

    private RealFftPlan(int length)
    {
        Length = Guard.AtLeast(length, 1);
        even = length % 2 == 0;
        int half = even ? length / 2 : 0;
        plan = FftPlan<T>.For(even ? half : length);
        roots = GC.AllocateUninitializedArray<T>(2 * half, pinned: true);
        for (int k = 0; k < half; k++)
        {
            (double re, double im) = RootsOfUnity.At(k, length);
            (roots[k], roots[half + k]) = (FftNumber.From<T>(re), FftNumber.From<T>(im));
        }
    }

    /// <summary>n, the number of real points of a sequence.</summary>
    public int Length { get; }

    /// <summary>⌊n/2⌋ + 1, the number of complex points of its transform.</summary>
    public int SpectrumLength => (Length / 2) + 1;

    /// <summary>Returns the plan of a length, made when it is first asked for and kept.</summary>
    /// <param name="length">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    /// <exception cref="NotSupportedException">The element type is neither double nor float.</exception>
    public static RealFftPlan<T> For(int length)
    {
        if (Cache.TryGetValue(length, out RealFftPlan<T>? found))
        {
            return found;
        }

        var made = new RealFftPlan<T>(length);
        if (Cache.Count >= MostCached)
        {
            Cache.Clear();
        }

        return Cache.GetOrAdd(length, made);
    }

    /// <summary>Transforms real sequences: X_k = Σ_j x_j e^(−2πi jk/n), k = 0 … ⌊n/2⌋.</summary>
    /// <param name="source">b sequences, [b · n].</param>
    /// <param name="re">Receives the real parts, [b · (⌊n/2⌋ + 1)]; apart from the other spans.</param>
    /// <param name="im">Receives the imaginary parts, [b · (⌊n/2⌋ + 1)]; apart from the other spans.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    public void Forward(ReadOnlySpan<T> source, Span<T> re, Span<T> im, ComputeOptions? options = null)
    {
        int count = Check(source, re, im, nameof(source));
        fixed (T* x = source, r = re, i = im)
        {
            Execute(x, r, i, count, forward: true, options);
        }
    }

    /// <summary>Transforms spectra back: x_j = (1/n) Σ_k X_k e^(2πi jk/n), with X_(n−k) = conj X_k.</summary>
    /// <param name="re">The real parts of b spectra, [b · (⌊n/2⌋ + 1)].</param>
    /// <param name="im">The imaginary parts; those of X₀, and of X_(n/2) for even n, count as 0.</param>
    /// <param name="destination">Receives b sequences, [b · n]; apart from the other spans.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    public void Inverse(ReadOnlySpan<T> re, ReadOnlySpan<T> im, Span<T> destination, ComputeOptions? options = null)
    {
        int count = Check(destination, re, im, nameof(destination));
        fixed (T* x = destination, r = re, i = im)
        {
            Execute(x, r, i, count, forward: false, options);
        }
    }

    private void Execute(T* x, T* re, T* im, int count, bool forward, ComputeOptions? options)
    {
        int sequences = Math.Max(1, PointsPerBlock / Length);
        var work = new Batch
        {
            Plan = this, X = x, Re = re, Im = im, Count = count, Sequences = sequences, Forward = forward,
            Inner = count == 1 ? options ?? ComputeOptions.Default : Parallelism.Serial,
        };
        if (count == 1)
        {
            work.Run(0);
            return;
        }

        WorkerTeam.Run(ref work, (int)(((long)count + sequences - 1) / sequences), options);
    }

    private void One(T* x, T* re, T* im, bool forward, ComputeOptions options)
    {
        nint size = even ? Length / 2 : Length, pad = size + (320 / sizeof(T));
        using WorkBuffer work = Workspace.Rent<T>(2 * pad);
        T* wr = work.Pointer<T>(), wi = wr + pad, c = Start(roots), s = c + size;
        T scale = T.One / T.CreateChecked(size);
        if (even && forward)
        {
            Pairing.Split(x, wr, wi, size);
            plan.Execute(wr, wi, wr, wi, 1, T.One, options);
            RealSpectrum.FromPairs(wr, wi, c, s, re, im, size);
        }
        else if (even)
        {
            RealSpectrum.ToPairs(re, im, c, s, wr, wi, size);
            plan.Execute(wi, wr, wi, wr, 1, scale, options);
            Pairing.Merge(wr, wi, x, size);
        }
        else if (forward)
        {
            Copy(x, wr, size);
            new Span<T>(wi, (int)size).Clear();
            plan.Execute(wr, wi, wr, wi, 1, T.One, options);
            Copy(wr, re, SpectrumLength);
            Copy(wi, im, SpectrumLength);
            im[0] = T.Zero;
        }
        else
        {
            Copy(re, wr, SpectrumLength);
            Copy(im, wi, SpectrumLength);
            wi[0] = T.Zero;
            for (int k = 1; k < SpectrumLength; k++)
            {
                wr[size - k] = re[k];
                wi[size - k] = -im[k];
            }

            plan.Execute(wi, wr, wi, wr, 1, scale, options);
            Copy(wr, x, size);
        }
    }

    private static void Copy(T* from, T* to, nint count) =>
        new ReadOnlySpan<T>(from, (int)count).CopyTo(new Span<T>(to, (int)count));

    private static T* Start(T[] pinned) => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private int Check(ReadOnlySpan<T> real, ReadOnlySpan<T> re, ReadOnlySpan<T> im, string name)
    {
        if (real.Length % Length != 0)
        {
            throw new ArgumentException(
                $"The length of '{name}' must be a multiple of {Length}, but it was {real.Length}.", name);
        }

        int count = real.Length / Length;
        Guard.Length(re.Length, (long)count * SpectrumLength, nameof(re));
        Guard.Length(im.Length, (long)count * SpectrumLength, nameof(im));
        if (real.Overlaps(re) || real.Overlaps(im) || re.Overlaps(im))
        {
            throw new ArgumentException(
                $"The spans '{name}', '{nameof(re)}' and '{nameof(im)}' must share no memory.", nameof(re));
        }

        return count;
    }

    private struct Batch : IBlockWork
    {
        public RealFftPlan<T> Plan;
        public T* X, Re, Im;
        public int Count, Sequences;
        public bool Forward;
        public ComputeOptions Inner;

        public readonly void Run(int block)
        {
            int start = block * Sequences, end = Math.Min(Count, start + Sequences);
            for (nint i = start; i < end; i++)
            {
                nint spectrum = i * Plan.SpectrumLength;
                Plan.One(X + (i * Plan.Length), Re + spectrum, Im + spectrum, Forward, Inner);
            }
        }
    }
}
