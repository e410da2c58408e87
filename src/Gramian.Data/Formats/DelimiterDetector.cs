namespace Gramian.Data.Formats;

/// <summary>Finds the delimiter of delimited text from its first records.</summary>
/// <remarks>
/// The first of tabulator, semicolon, bar and comma that stands equally often, at least once, in every sampled record
/// outside quotes. The comma comes last because it may be a decimal comma inside cells that semicolons divide.
/// </remarks>
internal static class DelimiterDetector
{
    private static readonly byte[] Candidates = [(byte)'\t', (byte)';', (byte)'|', (byte)','];

    /// <param name="start">The beginning of the text.</param>
    /// <param name="complete">Whether that is all of it; else its last record is left out as cut.</param>
    public static char Detect(ReadOnlySpan<byte> start, bool complete)
    {
        List<int[]> records = CountPerRecord(start, complete);
        foreach ((int candidate, byte delimiter) in Candidates.Index())
        {
            if (records.Count > 0 && records.TrueForAll(r => r[candidate] > 0 && r[candidate] == records[0][candidate]))
            {
                return (char)delimiter;
            }
        }

        // Ragged: the one that stands most often in the first record, so that the reader can name the ragged line.
        int best = Candidates.Length - 1;
        for (int i = 0; i < Candidates.Length && records.Count > 0; i++)
        {
            best = records[0][i] > records[0][best] ? i : best;
        }

        return (char)Candidates[best];
    }

    private static List<int[]> CountPerRecord(ReadOnlySpan<byte> start, bool complete)
    {
        var records = new List<int[]>();
        int[] counts = new int[Candidates.Length];
        bool quoted = false;
        bool any = false;
        foreach (byte b in start)
        {
            if (b == '"')
            {
                quoted = !quoted;
                any = true;
            }
            else if (!quoted && b is (byte)'\n' or (byte)'\r')
            {
                Flush();
            }
            else if (!quoted)
            {
                any = true;
                int candidate = Array.IndexOf(Candidates, b);
                if (candidate >= 0)
                {
                    counts[candidate]++;
                }
            }
        }

        if (complete || records.Count == 0)
        {
            Flush();
        }

        return records;

        void Flush()
        {
            if (any)
            {
                records.Add(counts);
                counts = new int[Candidates.Length];
                any = false;
            }
        }
    }
}
