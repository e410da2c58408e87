namespace Gramian.Models.SupportVectors;

/// <summary>Represents a cost and a lengthscale that were tried, on the most rows that they were tried on.</summary>
/// <param name="Cost">C.</param>
/// <param name="Lengthscale">That of the columns that the kernel left open; NaN when it left none.</param>
/// <param name="Rows">The rows on which it was cross-validated.</param>
/// <param name="Loss">The log loss, in nats; that of different rows compares only roughly.</param>
public sealed record SupportVectorTrial(double Cost, double Lengthscale, int Rows, double Loss);
