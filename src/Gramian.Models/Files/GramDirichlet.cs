namespace Gramian.Models.Files;

/// <summary>The state of exact regressions of Dirichlet targets beside their arrays, as it stands in JSON.</summary>
internal sealed record GramDirichlet(string Kernel, double Concentration, string[] AtBounds, GramSearch? Search);
