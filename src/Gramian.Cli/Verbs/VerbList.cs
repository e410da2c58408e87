namespace Gramian.Cli.Verbs;

/// <summary>The verbs, in the order in which help shows them.</summary>
internal static class VerbList
{
    public static IReadOnlyList<Verb> All() => [new BenchVerb()];
}
