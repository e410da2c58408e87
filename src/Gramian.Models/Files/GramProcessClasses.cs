namespace Gramian.Models.Files;

/// <summary>The state of a Gaussian-process classifier beside its arrays, as it stands in JSON.</summary>
internal sealed record GramProcessClasses(string Kernel, string[] AtBounds, GramSearch? Search);
