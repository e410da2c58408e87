using Gramian.Kernels;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Landmarks;

/// <summary>Represents centres drawn from the training rows, all rows alike and none twice; O(n).</summary>
[Paper("williams2001using")]
public sealed record UniformLandmarks : ILandmarkRule
{
    /// <inheritdoc/>
    public string Name => "uniform";

    /// <inheritdoc/>
    public Points Choose(
        Points inputs, Kernel kernel, int count, RandomStream random, ComputeOptions? options = null)
    {
        LandmarkGuard.Check(inputs, kernel, count, random);
        return inputs.Select(RowSubset.Draw(inputs.Count, count, random));
    }
}
