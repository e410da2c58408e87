using Gramian.Numerics;

namespace Gramian.Models.LatentMaps;

// Nodes in the middles of equal cells of [−1, 1]ᵈ, and the bumps and the constant at a latent point.
internal sealed class LatentGrid
{
    private readonly double[] centres;
    private readonly double precision;

    public LatentGrid(GenerativeTopographicMap recipe)
    {
        Dimension = recipe.LatentDimension;
        centres = Middles(recipe.Bumps);
        double width = recipe.BumpWidth * 2 / recipe.Bumps;
        precision = 1 / (2 * width * width);
        double[] line = Middles(recipe.Nodes);
        int count = Dimension == 1 ? line.Length : line.Length * line.Length;
        Nodes = new Matrix<double>(count, Dimension);
        Features = new Matrix<double>(count, FeatureCount);
        for (int k = 0; k < count; k++)
        {
            Nodes[k, 0] = line[k % line.Length];
            if (Dimension == 2)
            {
                Nodes[k, 1] = line[k / line.Length];
            }

            Fill(Nodes.Row(k), Features.Row(k));
        }
    }

    public int Dimension { get; }

    public Matrix<double> Nodes { get; }  // [K, d]

    public Matrix<double> Features { get; }  // Φ, [K, M + 1]

    public int FeatureCount => 1 + (Dimension == 1 ? centres.Length : centres.Length * centres.Length);

    /// <summary>φ(z): the bumps, then the constant 1.</summary>
    public void Fill(ReadOnlySpan<double> latent, Span<double> features)
    {
        for (int j = 0; j < features.Length - 1; j++)
        {
            double first = latent[0] - centres[j % centres.Length];
            double second = Dimension == 2 ? latent[1] - centres[j / centres.Length] : 0;
            features[j] = Math.Exp(-precision * ((first * first) + (second * second)));
        }

        features[^1] = 1;
    }

    private static double[] Middles(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (((2 * i) + 1) / (double)count) - 1)];
}
