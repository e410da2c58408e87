namespace Gramian.Atlas;

/// <summary>Represents a table of an experiment's page: text cells under headings.</summary>
/// <param name="Title">What the table shows, with units.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, each with as many cells as there are headings.</param>
public sealed record ResultTable(
    string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
