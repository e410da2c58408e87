using System.Collections.Concurrent;
using System.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

/// <summary>Represents the discrete cosine transforms of types II and III of one length.</summary>
/// <remarks>
/// Type II: y_k = Σ_j x_j cos(πk(j + ½)/n). Type III, its transpose with the first input halved:
/// x_j = y₀/2 + Σ_(k≥1) y_k cos(πk(j + ½)/n), so that III after II is n/2 times the identity. With
/// <see cref="DctScale.Orthonormal"/> they are transposes and inverses of each other. One real Fourier transform of
/// the same length each. Results are bit-identical for any number of threads. Safe to share between threads.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
[Paper("makhoul1980fast")]
public sealed unsafe class DctPlan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostCached = 128;
    private const int PointsPerBlock = 1 << 14;
    private static readonly ConcurrentDictionary<(int Length, DctScale Scale), DctPlan<T>> Cache = new();
    private readonly RealFftPlan<T> plan;
    private readonly T[] cosines;   // cos πk/2n for k up to n/2
    private readonly T[] sines;     // sin πk/2n
    private readonly T first;
    private readonly T others;

    private DctPlan(int length, DctScale scale)
    {
        Length = Guard.AtLeast(length, 1);
        Scale = scale;
        plan = RealFftPlan<T>.For(length);
        (cosines, sines) = (new T[plan.SpectrumLength], new T[plan.SpectrumLength]);
        for (int k = 0; k < cosines.Length; k++)
        {
            (double re, double im) = RootsOfUnity.At(k, 4L * length);
            (cosines[k], sines[k]) = (FftNumber.From<T>(re), FftNumber.From<T>(-im));
        }

        bool unit = scale == DctScale.Orthonormal;
        first = FftNumber.From<T>(unit ? Math.Sqrt(1.0 / length) : 1);
        others = FftNumber.From<T>(unit ? Math.Sqrt(2.0 / length) : 1);
    }

    /// <summary>n, the number of points of a sequence.</summary>
    public int Length { get; }

    /// <summary>The factors.</summary>
    public DctScale Scale { get; }

    /// <summary>Returns the plan of a length, made when it is first asked for and kept.</summary>
    /// <param name="length">n, at least 1.</param>
    /// <param name="scale">The factors; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    /// <exception cref="NotSupportedException">The element type is neither double nor float.</exception>
    public static DctPlan<T> For(int length, DctScale scale = DctScale.None)
    {
        if (Cache.TryGetValue((length, scale), out DctPlan<T>? found))
        {
            return found;
        }

        var made = new DctPlan<T>(length, scale);
        if (Cache.Count >= MostCached)
        {
            Cache.Clear();
        }

        return Cache.GetOrAdd((length, scale), made);
    }

    /// <summary>Transforms sequences by type II: y_k = Σ_j x_j cos(πk(j + ½)/n), times the factors.</summary>
    /// <param name="source">b sequences, [b · n].</param>
    /// <param name="destination">Receives b sequences, [b · n]; the memory of the source or none of it.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Type2(ReadOnlySpan<T> source, Span<T> destination, ComputeOptions? options = null) =>
        Execute(source, destination, second: true, options);

    /// <summary>Transforms sequences by type III: x_j = y₀/2 + Σ_(k≥1) y_k cos(πk(j + ½)/n).</summary>
    /// <remarks>With <see cref="DctScale.Orthonormal"/>, the inverse of <see cref="Type2"/>.</remarks>
    /// <param name="source">b sequences, [b · n].</param>
    /// <param name="destination">Receives b sequences, [b · n]; the memory of the source or none of it.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Type3(ReadOnlySpan<T> source, Span<T> destination, ComputeOptions? options = null) =>
        Execute(source, destination, second: false, options);

    private void Execute(ReadOnlySpan<T> source, Span<T> destination, bool second, ComputeOptions? options)
    {
        Guard.Length(destination.Length, source.Length, nameof(destination));
        if (source.Length % Length != 0)
        {
            throw new ArgumentException(
                $"The length of 'source' must be a multiple of {Length}, but it was {source.Length}.", nameof(source));
        }

        if (source.Overlaps(destination, out int shift) && shift != 0)
        {
            throw new ArgumentException(
                "The destination must be the memory of the source or none of it.", nameof(destination));
        }

        fixed (T* from = source, to = destination)
        {
            int count = source.Length / Length, sequences = Math.Max(1, PointsPerBlock / Length);
            var work = new Batch
            {
                Plan = this, From = from, To = to, Count = count, Sequences = sequences, Second = second,
            };
            WorkerTeam.Run(ref work, (int)(((long)count + sequences - 1) / sequences), options);
        }
    }

    // The even elements forwards and the odd ones backwards have a Fourier transform V; the cosine transform is
    // Re(e^(−πik/2n) V_k) at k and the negated imaginary part at n − k.
    private void Second(T* x, T* y)
    {
        int n = Length, half = plan.SpectrumLength;
        using WorkBuffer work = Workspace.Rent<T>(n + (2 * half));
        T* v = work.Pointer<T>(), re = v + n, im = re + half;
        for (int j = 0; 2 * j < n; j++)
        {
            v[j] = x[2 * j];
        }

        for (int j = 0; (2 * j) + 1 < n; j++)
        {
            v[n - 1 - j] = x[(2 * j) + 1];
        }

        plan.Forward(new(v, n), new(re, half), new(im, half), Parallelism.Serial);
        y[0] = re[0] * first;
        for (int k = 1; k < half; k++)
        {
            T c = cosines[k], s = sines[k];
            y[n - k] = others * ((re[k] * s) - (im[k] * c));
            y[k] = others * ((re[k] * c) + (im[k] * s));
        }
    }

    private void Third(T* y, T* x)
    {
        int n = Length, half = plan.SpectrumLength;
        using WorkBuffer work = Workspace.Rent<T>(n + (2 * half));
        T* v = work.Pointer<T>(), re = v + n, im = re + half;

        // Type III without factors is n/2 times the inverse of type II without factors; the orthonormal one takes the
        // factors of type II off again.
        bool unit = Scale == DctScale.Orthonormal;
        T scale = unit ? T.One / others : T.CreateChecked(n) / T.CreateChecked(2);
        re[0] = y[0] * (unit ? T.One / first : scale);
        im[0] = T.Zero;
        for (int k = 1; k < half; k++)
        {
            T c = cosines[k], s = sines[k], a = scale * y[k], b = scale * y[n - k];
            re[k] = (a * c) + (b * s);
            im[k] = (a * s) - (b * c);
        }

        plan.Inverse(new(re, half), new(im, half), new(v, n), Parallelism.Serial);
        for (int j = 0; 2 * j < n; j++)
        {
            x[2 * j] = v[j];
        }

        for (int j = 0; (2 * j) + 1 < n; j++)
        {
            x[(2 * j) + 1] = v[n - 1 - j];
        }
    }

    private struct Batch : IBlockWork
    {
        public DctPlan<T> Plan;
        public T* From, To;
        public int Count, Sequences;
        public bool Second;

        public readonly void Run(int block)
        {
            nint end = Math.Min(Count, (block + 1) * Sequences);
            for (nint i = (nint)block * Sequences; i < end; i++)
            {
                nint at = i * Plan.Length;
                if (Second)
                {
                    Plan.Second(From + at, To + at);
                }
                else
                {
                    Plan.Third(From + at, To + at);
                }
            }
        }
    }
}
