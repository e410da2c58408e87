namespace Gramian.Reports.Html;

/// <summary>Represents one line of a report: what was decided or found, and why.</summary>
/// <param name="Name">What it is about; any text.</param>
/// <param name="Value">What was decided or found; any text.</param>
/// <param name="Why">Why; may be empty.</param>
public sealed record ReportFact(string Name, string Value, string Why = "");
