namespace Gramian.Solvers.Krylov;

/// <summary>Represents an average over random probes.</summary>
/// <param name="Value">The average.</param>
/// <param name="StandardError">Its standard error, s / √N; NaN with one probe.</param>
/// <param name="Probes">The number of probes, N.</param>
/// <param name="Steps">The largest number of Lanczos steps of a probe; 0 where none were taken.</param>
public sealed record StochasticEstimate(double Value, double StandardError, int Probes, int Steps);
