using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gramian.Numerics.Dense;

namespace Gramian.Numerics.Sparse;

// Rows of a product of sparse matrices that are long or crowded: a table as wide as the product, or, where that is very
// wide, a hash table for each row. Counted while there is no place for them, then written.
internal unsafe struct WideRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Above this width the tables of a thread would leave the caches far behind.
    private const int WidestTable = 1 << 22;

    public CsrMatrix<T> A;
    public CsrMatrix<T> B;
    public int[] Starts;      // [rows + 1]; counts go to the element after the row
    public int[]? Indices;
    public T[]? Values;

    public readonly void Run(ReadOnlySpan<int> rows)
    {
        if (B.Columns <= WidestTable)
        {
            Tabled(rows);
        }
        else
        {
            Hashed(rows);
        }
    }

    // One bit a column tells which are present, one bit for each word of those tells which words to look at: the
    // columns come out in order without a sort.
    private readonly void Tabled(ReadOnlySpan<int> rows)
    {
        int words = (B.Columns + 63) / 64, summaries = (words + 63) / 64;
        bool fill = Indices is not null;
        using WorkBuffer bits = Workspace.Rent<ulong>(words + summaries + 8);
        using WorkBuffer sums = Workspace.Rent<T>(fill ? B.Columns : 0);
        ulong* present = bits.Pointer<ulong>(), summary = present + words;
        T* table = sums.Pointer<T>();
        NativeMemory.Clear(present, (nuint)(words + summaries) * sizeof(ulong));
        if (fill)
        {
            NativeMemory.Clear(table, (nuint)B.Columns * (nuint)sizeof(T));
        }

        fixed (int* aStarts = A.RowStarts, aColumns = A.ColumnIndices)
        fixed (int* bStarts = B.RowStarts, bColumns = B.ColumnIndices)
        fixed (T* aValues = A.Values, bValues = B.Values)
        {
            foreach (int row in rows)
            {
                int from = aStarts[row], to = aStarts[row + 1];
                if (!fill)
                {
                    Starts[row + 1] = Count(from, to, aColumns, bStarts, bColumns, present);
                    continue;
                }

                for (int i = from; i < to; i++)
                {
                    Add(aValues[i], bStarts[aColumns[i]], bStarts[aColumns[i] + 1], bColumns, bValues, table, present,
                        summary);
                }

                Emit(Starts[row], table, present, summary, summaries);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Count(int from, int to, int* aColumns, int* bStarts, int* bColumns, ulong* present)
    {
        int count = 0;
        for (int i = from; i < to; i++)
        {
            int end = bStarts[aColumns[i] + 1];
            for (int j = bStarts[aColumns[i]]; j < end; j++)
            {
                int column = bColumns[j];
                ulong word = present[column >> 6], bit = 1UL << column;
                count += (word & bit) == 0 ? 1 : 0;
                present[column >> 6] = word | bit;
            }
        }

        for (int i = from; i < to; i++)
        {
            int end = bStarts[aColumns[i] + 1];
            for (int j = bStarts[aColumns[i]]; j < end; j++)
            {
                present[bColumns[j] >> 6] = 0;
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(
        T factor, int from, int to, int* bColumns, T* bValues, T* table, ulong* present, ulong* summary)
    {
        for (int j = from; j < to; j++)
        {
            int column = bColumns[j];
            table[column] += factor * bValues[j];
            present[column >> 6] |= 1UL << column;
            summary[column >> 12] |= 1UL << (column >> 6);
        }
    }

    // Writes the row and leaves the tables empty.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Emit(int slot, T* table, ulong* present, ulong* summary, int summaries)
    {
        ref int indices = ref MemoryMarshal.GetArrayDataReference(Indices!);
        ref T values = ref MemoryMarshal.GetArrayDataReference(Values!);
        for (int s = 0; s < summaries; s++)
        {
            for (ulong left = summary[s]; left != 0; left &= left - 1)
            {
                int word = (s << 6) + BitOperations.TrailingZeroCount(left);
                for (ulong bits = present[word]; bits != 0; bits &= bits - 1)
                {
                    int column = (word << 6) + BitOperations.TrailingZeroCount(bits);
                    Unsafe.Add(ref indices, slot) = column;
                    Unsafe.Add(ref values, slot) = table[column];
                    table[column] = T.Zero;
                    slot++;
                }

                present[word] = 0;
            }

            summary[s] = 0;
        }
    }

    private readonly void Hashed(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<int> aStarts = A.RowStarts, aColumns = A.ColumnIndices, bStarts = B.RowStarts;
        foreach (int row in rows)
        {
            long products = 0;
            for (int i = aStarts[row]; i < aStarts[row + 1]; i++)
            {
                products += bStarts[aColumns[i] + 1] - bStarts[aColumns[i]];
            }

            long bound = Math.Min(products, B.Columns);
            if (bound > 1 << 29)
            {
                throw new OverflowException($"Row {row} of the product may have {bound} entries, which is too many.");
            }

            int slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * bound, 2));
            using WorkBuffer keyBuffer = Workspace.Rent<int>(slots);
            using WorkBuffer sumBuffer = Workspace.Rent<T>(slots);
            Span<int> keys = keyBuffer.Span<int>(slots);
            Span<T> sums = sumBuffer.Span<T>(slots);
            keys.Fill(-1);
            int count = Accumulate(row, keys, sums);
            if (Indices is null)
            {
                Starts[row + 1] = count;
                continue;
            }

            Span<int> indices = Indices.AsSpan(Starts[row], count);
            Span<T> values = Values.AsSpan(Starts[row], count);
            for (int slot = 0, next = 0; slot < slots; slot++)
            {
                if (keys[slot] >= 0)
                {
                    (indices[next], values[next++]) = (keys[slot], sums[slot]);
                }
            }

            indices.Sort(values);
        }
    }

    // Linear probing from a multiplicative hash; the table is at most half full.
    private readonly int Accumulate(int row, Span<int> keys, Span<T> sums)
    {
        int count = 0, mask = keys.Length - 1, shift = 32 - BitOperations.Log2((uint)keys.Length);
        for (int i = A.RowStarts[row]; i < A.RowStarts[row + 1]; i++)
        {
            T factor = A.Values[i];
            int of = A.ColumnIndices[i];
            for (int j = B.RowStarts[of]; j < B.RowStarts[of + 1]; j++)
            {
                int column = B.ColumnIndices[j];
                int slot = (int)(((uint)column * 2654435769u) >> shift);
                while (keys[slot] >= 0 && keys[slot] != column)
                {
                    slot = (slot + 1) & mask;
                }

                if (keys[slot] < 0)
                {
                    (keys[slot], sums[slot]) = (column, T.Zero);
                    count++;
                }

                sums[slot] += factor * B.Values[j];
            }
        }

        return count;
    }
}
