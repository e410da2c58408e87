using Gramian.Kernels;

namespace Gramian.Models.Densities;

/// <summary>Represents the maxima of a density and the points that climb to each. Immutable.</summary>
/// <param name="Modes">The maxima, the highest first, [k, d].</param>
/// <param name="LogDensities">The logarithms of the density there, [k].</param>
/// <param name="Labels">The mode that each point of the density climbs to, [n].</param>
/// <param name="Shares">The weight of the points of each mode, [k]; they sum to 1.</param>
/// <param name="Iterations">How many steps were taken at most.</param>
/// <param name="LargestStep">The largest last step of a point, in bandwidths: the residual of the search.</param>
/// <param name="LargestCurvature">
/// The largest eigenvalue of the Hessian over the density at the modes, in bandwidths: negative at true maxima.
/// </param>
/// <param name="Converged">Whether every last step is within the tolerance and every mode is a maximum.</param>
public sealed record DensityModes(
    Points Modes,
    IReadOnlyList<double> LogDensities,
    IReadOnlyList<int> Labels,
    IReadOnlyList<double> Shares,
    int Iterations,
    double LargestStep,
    double LargestCurvature,
    bool Converged);
