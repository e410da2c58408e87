namespace Gramian.Cli.Output;

/// <summary>Represents one entry of a bibliography and what it is the source of.</summary>
/// <param name="Key">The key.</param>
/// <param name="Entry">The entry in BibTeX.</param>
/// <param name="UsedBy">The names of the kernels and methods, with the place in the source where one is known.</param>
internal sealed record Citation(string Key, string Entry, IReadOnlyList<string> UsedBy);
