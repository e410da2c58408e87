namespace Gramian.Reports.Html;

/// <summary>Represents one headline number of a report.</summary>
/// <param name="Name">The metric; any text.</param>
/// <param name="Value">Its value; NaN is shown as not available.</param>
/// <param name="Lower">The lower end of its confidence interval; NaN for none.</param>
/// <param name="Upper">The upper end; NaN for none.</param>
/// <param name="Unit">Its unit, or null.</param>
/// <param name="Note">What it means, in a few words; may be empty.</param>
public sealed record MetricCard(string Name, double Value, double Lower, double Upper, string? Unit, string Note);
