namespace Gramian.Atlas;

/// <summary>Represents one claim of a source beside our figure and the verdict.</summary>
/// <param name="Statement">The claim, one sentence.</param>
/// <param name="Paper">The figure of the source or of the peer; null when none was published.</param>
/// <param name="Ours">Our figure, in the same unit.</param>
/// <param name="Tolerance">What counts as agreement, in words that a reader can check.</param>
/// <param name="Verdict">What became of the claim.</param>
/// <param name="Reason">Why, when the verdict is not PASS; empty otherwise.</param>
public sealed record Claim(
    string Statement, double? Paper, double Ours, string Tolerance, Verdict Verdict, string Reason = "");
