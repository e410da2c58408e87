using Gramian.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Solvers.QuadraticProgrammes;

// The elements of K between the variables of a working set. What two rounds have in common is copied from the last one;
// the rest is read from the rows that are new, in ascending order of columns: these rows come from the main memory,
// which gives neighbours several times as fast as elements in any order.
internal sealed class WorkingMatrix : IDisposable
{
    private const int None = -1;
    private const int BlockPlaces = 16;
    private readonly int[] placeOfRow;      // in the last round
    private readonly int[] rows;            // of each place now
    private readonly int[] kept;            // the place of that row in the last round
    private readonly int[] order;
    private readonly int[] keys;
    private Matrix<float> current;
    private Matrix<float> last;
    private int count;

    public WorkingMatrix(int places, int rowCount)
    {
        (current, last) = (new Matrix<float>(places, places), new Matrix<float>(places, places));
        (rows, kept, order, keys) = (new int[places], new int[places], new int[places], new int[places]);
        placeOfRow = new int[rowCount];
        Array.Fill(placeOfRow, None);
    }

    public Span<float> Row(int place) => current.Row(place);

    public float this[int place, int other] => current[place, other];

    /// <summary>Forgets the last round, whose rows have other numbers now.</summary>
    public void Forget()
    {
        Array.Fill(placeOfRow, None);
        count = 0;
    }

    /// <summary>Makes the elements between the rows of the places; a row below 0 fills a step, and is not read.
    /// </summary>
    public void Fill(ReadOnlySpan<int> rowOfPlace, RowCache cache, ComputeOptions options)
    {
        (current, last) = (last, current);
        int lastCount = count;
        count = rowOfPlace.Length;
        for (int place = 0; place < count; place++)
        {
            int row = rowOfPlace[place];
            kept[place] = row < 0 ? None : placeOfRow[row];
            (keys[place], order[place]) = (row, place);
        }

        Array.Sort(keys, order, 0, count);
        for (int place = 0; place < lastCount; place++)
        {
            placeOfRow[Math.Max(0, rows[place])] = None;
        }

        rowOfPlace.CopyTo(rows);
        for (int place = 0; place < count; place++)
        {
            if (rows[place] >= 0)
            {
                placeOfRow[rows[place]] = place;
            }
        }

        int blocks = (count + BlockPlaces - 1) / BlockPlaces;
        WorkerTeam.Run(blocks, block => ReadNew(block, cache), options);
        WorkerTeam.Run(blocks, CopyKept, options);
    }

    public void Dispose()
    {
        current.Dispose();
        last.Dispose();
    }

    private void ReadNew(int block, RowCache cache)
    {
        int end = Math.Min(count, (block + 1) * BlockPlaces);
        for (int place = block * BlockPlaces; place < end; place++)
        {
            if (rows[place] < 0 || kept[place] >= 0)
            {
                continue;
            }

            ReadOnlySpan<float> source = cache.Row(rows[place]).Row(0);
            Span<float> row = current.Row(place);
            for (int i = 0; i < count; i++)
            {
                row[order[i]] = source[Math.Max(0, keys[i])];
            }
        }
    }

    private void CopyKept(int block)
    {
        int begin = block * BlockPlaces, end = Math.Min(count, begin + BlockPlaces);
        for (int place = begin; place < end; place++)
        {
            if (kept[place] < 0)
            {
                continue;
            }

            ReadOnlySpan<float> source = last.Row(kept[place]);
            Span<float> row = current.Row(place);
            for (int other = 0; other < count; other++)
            {
                row[other] = kept[other] >= 0 ? source[kept[other]] : 0;
            }
        }

        for (int other = 0; other < count; other++)
        {
            if (rows[other] < 0 || kept[other] >= 0)
            {
                continue;
            }

            ReadOnlySpan<float> source = current.Row(other);
            for (int place = begin; place < end; place++)
            {
                if (kept[place] >= 0)
                {
                    current[place, other] = source[place];
                }
            }
        }
    }
}
