using System.Text.RegularExpressions;

namespace Gramian.House.Tests;

/// <summary>The keys of docs/papers.bib.</summary>
internal static class Bibliography
{
    private static readonly Lazy<IReadOnlyList<string>> LazyKeys = new(() =>
        [.. Regex.Matches(House.Read("docs/papers.bib"), @"^@\w+\{([^,\s]+),", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)]);

    public static IReadOnlyList<string> Keys => LazyKeys.Value;
}
