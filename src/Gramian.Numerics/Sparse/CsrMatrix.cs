using System.Numerics;

namespace Gramian.Numerics.Sparse;

/// <summary>Represents a sparse matrix by compressed rows: the columns of each row strictly increase.</summary>
/// <remarks>
/// Row i holds the entries RowStarts[i] … RowStarts[i + 1] − 1 of <see cref="ColumnIndices"/> and
/// <see cref="Values"/>. Stored zeros are kept. Immutable; safe to share between threads. Results are bit-identical
/// for any number of threads.
/// </remarks>
/// <typeparam name="T">double or float.</typeparam>
public sealed partial class CsrMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] rowStarts;       // [rows + 1]
    private readonly int[] columnIndices;   // [entries]
    private readonly T[] values;            // [entries]

    /// <summary>Makes a matrix of its three arrays, which are borrowed and must not change any more.</summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <param name="rowStarts">Where each row starts, from 0 to the number of entries, [rows + 1].</param>
    /// <param name="columnIndices">The columns of the entries, strictly increasing within a row.</param>
    /// <param name="values">The values of the entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    /// <exception cref="ArgumentException">The arrays do not describe a matrix of that shape.</exception>
    public CsrMatrix(int rows, int columns, int[] rowStarts, int[] columnIndices, T[] values)
        : this(Guard.AtLeast(rows, 0), Guard.AtLeast(columns, 0), rowStarts, columnIndices, values, check: true)
    {
    }

    private CsrMatrix(int rows, int columns, int[] rowStarts, int[] columnIndices, T[] values, bool check)
    {
        (Rows, Columns) = (rows, columns);
        (this.rowStarts, this.columnIndices, this.values) = (rowStarts, columnIndices, values);
        if (check)
        {
            Check();
        }
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of stored entries.</summary>
    public int Entries => values.Length;

    /// <summary>Where each row starts, [rows + 1].</summary>
    public ReadOnlySpan<int> RowStarts => rowStarts;

    /// <summary>The columns of the entries, row by row.</summary>
    public ReadOnlySpan<int> ColumnIndices => columnIndices;

    /// <summary>The values of the entries, row by row.</summary>
    public ReadOnlySpan<T> Values => values;

    /// <summary>The value at a row and a column; 0 where none is stored. A binary search.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is outside the matrix.</exception>
    public T this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
            int start = rowStarts[row];
            int found = columnIndices.AsSpan(start, rowStarts[row + 1] - start).BinarySearch(column);
            return found < 0 ? T.Zero : values[start + found];
        }
    }

    /// <summary>Makes a matrix of entries in any order; those of one place are added up, in the order given.</summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <param name="rowIndices">The rows of the entries, [k].</param>
    /// <param name="columnIndices">The columns of the entries, [k].</param>
    /// <param name="values">The values of the entries, [k].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or an entry lies outside the matrix.</exception>
    public static CsrMatrix<T> FromTriplets(
        int rows, int columns, ReadOnlySpan<int> rowIndices, ReadOnlySpan<int> columnIndices, ReadOnlySpan<T> values)
    {
        Guard.AtLeast(rows, 0);
        Guard.AtLeast(columns, 0);
        Guard.Length(columnIndices.Length, rowIndices.Length, nameof(columnIndices));
        Guard.Length(values.Length, rowIndices.Length, nameof(values));
        for (int i = 0; i < rowIndices.Length; i++)
        {
            if ((uint)rowIndices[i] >= (uint)rows || (uint)columnIndices[i] >= (uint)columns)
            {
                throw new ArgumentException(
                    $"Entry {i} lies at row {rowIndices[i]}, column {columnIndices[i]}, outside a matrix of " +
                    $"{rows} x {columns}.", nameof(rowIndices));
            }
        }

        // Sorted stably by column and then by row: equal places come in the order given.
        int[] byColumn = CountingOrder(columnIndices, columns);
        int[] starts = new int[rows + 1];
        foreach (int row in rowIndices)
        {
            starts[row + 1]++;
        }

        for (int row = 0; row < rows; row++)
        {
            starts[row + 1] += starts[row];
        }

        int[] next = starts[..^1], order = new int[rowIndices.Length];
        foreach (int entry in byColumn)
        {
            order[next[rowIndices[entry]]++] = entry;
        }

        return Merge(rows, columns, starts, order, columnIndices, values);
    }

    /// <summary>Makes a sparse matrix of the elements of a dense one that are not 0.</summary>
    /// <param name="dense">The elements, [rows, columns].</param>
    public static CsrMatrix<T> FromDense(MatrixView<T> dense)
    {
        int[] starts = new int[dense.Rows + 1];
        var indices = new List<int>();
        var found = new List<T>();
        for (int row = 0; row < dense.Rows; row++)
        {
            ReadOnlySpan<T> line = dense.Row(row);
            for (int column = 0; column < line.Length; column++)
            {
                if (line[column] != T.Zero)
                {
                    indices.Add(column);
                    found.Add(line[column]);
                }
            }

            starts[row + 1] = indices.Count;
        }

        return new CsrMatrix<T>(dense.Rows, dense.Columns, starts, [.. indices], [.. found], check: false);
    }

    /// <summary>Returns the elements as a dense matrix.</summary>
    public Matrix<T> ToDense()
    {
        var dense = new Matrix<T>(Rows, Columns);
        for (int row = 0; row < Rows; row++)
        {
            Span<T> line = dense.Row(row);
            for (int i = rowStarts[row]; i < rowStarts[row + 1]; i++)
            {
                line[columnIndices[i]] = values[i];
            }
        }

        return dense;
    }

    /// <summary>Returns the transpose, in time proportional to the entries.</summary>
    public CsrMatrix<T> Transpose()
    {
        int[] starts = new int[Columns + 1], indices = new int[Entries];
        T[] moved = new T[Entries];
        foreach (int column in columnIndices)
        {
            starts[column + 1]++;
        }

        for (int column = 0; column < Columns; column++)
        {
            starts[column + 1] += starts[column];
        }

        int[] next = starts[..^1];
        for (int row = 0; row < Rows; row++)
        {
            for (int i = rowStarts[row]; i < rowStarts[row + 1]; i++)
            {
                int slot = next[columnIndices[i]]++;
                (indices[slot], moved[slot]) = (row, values[i]);
            }
        }

        return new CsrMatrix<T>(Columns, Rows, starts, indices, moved, check: false);
    }

    /// <summary>Returns P A Pᵀ: element (i, j) of the result is element (p[i], p[j]) of this matrix.</summary>
    /// <param name="permutation">p, each of 0 … n − 1 once, [n].</param>
    /// <exception cref="InvalidOperationException">The matrix is not square.</exception>
    /// <exception cref="ArgumentException">p is no permutation of the rows.</exception>
    public CsrMatrix<T> Permute(ReadOnlySpan<int> permutation)
    {
        if (Rows != Columns)
        {
            throw new InvalidOperationException(
                $"A symmetric permutation needs a square matrix, but it was {Rows} x {Columns}.");
        }

        Guard.Length(permutation.Length, Rows, nameof(permutation));
        int[] place = new int[Rows];
        Array.Fill(place, -1);
        for (int i = 0; i < Rows; i++)
        {
            int from = permutation[i];
            if ((uint)from >= (uint)Rows || place[from] >= 0)
            {
                throw new ArgumentException(
                    $"'{nameof(permutation)}' must hold each of 0 … {Rows - 1} once, but element {i} was {from}.",
                    nameof(permutation));
            }

            place[from] = i;
        }

        int[] starts = new int[Rows + 1], indices = new int[Entries];
        T[] moved = new T[Entries];
        for (int i = 0, slot = 0; i < Rows; i++)
        {
            int first = slot;
            for (int k = rowStarts[permutation[i]]; k < rowStarts[permutation[i] + 1]; k++, slot++)
            {
                (indices[slot], moved[slot]) = (place[columnIndices[k]], values[k]);
            }

            indices.AsSpan(first, slot - first).Sort(moved.AsSpan(first, slot - first));
            starts[i + 1] = slot;
        }

        return new CsrMatrix<T>(Rows, Rows, starts, indices, moved, check: false);
    }

    private static int[] CountingOrder(ReadOnlySpan<int> keys, int bound)
    {
        int[] next = new int[bound + 1], order = new int[keys.Length];
        foreach (int key in keys)
        {
            next[key + 1]++;
        }

        for (int key = 0; key < bound; key++)
        {
            next[key + 1] += next[key];
        }

        for (int i = 0; i < keys.Length; i++)
        {
            order[next[keys[i]]++] = i;
        }

        return order;
    }

    private static CsrMatrix<T> Merge(
        int rows, int columns, int[] starts, int[] order, ReadOnlySpan<int> columnIndices, ReadOnlySpan<T> values)
    {
        int[] merged = new int[rows + 1], indices = new int[order.Length];
        T[] sums = new T[order.Length];
        int slot = 0;
        for (int row = 0; row < rows; row++)
        {
            int first = slot;
            for (int i = starts[row]; i < starts[row + 1]; i++)
            {
                int column = columnIndices[order[i]];
                if (slot > first && indices[slot - 1] == column)
                {
                    sums[slot - 1] += values[order[i]];
                }
                else
                {
                    (indices[slot], sums[slot++]) = (column, values[order[i]]);
                }
            }

            merged[row + 1] = slot;
        }

        return new CsrMatrix<T>(rows, columns, merged, indices[..slot], sums[..slot], check: false);
    }

    private void Check()
    {
        Guard.Length(rowStarts.Length, Rows + 1L, nameof(rowStarts));
        Guard.Length(values.Length, columnIndices.Length, nameof(values));
        bool ends = rowStarts[0] == 0 && rowStarts[^1] == values.Length;
        for (int row = 0; row < Rows && ends; row++)
        {
            ends = rowStarts[row] <= rowStarts[row + 1] && rowStarts[row + 1] <= values.Length;
        }

        if (!ends)
        {
            throw new ArgumentException(
                $"'{nameof(rowStarts)}' must rise from 0 to the number of entries, {values.Length}.",
                nameof(rowStarts));
        }

        for (int row = 0; row < Rows; row++)
        {
            int least = 0;
            for (int i = rowStarts[row]; i < rowStarts[row + 1]; i++)
            {
                int column = columnIndices[i];
                if (column < least || column >= Columns)
                {
                    throw new ArgumentException(
                        $"The columns of row {row} must increase strictly from 0 to at most {Columns - 1}, but entry " +
                        $"{i} was in column {column}.", nameof(columnIndices));
                }

                least = column + 1;
            }
        }
    }
}
