using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Sparse;

public sealed unsafe partial class CsrMatrix<T>
{
    internal const int RowsPerBlock = 1024;

    /// <summary>Multiplies a vector: y = A x.</summary>
    /// <param name="x">x, [columns].</param>
    /// <param name="y">Receives y, [rows]; apart from x.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the vectors overlap.</exception>
    public void Multiply(ReadOnlySpan<T> x, Span<T> y, ComputeOptions? options = null)
    {
        Guard.Length(x.Length, Columns, nameof(x));
        Guard.Length(y.Length, Rows, nameof(y));
        if (x.Overlaps(y))
        {
            throw new ArgumentException("The vectors 'x' and 'y' must share no memory.", nameof(y));
        }

        fixed (T* from = x, to = y)
        {
            var work = new VectorWork { A = this, X = from, Y = to };
            WorkerTeam.Run(ref work, Blocks(Rows), options);
        }
    }

    /// <summary>Multiplies a dense matrix: Y = A X.</summary>
    /// <param name="x">X, [columns, k].</param>
    /// <param name="y">Receives Y, [rows, k]; apart from X.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or the matrices share elements.</exception>
    public void Multiply(MatrixView<T> x, MatrixView<T> y, ComputeOptions? options = null)
    {
        DenseGuard.Shape(x, Columns, x.Columns, nameof(x));
        DenseGuard.Shape(y, Rows, x.Columns, nameof(y));
        DenseGuard.Apart(x, y, nameof(x));
        var work = new MatrixWork { A = this, X = x, Y = y };
        WorkerTeam.Run(ref work, Blocks(Rows), options);
    }

    /// <summary>Multiplies another sparse matrix: A B, by rows.</summary>
    /// <remarks>
    /// Each row is accumulated in the order of the entries of A: in a small hash table whose slots are in the order of
    /// the columns, or, for long rows, in a table of the width of B or a hash table. Entries that cancel to 0 are
    /// stored.
    /// </remarks>
    /// <param name="other">B, [columns of A, k].</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="OverflowException">The product has more than 2³¹ − 1 entries.</exception>
    [Paper("gustavson1978two")]
    public CsrMatrix<T> Multiply(CsrMatrix<T> other, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Columns)
        {
            throw new ArgumentException(
                $"The right factor must have {Columns} rows, but it had {other.Rows}.", nameof(other));
        }

        int[] starts = new int[Rows + 1];
        var work = new SparseProduct<T> { A = this, B = other, Starts = starts };
        WorkerTeam.Run(ref work, Blocks(Rows), options);
        for (int row = 0; row < Rows; row++)
        {
            starts[row + 1] = checked(starts[row] + starts[row + 1]);
        }

        int entries = starts[Rows];
        int[] indices = GC.AllocateUninitializedArray<int>(entries);
        T[] products = GC.AllocateUninitializedArray<T>(entries);
        (work.Indices, work.Values) = (indices, products);
        WorkerTeam.Run(ref work, Blocks(Rows), options);
        return new CsrMatrix<T>(Rows, other.Columns, starts, indices, products, check: false);
    }

    private static int Blocks(int rows) => (int)(((long)rows + RowsPerBlock - 1) / RowsPerBlock);

    internal static (int Start, int End) BlockOf(int rows, int block) =>
        (block * RowsPerBlock, Math.Min(rows, (block * RowsPerBlock) + RowsPerBlock));

    private struct VectorWork : IBlockWork
    {
        public CsrMatrix<T> A;
        public T* X, Y;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int block)
        {
            (int row, int end) = BlockOf(A.Rows, block);
            ref int starts = ref MemoryMarshal.GetArrayDataReference(A.rowStarts);
            ref int columns = ref MemoryMarshal.GetArrayDataReference(A.columnIndices);
            ref T values = ref MemoryMarshal.GetArrayDataReference(A.values);
            for (; row < end; row++)
            {
                int i = Unsafe.Add(ref starts, row), last = Unsafe.Add(ref starts, row + 1);
                T even = T.Zero, odd = T.Zero;
                for (; i + 2 <= last; i += 2)
                {
                    even += Unsafe.Add(ref values, i) * X[Unsafe.Add(ref columns, i)];
                    odd += Unsafe.Add(ref values, i + 1) * X[Unsafe.Add(ref columns, i + 1)];
                }

                if (i < last)
                {
                    even += Unsafe.Add(ref values, i) * X[Unsafe.Add(ref columns, i)];
                }

                Y[row] = even + odd;
            }
        }
    }

    private struct MatrixWork : IBlockWork
    {
        public CsrMatrix<T> A;
        public MatrixView<T> X, Y;

        public readonly void Run(int block)
        {
            (int row, int end) = BlockOf(A.Rows, block);
            for (; row < end; row++)
            {
                Span<T> line = Y.Row(row);
                line.Clear();
                for (int i = A.rowStarts[row]; i < A.rowStarts[row + 1]; i++)
                {
                    VectorOps.Axpy(A.values[i], X.Row(A.columnIndices[i]), line);
                }
            }
        }
    }
}
