using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Sparse;

// The rows of a product of sparse matrices: counted while there is no place for them, then written. Most rows are short
// and go through a small table whose slots are in the order of the columns, so that they need no sort. Rows that are
// long, or whose columns crowd together, are left for wide tables.
internal unsafe struct SparseProduct<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostOrdered = 2048;           // summands of a row, so that its table stays near the processor
    private const int SlotsPerSummand = 8;          // few slots are hit twice, so branches on that are foreseen
    private const int MostSteps = 8;                // moves per summand before a row counts as crowded
    private const int Empty = int.MaxValue;

    public CsrMatrix<T> A;
    public CsrMatrix<T> B;
    public int[] Starts;      // [rows + 1]; counts go to the element after the row
    public int[]? Indices;
    public T[]? Values;

    public readonly void Run(int block)
    {
        (int start, int end) = CsrMatrix<T>.BlockOf(A.Rows, block);
        int most = (int)BitOperations.RoundUpToPowerOf2(SlotsPerSummand * MostOrdered) + MostOrdered + 1;
        using WorkBuffer keyBuffer = Workspace.Rent<int>(most);
        using WorkBuffer sumBuffer = Workspace.Rent<T>(most);
        using WorkBuffer bitBuffer = Workspace.Rent<ulong>((most / 64) + 1);
        Span<int> heavy = stackalloc int[CsrMatrix<T>.RowsPerBlock];
        int left = 0;
        fixed (int* aStarts = A.RowStarts, aColumns = A.ColumnIndices)
        fixed (int* bStarts = B.RowStarts, bColumns = B.ColumnIndices, indices = Indices)
        fixed (T* aValues = A.Values, bValues = B.Values, values = Values)
        {
            var table = new Table
            {
                Keys = keyBuffer.Pointer<int>(), Sums = sumBuffer.Pointer<T>(), Bits = bitBuffer.Pointer<ulong>(),
                AStarts = aStarts, AColumns = aColumns, BStarts = bStarts, BColumns = bColumns, AValues = aValues,
                BValues = bValues, Rows = A.Rows,
            };
            new Span<int>(table.Keys, most).Fill(Empty);
            new Span<ulong>(table.Bits, (most / 64) + 1).Clear();
            for (int row = start; row < end; row++)
            {
                long bound = table.Foresee(row, Indices is not null);
                if (bound > MostOrdered)
                {
                    heavy[left++] = row;
                }
                else if (Indices is null)
                {
                    Starts[row + 1] = table.Count(row, (int)bound);
                }
                else if (!table.Accumulate(row, (int)bound))
                {
                    table.Forget();
                    heavy[left++] = row;
                }
                else
                {
                    table.Emit(indices + Starts[row], values + Starts[row]);
                }
            }
        }

        if (left > 0)
        {
            new WideRows<T> { A = A, B = B, Starts = Starts, Indices = Indices, Values = Values }.Run(heavy[..left]);
        }
    }

    // A table for one row at a time, with what it reads.
    private struct Table
    {
        public int* Keys;       // columns, or Empty
        public T* Sums;
        public ulong* Bits;     // which slots are taken
        public int* AStarts, AColumns, BStarts, BColumns;
        public T* AValues, BValues;
        public int Rows;
        private int slots;      // with the overhang after the last

        /// <summary>The number of summands of a row; asks for what the next rows will read.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly long Foresee(int row, bool values)
        {
            if (Sse.IsSupported && row + 2 < Rows)
            {
                for (int i = AStarts[row + 2]; i < AStarts[row + 3]; i++)
                {
                    Sse.Prefetch0(BStarts + AColumns[i]);
                }

                for (int i = AStarts[row + 1]; i < AStarts[row + 2]; i++)
                {
                    int from = BStarts[AColumns[i]], last = BStarts[AColumns[i] + 1] - 1;
                    Sse.Prefetch0(BColumns + from);
                    Sse.Prefetch0(BColumns + last);
                    if (values)
                    {
                        Sse.Prefetch0(BValues + from);
                        Sse.Prefetch0(BValues + last);
                    }
                }
            }

            long bound = 0;
            for (int i = AStarts[row]; i < AStarts[row + 1]; i++)
            {
                bound += BStarts[AColumns[i] + 1] - BStarts[AColumns[i]];
            }

            return bound;
        }

        /// <summary>The number of different columns of a row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly int Count(int row, int bound)
        {
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SlotsPerSummand * bound, 64));
            int mask = size - 1, shift = 32 - BitOperations.Log2((uint)size), count = 0;
            int* keys = Keys, columns = BColumns;
            for (int i = AStarts[row]; i < AStarts[row + 1]; i++)
            {
                int end = BStarts[AColumns[i] + 1];
                for (int j = BStarts[AColumns[i]]; j < end; j++)
                {
                    int column = columns[j];
                    int slot = (int)(((uint)column * 2654435769u) >> shift), key = keys[slot];
                    while (key != Empty && key != column)
                    {
                        slot = (slot + 1) & mask;
                        key = keys[slot];
                    }

                    keys[slot] = column;
                    count += key == Empty ? 1 : 0;
                }
            }

            new Span<int>(keys, size).Fill(Empty);
            return count;
        }

        /// <summary>Sums a row; false, and the table is not clean, when its columns crowd together.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool Accumulate(int row, int bound)
        {
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SlotsPerSummand * bound, 64));
            slots = size + bound;
            (int first, ulong scale) = Spread(row, size);
            int* keys = Keys;
            T* sums = Sums;
            long steps = MostSteps * (long)bound;
            for (int i = AStarts[row]; i < AStarts[row + 1]; i++)
            {
                T factor = AValues[i];
                int end = BStarts[AColumns[i] + 1];
                for (int j = BStarts[AColumns[i]]; j < end; j++)
                {
                    int column = BColumns[j], slot = (int)(((ulong)(uint)(column - first) * scale) >> 32);
                    int home = slot;
                    while (keys[slot] < column)
                    {
                        slot++;
                    }

                    T product = factor * BValues[j];
                    if (keys[slot] == column)
                    {
                        sums[slot] += product;
                        continue;
                    }

                    int free = slot;
                    while (keys[free] != Empty)
                    {
                        free++;
                    }

                    steps -= free - home;
                    if (steps < 0)
                    {
                        return false;
                    }

                    Bits[free >> 6] |= 1UL << free;
                    for (; free > slot; free--)
                    {
                        (keys[free], sums[free]) = (keys[free - 1], sums[free - 1]);
                    }

                    (keys[slot], sums[slot]) = (column, product);
                }
            }

            return true;
        }

        /// <summary>Writes the row, in the order of the columns, and leaves the table clean.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Emit(int* indices, T* values)
        {
            int words = (slots / 64) + 1;
            for (int word = 0; word < words; word++)
            {
                ulong bits = Bits[word];
                Bits[word] = 0;
                for (; bits != 0; bits &= bits - 1)
                {
                    int slot = (word << 6) + BitOperations.TrailingZeroCount(bits);
                    *indices++ = Keys[slot];
                    *values++ = Sums[slot];
                    Keys[slot] = Empty;
                }
            }
        }

        public readonly void Forget()
        {
            new Span<int>(Keys, slots).Fill(Empty);
            new Span<ulong>(Bits, (slots / 64) + 1).Clear();
        }

        // The least column, and how many slots a column counts, in units of 2⁻³².
        private readonly (int First, ulong Scale) Spread(int row, int size)
        {
            int least = Empty, greatest = 0;
            for (int i = AStarts[row]; i < AStarts[row + 1]; i++)
            {
                int from = BStarts[AColumns[i]], to = BStarts[AColumns[i] + 1];
                if (from < to)
                {
                    least = Math.Min(least, BColumns[from]);
                    greatest = Math.Max(greatest, BColumns[to - 1]);
                }
            }

            ulong range = greatest < least ? 1 : (ulong)(greatest - least) + 1;
            return (least, range <= (ulong)size ? 1UL << 32 : ((ulong)size << 32) / range);
        }
    }
}
