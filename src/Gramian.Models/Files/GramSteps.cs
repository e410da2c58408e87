namespace Gramian.Models.Files;

/// <summary>The corners of a scaling in steps, as it stands in JSON: decision values and probabilities.</summary>
internal sealed record GramSteps(double[] Values, double[] Probabilities);
