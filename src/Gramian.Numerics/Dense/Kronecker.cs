using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

/// <summary>Products with Kronecker products of any number of dense factors, which are never written out.</summary>
/// <remarks>
/// Entry (i p + k, j q + l) of A ⊗ B is A[i, j] B[k, l] for B of p × q. One factor after the other is applied along its
/// own axis, each as matrix products: with factors of n_f × n_f and N = Π n_f, Θ(N k Σ n_f) operations for k vectors,
/// in place of Θ(N² k), and memory for two arrays of the size of the largest intermediate result. Bit-identical for
/// any number of threads.
/// </remarks>
[Paper("vanloan2000ubiquitous")]
public static unsafe class Kronecker
{
    /// <summary>destination = (F₀ ⊗ F₁ ⊗ …) · vectors.</summary>
    /// <param name="factors">The factors, each [n_f, m_f]; no factors stand for the number 1.</param>
    /// <param name="vectors">The vectors, one in each column, [Π m_f, k].</param>
    /// <param name="destination">Receives the products, [Π n_f, k]; no part of the memory of an input.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the destination shares elements.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the destination is undefined.</exception>
    public static void Multiply<T>(
        ReadOnlySpan<MatrixView<T>> factors, MatrixView<T> vectors, MatrixView<T> destination,
        ComputeOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = 1, columns = 1, width = vectors.Columns;
        foreach (MatrixView<T> factor in factors)
        {
            DenseGuard.Apart(factor, destination, nameof(factors));
            rows = checked(rows * factor.Rows);
            columns = checked(columns * factor.Columns);
        }

        DenseGuard.Shape(vectors, columns, width, nameof(vectors));
        DenseGuard.Shape(destination, rows, width, nameof(destination));
        DenseGuard.Apart(vectors, destination, nameof(vectors));
        if (rows == 0 || columns == 0 || width == 0)
        {
            destination.Fill(T.Zero);
            return;
        }

        (nint first, nint second) = Sizes(factors, columns, width);
        using WorkBuffer buffer = Workspace.Rent<T>(first + second);
        T* from = buffer.Pointer<T>(), to = from + first;
        for (int i = 0; i < columns; i++)
        {
            vectors.Row(i).CopyTo(new Span<T>(from + ((nint)i * width), width));
        }

        // From the last axis to the first: the array is [before, m_f, after], its middle becomes n_f.
        nint before = columns, after = width;
        for (int axis = factors.Length - 1; axis >= 0; axis--)
        {
            MatrixView<T> factor = factors[axis];
            before /= factor.Columns;
            AlongAxis(factor, from, to, before, after, options ?? ComputeOptions.Default);
            after *= factor.Rows;
            T* done = to;
            to = from;
            from = done;
        }

        for (int i = 0; i < rows; i++)
        {
            new Span<T>(from + ((nint)i * width), width).CopyTo(destination.Row(i));
        }
    }

    // The largest array that each of the two buffers will hold.
    private static (nint First, nint Second) Sizes<T>(ReadOnlySpan<MatrixView<T>> factors, int columns, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint size = checked((nint)columns * width), even = size, odd = 0;
        for (int axis = factors.Length - 1; axis >= 0; axis--)
        {
            size = checked(size / factors[axis].Columns * factors[axis].Rows);
            (even, odd) = (Math.Max(odd, size), even);
        }

        // After an odd number of steps the roles are the other way round. Whole lines keep the second one aligned.
        nint line = 64 / sizeof(T);
        (even, odd) = ((even + line - 1) / line * line, (odd + line - 1) / line * line);
        return factors.Length % 2 == 0 ? (even, odd) : (odd, even);
    }

    // to[b, i, c] = Σ_j factor[i, j] from[b, j, c].
    private static void AlongAxis<T>(
        MatrixView<T> factor, T* from, T* to, nint before, nint after, ComputeOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = factor.Rows, m = factor.Columns;
        if (after == 1)
        {
            // One product with the transposed factor: the blocks are the rows of one matrix.
            Blas.Gemm(
                Transpose.No, Transpose.Yes, T.One, new MatrixView<T>(null, from, checked((int)before), m, m), factor,
                T.Zero, new MatrixView<T>(null, to, checked((int)before), n, n), options);
            return;
        }

        var work = new AxisWork<T> { Factor = factor, From = from, To = to, After = checked((int)after) };
        if (before >= 8 && (double)n * m * after < 1e6)
        {
            // Many small products: each block is one, on one thread.
            work.Options = new ComputeOptions { Threads = 1, CancellationToken = options.CancellationToken };
            WorkerTeam.Run(ref work, checked((int)before), options);
            return;
        }

        work.Options = options;
        for (int block = 0; block < before; block++)
        {
            work.Run(block);
        }
    }

    private struct AxisWork<T> : IBlockWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public MatrixView<T> Factor;
        public T* From;
        public T* To;
        public int After;
        public ComputeOptions Options;

        public readonly void Run(int block) => Blas.Gemm(
            Transpose.No, Transpose.No, T.One, Factor,
            new MatrixView<T>(null, From + ((nint)block * Factor.Columns * After), Factor.Columns, After, After),
            T.Zero, new MatrixView<T>(null, To + ((nint)block * Factor.Rows * After), Factor.Rows, After, After),
            Options);
    }
}
