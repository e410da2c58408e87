namespace Gramian.Reports;

/// <summary>Represents one claim of a reproduced paper for the gallery page.</summary>
/// <param name="Claim">What is claimed.</param>
/// <param name="Paper">The published figure, or "none".</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Tolerance">What counts as the same.</param>
/// <param name="Verdict">PASS, PASS-SCALED, PARTIAL or FAIL.</param>
public sealed record AtlasClaim(string Claim, string Paper, string Ours, string Tolerance, string Verdict);
