namespace Gramian.Numerics;

/// <summary>Names the source that a type implements: a key of docs/papers.bib.</summary>
/// <param name="key">The bibliography key, such as "rasmussen2006gaussian".</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method, AllowMultiple = true)]
public sealed class PaperAttribute(string key) : Attribute
{
    /// <summary>The bibliography key.</summary>
    public string Key { get; } = key;

    /// <summary>Where in the source, such as "eq. 4.17"; empty for the whole.</summary>
    public string Where { get; init; } = "";
}
