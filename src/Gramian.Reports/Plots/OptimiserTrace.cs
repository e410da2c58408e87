namespace Gramian.Reports.Plots;

/// <summary>Represents the course of one run of the optimiser.</summary>
/// <param name="Name">Which run, such as "start 1"; any text.</param>
/// <param name="Values">The objective after each iteration, the start first.</param>
public sealed record OptimiserTrace(string Name, IReadOnlyList<double> Values);
