using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Landmarks;

/// <summary>Represents centres that the caller gives; the wanted count does not matter.</summary>
/// <param name="Centres">The centres, of the dimension of the inputs; borrowed.</param>
[HouseExemption("paper", "Handing centres on is not the subject of a paper.")]
public sealed record GivenLandmarks(Points Centres) : ILandmarkRule
{
    /// <inheritdoc/>
    public string Name => "given";

    /// <inheritdoc/>
    public Points Choose(
        Points inputs, Kernel kernel, int count, RandomStream random, ComputeOptions? options = null)
    {
        LandmarkGuard.Check(inputs, kernel, count, random);
        if (Centres.Dimension != inputs.Dimension || Centres.Count == 0)
        {
            throw new ArgumentException(
                $"There must be at least 1 centre, with {inputs.Dimension} columns like the inputs, but there are "
                + $"{Centres.Count} with {Centres.Dimension}.", nameof(inputs));
        }

        return Centres;
    }
}
