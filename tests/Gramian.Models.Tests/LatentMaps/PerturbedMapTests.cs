using Gramian.Kernels;
using Gramian.Models.LatentMaps;

namespace Gramian.Models.Tests.LatentMaps;

public sealed class PerturbedMapTests
{
    [Fact]
    public void Chooses_the_least_distance_and_repeats_itself()
    {
        Points points = GenerativeTopographicMapTests.Arc(160, 1);
        var recipe = new PerturbedMap(new GenerativeTopographicMap { Nodes = 30, Bumps = 8 })
        {
            Shares = [0.05, 0.1, 1],
        };
        FittedPerturbedMap fitted = recipe.Fit(points, seed: 3);
        Assert.Equal(3, fitted.Distances.Count);
        int best = fitted.Distances.ToList().IndexOf(fitted.Distances.Min());
        Assert.Equal(fitted.Perturbations[best], fitted.Perturbation);

        // Noise as wide as the data themselves hides the arc.
        Assert.NotEqual(2, best);
        Assert.Equal(fitted.Distances, recipe.Fit(points, seed: 3).Distances);
    }

    [Fact]
    public void Refuses_few_rows_and_nothing_to_try()
    {
        var recipe = new PerturbedMap(new GenerativeTopographicMap());
        Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(Points.FromColumn([1, 2, 3])));
        Assert.ThrowsAny<ArgumentException>(() =>
            (recipe with { Shares = [] }).Fit(GenerativeTopographicMapTests.Arc(20, 1)));
    }
}
