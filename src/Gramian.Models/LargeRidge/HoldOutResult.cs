using Gramian.Kernels;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.LargeRidge;

/// <summary>Represents what a search on held-out rows ended with.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="NoiseLevel">nλ, which carries over to any number of rows.</param>
/// <param name="Centres">The centres, or null when they were not searched.</param>
/// <param name="MeanSquare">The mean squared error on the held-out rows.</param>
/// <param name="Search">How the search went.</param>
public sealed record HoldOutResult(
    Kernel Kernel, double NoiseLevel, Points? Centres, double MeanSquare, OptimizationResult Search);
