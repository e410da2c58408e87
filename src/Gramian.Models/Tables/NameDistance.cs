namespace Gramian.Models.Tables;

/// <summary>Finds the name most like another, to suggest it in a message.</summary>
internal static class NameDistance
{
    public static string Closest(string name, IReadOnlyList<string> candidates) =>
        candidates.MinBy(candidate => Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant()))!;

    // The Levenshtein distance, one row of its table at a time.
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
