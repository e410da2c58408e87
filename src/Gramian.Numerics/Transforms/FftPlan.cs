using System.Collections.Concurrent;
using System.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

/// <summary>Represents the complex discrete Fourier transform of one length, planned once and used often.</summary>
/// <remarks>
/// Forward: X_k = Σ_j x_j e^(−2πi jk/n), with no factor. Inverse: x_j = (1/n) Σ_k X_k e^(2πi jk/n). Any length
/// from 1 on: lengths whose primes are at most 31 by mixed radices, others by a convolution. Real and imaginary
/// parts lie in two spans, each of which holds any number of sequences one after another. Results are
/// bit-identical for any number of threads. A warm call allocates nothing. Safe to share between threads.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("vanloan1992computational")]
[Paper("bluestein1970linear")]
public sealed unsafe class FftPlan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SplitBytes = 1 << 19;
    private const int MostCached = 128;
    private const int PointsPerBlock = 1 << 14;
    private static readonly ConcurrentDictionary<int, FftPlan<T>> Cache = new();
    private readonly SplitFft<T>? split;
    private readonly int group;
    private FftEngine<T>? columnEngine;

    internal FftPlan(int length, int bits, bool allowSplit = true)
    {
        FftNumber.Check<T>();
        Length = Guard.AtLeast(length, 1);
        split = allowSplit && (long)length * sizeof(T) >= SplitBytes ? SplitFft<T>.For(length, bits) : null;
        Engine = split is null ? FftEngine<T>.For(length, bits) : null;
        group = length <= 256 ? 128 / sizeof(T) : 1;
    }

    /// <summary>The number of points of a sequence.</summary>
    public int Length { get; }

    internal FftEngine<T>? Engine { get; }

    /// <summary>Returns the plan of a length, made when it is first asked for and kept.</summary>
    /// <param name="length">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    /// <exception cref="NotSupportedException">The element type is neither double nor float.</exception>
    public static FftPlan<T> For(int length)
    {
        if (Cache.TryGetValue(length, out FftPlan<T>? found))
        {
            return found;
        }

        var made = new FftPlan<T>(length, SimdPath.Bits);
        if (Cache.Count >= MostCached)
        {
            Cache.Clear();
        }

        return Cache.GetOrAdd(length, made);
    }

    /// <summary>Transforms sequences in place: X_k = Σ_j x_j e^(−2πi jk/n).</summary>
    /// <param name="re">The real parts of b sequences, [b · n].</param>
    /// <param name="im">The imaginary parts, [b · n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Forward(Span<T> re, Span<T> im, ComputeOptions? options = null) =>
        Forward(re, im, re, im, options);

    /// <summary>Transforms sequences: X_k = Σ_j x_j e^(−2πi jk/n).</summary>
    /// <param name="sourceRe">The real parts of b sequences, [b · n].</param>
    /// <param name="sourceIm">The imaginary parts, [b · n].</param>
    /// <param name="re">Receives the real parts, [b · n]; the memory of sourceRe or none of the sources.</param>
    /// <param name="im">Receives the imaginary parts, [b · n]; the memory of sourceIm or none of the sources.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Forward(
        ReadOnlySpan<T> sourceRe, ReadOnlySpan<T> sourceIm, Span<T> re, Span<T> im, ComputeOptions? options = null)
    {
        int count = Check(sourceRe, sourceIm, re, im);
        fixed (T* sr = sourceRe, si = sourceIm, dr = re, di = im)
        {
            Execute(sr, si, dr, di, count, T.One, options ?? ComputeOptions.Default);
        }
    }

    /// <summary>Transforms sequences back, in place: x_j = (1/n) Σ_k X_k e^(2πi jk/n).</summary>
    /// <param name="re">The real parts of b sequences, [b · n].</param>
    /// <param name="im">The imaginary parts, [b · n].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Inverse(Span<T> re, Span<T> im, ComputeOptions? options = null) => Inverse(re, im, re, im, options);

    /// <summary>Transforms sequences back: x_j = (1/n) Σ_k X_k e^(2πi jk/n).</summary>
    /// <param name="sourceRe">The real parts of b sequences, [b · n].</param>
    /// <param name="sourceIm">The imaginary parts, [b · n].</param>
    /// <param name="re">Receives the real parts, [b · n]; the memory of sourceRe or none of the sources.</param>
    /// <param name="im">Receives the imaginary parts, [b · n]; the memory of sourceIm or none of the sources.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Inverse(
        ReadOnlySpan<T> sourceRe, ReadOnlySpan<T> sourceIm, Span<T> re, Span<T> im, ComputeOptions? options = null)
    {
        int count = Check(sourceRe, sourceIm, re, im);
        fixed (T* sr = sourceRe, si = sourceIm, dr = re, di = im)
        {
            // With the real and imaginary parts exchanged on both sides, forward is inverse.
            Execute(si, sr, di, dr, count, T.One / T.CreateChecked(Length), options ?? ComputeOptions.Default);
        }
    }

    /// <summary>The forward transform of sequences at pointers, with a scale.</summary>
    internal void Execute(T* sr, T* si, T* dr, T* di, int count, T scale, ComputeOptions options)
    {
        if (count == 1)
        {
            One(sr, si, dr, di, scale, options);
            return;
        }

        int sequences = Math.Max(1, PointsPerBlock / Length / group) * group;
        var work = new Batch
        {
            Plan = this, Sr = sr, Si = si, Dr = dr, Di = di, Count = count, Scale = scale, Sequences = sequences,
        };
        WorkerTeam.Run(ref work, (int)(((long)count + sequences - 1) / sequences), options);
    }

    /// <summary>Transforms columns side by side: element j of column c is at j · columns + c.</summary>
    internal void Columns(T* sr, T* si, T* dr, T* di, nint columns, T scale)
    {
        if (columns == 1)
        {
            One(sr, si, dr, di, scale, Parallelism.Serial);
            return;
        }

        (Engine ?? LazyColumns()).Run(sr, si, dr, di, columns, scale);
    }

    private FftEngine<T> LazyColumns() => columnEngine ??= FftEngine<T>.For(Length, SimdPath.Bits);

    private void One(T* sr, T* si, T* dr, T* di, T scale, ComputeOptions options)
    {
        if (split is not null)
        {
            split.Run(sr, si, dr, di, scale, options);
            return;
        }

        options.CancellationToken.ThrowIfCancellationRequested();
        Engine!.Run(sr, si, dr, di, 1, scale);
    }

    // Short sequences are turned into columns, so that the lanes run across them.
    private void Group(T* sr, T* si, T* dr, T* di, int count, T scale)
    {
        nint half = ((nint)Length * count) + (320 / sizeof(T));
        using WorkBuffer work = Workspace.Rent<T>(2 * half);
        T* wr = work.Pointer<T>(), wi = wr + half;
        BlockTranspose.Copy(sr, Length, count, Length, wr, count);
        BlockTranspose.Copy(si, Length, count, Length, wi, count);
        Engine!.Run(wr, wi, wr, wi, count, scale);
        BlockTranspose.Copy(wr, count, Length, count, dr, Length);
        BlockTranspose.Copy(wi, count, Length, count, di, Length);
    }

    private int Check(ReadOnlySpan<T> sourceRe, ReadOnlySpan<T> sourceIm, Span<T> re, Span<T> im)
    {
        Guard.Length(sourceIm.Length, sourceRe.Length, nameof(sourceIm));
        Guard.Length(re.Length, sourceRe.Length, nameof(re));
        Guard.Length(im.Length, sourceRe.Length, nameof(im));
        if (sourceRe.Length % Length != 0)
        {
            throw new ArgumentException(
                $"The length of '{nameof(re)}' must be a multiple of {Length}, but it was {re.Length}.", nameof(re));
        }

        Apart(re.Overlaps(im), nameof(im));
        Apart(sourceRe.Overlaps(re, out int shift) && shift != 0, nameof(re));
        Apart(sourceIm.Overlaps(im, out shift) && shift != 0, nameof(im));
        Apart(sourceRe.Overlaps(im), nameof(im));
        Apart(sourceIm.Overlaps(re), nameof(re));
        return sourceRe.Length / Length;
    }

    private static void Apart(bool overlaps, string name)
    {
        if (overlaps)
        {
            throw new ArgumentException(
                $"The output '{name}' must be its own source or share no memory with the other spans.", name);
        }
    }

    private struct Batch : IBlockWork
    {
        public FftPlan<T> Plan;
        public T* Sr, Si, Dr, Di;
        public int Count, Sequences;
        public T Scale;

        public readonly void Run(int block)
        {
            int start = block * Sequences, end = Math.Min(Count, start + Sequences), group = Plan.group;
            for (int i = start; i < end; i += group)
            {
                nint at = (nint)i * Plan.Length;
                int count = Math.Min(group, end - i);
                if (count > 1)
                {
                    Plan.Group(Sr + at, Si + at, Dr + at, Di + at, count, Scale);
                }
                else
                {
                    Plan.One(Sr + at, Si + at, Dr + at, Di + at, Scale, Parallelism.Serial);
                }
            }
        }
    }
}
