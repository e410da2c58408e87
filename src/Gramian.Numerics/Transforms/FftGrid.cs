using System.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

/// <summary>
/// Represents the complex Fourier transform of arrays of several dimensions, along every one of them.
/// </summary>
/// <remarks>
/// Row-major arrays, split into real and imaginary parts. Forward has no factor, inverse 1/(n₁ n₂ …), as in
/// <see cref="FftPlan{T}"/>. Results are bit-identical for any number of threads. Safe to share between threads.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
public sealed unsafe class FftGrid<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] shape;
    private readonly FftPlan<T>[] plans;

    /// <param name="shape">The lengths of the dimensions, slowest first; at least one, each at least 1.</param>
    /// <exception cref="ArgumentException">There is no dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1.</exception>
    /// <exception cref="OverflowException">The array would have more than 2³¹ − 1 elements.</exception>
    public FftGrid(params ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty)
        {
            throw new ArgumentException("'shape' must have at least one dimension.", nameof(shape));
        }

        this.shape = shape.ToArray();
        plans = [.. this.shape.Select(FftPlan<T>.For)];
        Count = this.shape.Aggregate(1, (product, length) => checked(product * length));
    }

    /// <summary>The lengths of the dimensions, slowest first.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>The number of elements of an array.</summary>
    public int Count { get; }

    /// <summary>Transforms an array in place.</summary>
    /// <param name="re">The real parts, [n₁, n₂, …] by rows.</param>
    /// <param name="im">The imaginary parts, of the same shape; apart from the real parts.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    public void Forward(Span<T> re, Span<T> im, ComputeOptions? options = null)
    {
        Check(re, im);
        fixed (T* r = re, i = im)
        {
            Execute(r, i, inverse: false, options ?? ComputeOptions.Default);
        }
    }

    /// <summary>Transforms an array back, in place.</summary>
    /// <param name="re">The real parts, [n₁, n₂, …] by rows.</param>
    /// <param name="im">The imaginary parts, of the same shape; apart from the real parts.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    public void Inverse(Span<T> re, Span<T> im, ComputeOptions? options = null)
    {
        Check(re, im);
        fixed (T* r = re, i = im)
        {
            Execute(i, r, inverse: true, options ?? ComputeOptions.Default);
        }
    }

    private void Execute(T* re, T* im, bool inverse, ComputeOptions options)
    {
        int inner = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            int length = shape[axis];
            T scale = inverse ? T.One / T.CreateChecked(length) : T.One;
            if (inner == 1)
            {
                plans[axis].Execute(re, im, re, im, Count / length, scale, options);
            }
            else if (length > 1)
            {
                int block = 128 / sizeof(T), strips = (inner + block - 1) / block;
                var work = new AxisWork
                {
                    Plan = plans[axis], Re = re, Im = im, Inner = inner, Block = block, Strips = strips, Scale = scale,
                };
                WorkerTeam.Run(ref work, checked(Count / length / inner * strips), options);
            }

            inner *= length;
        }
    }

    private void Check(Span<T> re, Span<T> im)
    {
        Guard.Length(re.Length, Count, nameof(re));
        Guard.Length(im.Length, Count, nameof(im));
        if (re.Overlaps(im))
        {
            throw new ArgumentException("The spans 're' and 'im' must share no memory.", nameof(im));
        }
    }

    // A strip of neighbouring columns at a time, copied: rows a power of two apart would fall into a few cache sets.
    private struct AxisWork : IBlockWork
    {
        public FftPlan<T> Plan;
        public T* Re, Im;
        public int Inner, Block, Strips;
        public T Scale;

        public readonly void Run(int number)
        {
            (int outer, int strip) = Math.DivRem(number, Strips);
            strip = MemoryStrips.Apart(strip, Strips);
            int width = Math.Min(Block, Inner - (strip * Block)), length = Plan.Length;
            nint start = ((nint)outer * length * Inner) + (strip * Block);
            nint half = ((nint)length * width) + (320 / sizeof(T));
            using WorkBuffer work = Workspace.Rent<T>(2 * half);
            T* wr = work.Pointer<T>(), wi = wr + half;
            MemoryStrips.Gather(Re + start, Inner, length, width, wr);
            MemoryStrips.Gather(Im + start, Inner, length, width, wi);
            Plan.Columns(wr, wi, wr, wi, width, Scale);
            MemoryStrips.Scatter(wr, length, width, Re + start, Inner);
            MemoryStrips.Scatter(wi, length, width, Im + start, Inner);
        }
    }
}
