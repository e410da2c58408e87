using Gramian.Numerics;

namespace Gramian.Solvers.QuadraticProgrammes;

// Rows of K that were made, within a budget of bytes; the row that was used longest ago makes room. When columns are
// dropped every row is moved together in its place, and what comes free holds further rows.
internal sealed class RowCache : IDisposable
{
    private const int ChunkBytes = 32 << 20;    // of address space; what is not used is never touched
    private const int None = -1;
    private readonly List<Matrix<float>> chunks = [];
    private readonly int lineColumns;      // columns of a line; a line holds one row at first, later several
    private readonly int lineLimit;
    private readonly int linesOfChunk;
    private int rowsOfLine = 1;
    private int columns;
    private int[] slotOfRow;
    private readonly List<int> rowOfSlot = [];
    private readonly List<int> newer = [];
    private readonly List<int> older = [];
    private readonly Stack<int> free = new();
    private int newest = None;
    private int oldest = None;

    public RowCache(int rows, long bytes, int leastRows)
    {
        columns = lineColumns = rows;
        long rowBytes = (long)rows * sizeof(float);
        lineLimit = (int)Math.Clamp(bytes / rowBytes, Math.Min(leastRows, rows), rows);
        linesOfChunk = (int)Math.Clamp(ChunkBytes / rowBytes, 1, lineLimit);
        slotOfRow = new int[rows];
        Array.Fill(slotOfRow, None);
    }

    /// <summary>Whether a row had to make room since columns were dropped or brought back.</summary>
    public bool Overflows { get; private set; }

    public bool Has(int row) => slotOfRow[row] != None;

    /// <summary>Gives a row that is there.</summary>
    public MatrixView<float> Row(int row) => View(slotOfRow[row]);

    /// <summary>Makes a row that is there the newest.</summary>
    public void Touch(int row)
    {
        int slot = slotOfRow[row];
        if (slot != newest)
        {
            Unlink(slot);
            Link(slot);
        }
    }

    /// <summary>Gives a place for a row that is not there; its caller fills it. The oldest row goes.</summary>
    public MatrixView<float> Place(int row)
    {
        if (free.Count == 0 && rowOfSlot.Count / rowsOfLine < lineLimit)
        {
            AddLine();
        }

        if (!free.TryPop(out int slot))
        {
            Overflows = true;
            slot = oldest;
            slotOfRow[rowOfSlot[slot]] = None;
            Unlink(slot);
        }

        (slotOfRow[row], rowOfSlot[slot]) = (slot, row);
        Link(slot);
        return View(slot);
    }

    /// <summary>Forgets all rows, and holds rows of all columns again.</summary>
    public void Reset()
    {
        Overflows = false;
        (columns, rowsOfLine, newest, oldest) = (lineColumns, 1, None, None);
        slotOfRow = new int[columns];
        Array.Fill(slotOfRow, None);
        int lines = chunks.Sum(chunk => chunk.Rows);
        rowOfSlot.Clear();
        newer.Clear();
        older.Clear();
        free.Clear();
        for (int line = 0; line < lines; line++)
        {
            AddSlots(line);
        }
    }

    /// <summary>Keeps some rows and columns only.</summary>
    /// <param name="kept">The numbers of those that remain, ascending.</param>
    public void Keep(int[] kept)
    {
        int fit = Math.Max(1, lineColumns / kept.Length);
        int[] byAge = [.. FromOldest()];
        int[] oldRows = [.. byAge.Select(slot => rowOfSlot[slot])];
        var places = new int[columns];
        Array.Fill(places, None);
        for (int i = 0; i < kept.Length; i++)
        {
            places[kept[i]] = i;
        }

        // Within a line the parts move to the left, the first part first, so that nothing is overwritten before it
        // was moved.
        foreach (int slot in byAge.Order())
        {
            Span<float> source = View(slot).Row(0);
            int line = slot / rowsOfLine, part = slot % rowsOfLine;
            Span<float> target = Line(line).Slice(part * kept.Length, kept.Length);
            for (int i = 0; i < kept.Length; i++)
            {
                target[i] = source[kept[i]];
            }
        }

        int lines = rowOfSlot.Count / rowsOfLine;
        int oldParts = rowsOfLine;
        Overflows = false;
        (columns, rowsOfLine, newest, oldest) = (kept.Length, fit, None, None);
        slotOfRow = new int[columns];
        Array.Fill(slotOfRow, None);
        rowOfSlot.Clear();
        newer.Clear();
        older.Clear();
        free.Clear();
        for (int line = 0; line < lines; line++)
        {
            AddSlots(line);
        }

        var taken = new HashSet<int>();
        for (int i = 0; i < byAge.Length; i++)
        {
            int row = places[oldRows[i]];
            if (row != None)
            {
                int slot = (byAge[i] / oldParts * fit) + (byAge[i] % oldParts);
                (slotOfRow[row], rowOfSlot[slot]) = (slot, row);
                taken.Add(slot);
                Link(slot);
            }
        }

        int[] open = [.. free.Where(slot => !taken.Contains(slot))];
        free.Clear();
        foreach (int slot in open)
        {
            free.Push(slot);
        }
    }

    public void Dispose()
    {
        foreach (Matrix<float> chunk in chunks)
        {
            chunk.Dispose();
        }
    }

    private Span<float> Line(int line) => chunks[line / linesOfChunk].Row(line % linesOfChunk);

    private MatrixView<float> View(int slot)
    {
        int line = slot / rowsOfLine;
        return chunks[line / linesOfChunk].View.Slice(
            line % linesOfChunk, slot % rowsOfLine * columns, 1, columns);
    }

    private void AddLine()
    {
        int line = rowOfSlot.Count / rowsOfLine;
        if (line / linesOfChunk == chunks.Count)
        {
            chunks.Add(Matrix<float>.Uninitialized(Math.Min(linesOfChunk, lineLimit - line), lineColumns));
        }

        AddSlots(line);
    }

    private void AddSlots(int line)
    {
        for (int part = rowsOfLine - 1; part >= 0; part--)
        {
            rowOfSlot.Add(None);
            newer.Add(None);
            older.Add(None);
            free.Push((line * rowsOfLine) + part);
        }
    }

    private IEnumerable<int> FromOldest()
    {
        for (int slot = oldest; slot != None; slot = newer[slot])
        {
            yield return slot;
        }
    }

    private void Unlink(int slot)
    {
        (int above, int below) = (newer[slot], older[slot]);
        if (above == None)
        {
            newest = below;
        }
        else
        {
            older[above] = below;
        }

        if (below == None)
        {
            oldest = above;
        }
        else
        {
            newer[below] = above;
        }
    }

    private void Link(int slot)
    {
        (newer[slot], older[slot]) = (None, newest);
        if (newest == None)
        {
            oldest = slot;
        }
        else
        {
            newer[newest] = slot;
        }

        newest = slot;
    }
}
