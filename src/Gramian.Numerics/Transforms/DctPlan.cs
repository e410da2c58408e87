using System.Collections.Concurrent;
using System.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

/// <summary>Represents the discrete cosine transforms of types I, II and III of one length.</summary>
/// <remarks>
/// Type I: y_k = x₀/2 + (−1)^k x_(n−1)/2 + Σ_(0&lt;j&lt;n−1) x_j cos(πjk/(n − 1)), which twice is (n − 1)/2 times the
/// identity. Type II: y_k = Σ_j x_j cos(πk(j + ½)/n). Type III, its transpose with the first input halved:
/// x_j = y₀/2 + Σ_(k≥1) y_k cos(πk(j + ½)/n), so that III after II is n/2 times the identity. With
/// <see cref="DctScale.Orthonormal"/> II and III are transposes and inverses of each other, and I of itself. One real
/// Fourier transform of the same length each, of length 2n − 2 for type I. Results are bit-identical for any number of
/// threads. Safe to share between threads.
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
    private RealFftPlan<T>? mirrored;   // of the even extension, for type I

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

    private enum Kind
    {
        First,
        Second,
        Third,
    }

    /// <summary>Transforms sequences by type I, which with <see cref="DctScale.Orthonormal"/> is its own
    /// inverse.</summary>
    /// <remarks>Without factors the inverse is the transform times 2/(n − 1).</remarks>
    /// <param name="source">b sequences, [b · n].</param>
    /// <param name="destination">Receives b sequences, [b · n]; the memory of the source or none of it.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    /// <exception cref="InvalidOperationException">The plan is of a single point, which type I does not
    /// have.</exception>
    public void Type1(ReadOnlySpan<T> source, Span<T> destination, ComputeOptions? options = null)
    {
        if (Length < 2)
        {
            throw new InvalidOperationException("Type I needs sequences of at least 2 points, but the plan is of 1.");
        }

        mirrored ??= RealFftPlan<T>.For(checked(2 * (Length - 1)));
        Execute(source, destination, Kind.First, options);
    }

    /// <summary>Transforms sequences by type II: y_k = Σ_j x_j cos(πk(j + ½)/n), times the factors.</summary>
    /// <param name="source">b sequences, [b · n].</param>
    /// <param name="destination">Receives b sequences, [b · n]; the memory of the source or none of it.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Type2(ReadOnlySpan<T> source, Span<T> destination, ComputeOptions? options = null) =>
        Execute(source, destination, Kind.Second, options);

    /// <summary>Transforms sequences by type III: x_j = y₀/2 + Σ_(k≥1) y_k cos(πk(j + ½)/n).</summary>
    /// <remarks>With <see cref="DctScale.Orthonormal"/>, the inverse of <see cref="Type2"/>.</remarks>
    /// <param name="source">b sequences, [b · n].</param>
    /// <param name="destination">Receives b sequences, [b · n]; the memory of the source or none of it.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of n, or spans overlap.</exception>
    public void Type3(ReadOnlySpan<T> source, Span<T> destination, ComputeOptions? options = null) =>
        Execute(source, destination, Kind.Third, options);

    private void Execute(ReadOnlySpan<T> source, Span<T> destination, Kind kind, ComputeOptions? options)
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
                Plan = this, From = from, To = to, Count = count, Sequences = sequences, Kind = kind,
            };
            WorkerTeam.Run(ref work, (int)(((long)count + sequences - 1) / sequences), options);
        }
    }

    // The sequence, and backwards again without its ends, has a real Fourier transform: twice the cosine transform.
    private void First(T* x, T* y)
    {
        int last = Length - 1;
        using WorkBuffer work = Workspace.Rent<T>((2 * last) + (2 * Length));
        T* v = work.Pointer<T>(), re = v + (2 * last), im = re + Length;
        bool unit = Scale == DctScale.Orthonormal;
        T end = FftNumber.From<T>(unit ? Math.Sqrt(2) : 1);
        T factor = FftNumber.From<T>(unit ? Math.Sqrt(0.5 / last) : 0.5);
        (v[0], v[last]) = (end * x[0], end * x[last]);
        for (int j = 1; j < last; j++)
        {
            v[j] = v[(2 * last) - j] = x[j];
        }

        mirrored!.Forward(new(v, 2 * last), new(re, Length), new(im, Length), Parallelism.Serial);
        for (int k = 0; k <= last; k++)
        {
            y[k] = re[k] * factor;
        }

        (y[0], y[last]) = (y[0] / end, y[last] / end);
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
        public Kind Kind;

        public readonly void Run(int block)
        {
            nint end = Math.Min(Count, (block + 1) * Sequences);
            for (nint i = (nint)block * Sequences; i < end; i++)
            {
                nint at = i * Plan.Length;
                switch (Kind)
                {
                    case Kind.First: Plan.First(From + at, To + at); break;
                    case Kind.Second: Plan.Second(From + at, To + at); break;
                    default: Plan.Third(From + at, To + at); break;
                }
            }
        }
    }
}
