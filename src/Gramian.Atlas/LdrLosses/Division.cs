using Gramian.Kernels;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.LdrLosses;

/// <summary>The rows of one division: to train on, to choose by, to test.</summary>
/// <param name="Inputs">The inputs of the three parts.</param>
/// <param name="Classes">Their true classes.</param>
/// <param name="ClassCount">k.</param>
/// <param name="Seed">The seed that divided the rows, which also draws the noise.</param>
internal sealed record Division(Points[] Inputs, int[][] Classes, int ClassCount, ulong Seed)
{
    /// <summary>The labels of a part under a noise.</summary>
    public double[] Labels(int part, Noise noise)
    {
        var random = new RandomStream(Seed, task: 12).Substream((ulong)part);
        return Array.ConvertAll(Classes[part], truth =>
        {
            // Both numbers are drawn for every row, so that more noise changes more labels and no others.
            (double chance, double other) = (random.NextDouble(), random.NextDouble());
            return chance >= noise.Rate
                ? (double)truth
                : noise.IsUniform ? Math.Floor(other * ClassCount) : (truth + 1) % ClassCount;
        });
    }
}
