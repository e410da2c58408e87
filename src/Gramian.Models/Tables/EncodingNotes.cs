namespace Gramian.Models.Tables;

/// <summary>Counts what had to be decided while a table was encoded; a command prints it.</summary>
public sealed class EncodingNotes
{
    private readonly SortedDictionary<string, int> imputed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> unseen = new(StringComparer.Ordinal);

    /// <summary>For each column with missing cells, how many were replaced.</summary>
    public IReadOnlyDictionary<string, int> Imputed => imputed;

    /// <summary>For each column with categories that the training rows do not have, in how many cells.</summary>
    public IReadOnlyDictionary<string, int> Unseen => unseen;

    /// <summary>
    /// The columns of the table that the model does not use, in their order; the target is not among them.
    /// </summary>
    public IReadOnlyList<string> Unused { get; internal set; } = [];

    /// <summary>The notes as sentences, none when there is nothing to say.</summary>
    public IEnumerable<string> Sentences()
    {
        foreach ((string column, int count) in imputed)
        {
            yield return count == 1
                ? $"Column '{column}' has 1 missing cell, which was replaced."
                : FormattableString.Invariant($"Column '{column}' has {count} missing cells, which were replaced.");
        }

        foreach ((string column, int count) in unseen)
        {
            string cells = count == 1 ? "1 cell" : FormattableString.Invariant($"{count} cells");
            yield return $"Column '{column}' has {cells} with a category that the training rows do not have.";
        }
    }

    internal void AddImputed(string column) => imputed[column] = imputed.GetValueOrDefault(column) + 1;

    internal void AddUnseen(string column) => unseen[column] = unseen.GetValueOrDefault(column) + 1;
}
