using System.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

/// <summary>The fast Walsh–Hadamard transform, in natural order.</summary>
/// <remarks>
/// y_k = Σ_j (−1)^(bits that j and k share) x_j, with no factor: twice is n times the identity. n log₂ n additions.
/// Long sequences are treated as a matrix whose columns and then rows fit a cache, so memory is passed over twice.
/// Results are bit-identical for any number of threads. A warm call allocates nothing.
/// </remarks>
public static unsafe class WalshHadamard
{
    private const int LargestInCache = 1 << 18;

    /// <summary>Transforms sequences of one length in place.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="values">b sequences one after another, [b · n].</param>
    /// <param name="length">n, a power of two.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is no power of two.</exception>
    /// <exception cref="ArgumentException">The number of values is no multiple of the length.</exception>
    /// <exception cref="NotSupportedException">The element type is neither double nor float.</exception>
    public static void Transform<T>(Span<T> values, int length, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FftNumber.Check<T>();
        if (length < 1 || !BitOperations.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), length, $"'length' must be a power of two, but it was {length}.");
        }

        if (values.Length % length != 0)
        {
            throw new ArgumentException(
                $"The length of 'values' must be a multiple of {length}, but it was {values.Length}.", nameof(values));
        }

        fixed (T* x = values)
        {
            int count = values.Length / length;
            if ((long)length * sizeof(T) > LargestInCache)
            {
                for (int i = 0; i < count; i++)
                {
                    Long(x + ((nint)i * length), length, options);
                }

                return;
            }

            int sequences = Math.Max(1, (LargestInCache / 4) / (length * sizeof(T)));
            var work = new Rows<T> { X = x, Length = length, Count = count, Sequences = sequences };
            WorkerTeam.Run(ref work, (int)(((long)count + sequences - 1) / sequences), options);
        }
    }

    /// <summary>Transforms one sequence in place.</summary>
    /// <typeparam name="T">double or float.</typeparam>
    /// <param name="values">The sequence, [n], n a power of two.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is no power of two.</exception>
    /// <exception cref="NotSupportedException">The element type is neither double nor float.</exception>
    public static void Transform<T>(Span<T> values, ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Transform(values, values.Length, options);

    private static void Long<T>(T* x, int length, ComputeOptions? options)
        where T : unmanaged
    {
        // Rows of at most a first cache, and columns of at most half a second one.
        int columns = 1 << (BitOperations.Log2((uint)length) / 2), rows = length / columns, block = 128 / sizeof(T);
        var first = new Strips<T> { X = x, Rows = rows, Columns = columns, Block = block };
        WorkerTeam.Run(ref first, columns / block, options);
        int sequences = Math.Max(1, (LargestInCache / 4) / (columns * sizeof(T)));
        var second = new Rows<T> { X = x, Length = columns, Count = rows, Sequences = sequences };
        WorkerTeam.Run(ref second, (rows + sequences - 1) / sequences, options);
    }

    private struct Rows<T> : IBlockWork
        where T : unmanaged
    {
        public T* X;
        public int Length, Count, Sequences;

        public readonly void Run(int block)
        {
            nint end = Math.Min(Count, (block + 1) * Sequences);
            for (nint i = (nint)block * Sequences; i < end; i++)
            {
                HadamardStages.Sequence(X + (i * Length), Length);
            }
        }
    }

    private struct Strips<T> : IBlockWork
        where T : unmanaged
    {
        public T* X;
        public int Rows, Columns, Block;

        // In a copy: columns a power of two apart would fall into a few cache sets.
        public readonly void Run(int block)
        {
            using WorkBuffer work = Workspace.Rent<T>((nint)Rows * Block);
            T* copy = work.Pointer<T>(), start = X + (MemoryStrips.Apart(block, Columns / Block) * Block);
            MemoryStrips.Gather(start, Columns, Rows, Block, copy);
            HadamardStages.Columns(copy, Rows, Block);
            MemoryStrips.Scatter(copy, Rows, Block, start, Columns);
        }
    }
}
