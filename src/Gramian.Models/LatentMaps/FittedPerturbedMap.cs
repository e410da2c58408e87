namespace Gramian.Models.LatentMaps;

/// <summary>Represents a map with the perturbation that was chosen for it. Immutable.</summary>
/// <param name="Map">The map, fitted to all rows.</param>
/// <param name="Perturbation">The chosen standard deviation, in the unit of the data.</param>
/// <param name="Perturbations">Those that were tried.</param>
/// <param name="Distances">The sliced Wasserstein distance of each to the rows held out.</param>
public sealed record FittedPerturbedMap(
    FittedTopographicMap Map, double Perturbation, IReadOnlyList<double> Perturbations,
    IReadOnlyList<double> Distances);
