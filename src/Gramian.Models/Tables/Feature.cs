namespace Gramian.Models.Tables;

/// <summary>Represents one column of the points that a model sees.</summary>
/// <param name="Name">The name: that of the table's column, "column=level", or "column is missing".</param>
/// <param name="Unit">The unit of the table's column, or null.</param>
/// <param name="Column">The name of the table's column that it comes from.</param>
/// <param name="Mean">What was subtracted from the column's value, in its unit; 0 for marks of 0 and 1.</param>
/// <param name="Scale">What it was divided by, in its unit; 1 for marks of 0 and 1.</param>
public sealed record Feature(string Name, string? Unit, string Column, double Mean, double Scale);
