using System.Globalization;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;

namespace Gramian.Models.Dependence;

/// <summary>The limit of nm/(n + m) MMD² when both laws are one: Σ λ z², less Σ λ when it is unbiased.</summary>
[Paper("gretton2009fast", Where = "theorem 1")]
internal static class SpectralNull
{
    private const int MostPoints = 1000;
    private const ulong PointTask = 1;
    private const ulong DrawTask = 2;

    /// <summary>The share of draws that are at least the statistic; says what was left out.</summary>
    public static double PValue(
        Kernel kernel, Points pooled, int first, double statistic, MeanDiscrepancyTest test, List<string> notes,
        ComputeOptions options)
    {
        var streams = new RandomStream(test.Seed);
        Points points = Sampling.Rows(pooled, MostPoints, streams.Substream(PointTask).NextUInt64());
        if (points.Count < pooled.Count)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"The spectrum was taken from {points.Count} of {pooled.Count} points."));
        }

        double[] values = Spectrum(kernel, points, options);
        RandomStream stream = streams.Substream(DrawTask);
        double[] draws = new double[test.Replicates];
        for (int r = 0; r < draws.Length; r++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            foreach (double value in values)
            {
                double normal = stream.NextNormal();
                draws[r] += value * ((normal * normal) - (test.Biased ? 0 : 1));
            }
        }

        double scale = first * (double)(pooled.Count - first) / pooled.Count;
        return Sampling.PValue(scale * statistic, draws, 0);
    }

    // The eigenvalues of the centred Gram matrix over its size, without those that are rounding.
    private static double[] Spectrum(Kernel kernel, Points points, ComputeOptions options)
    {
        int n = points.Count;
        using Matrix<double> gram = kernel.GramMatrix(points, options);
        double[] means = new double[n];
        for (int i = 0; i < n; i++)
        {
            means[i] = VectorOps.Sum<double>(gram.Row(i)) / n;
        }

        double mean = VectorOps.Sum<double>(means) / n;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = gram.Row(i);
            for (int k = 0; k < n; k++)
            {
                // The two means are added first, so that the matrix stays exactly symmetric.
                row[k] = (row[k] - (means[i] + means[k]) + mean) / n;
            }
        }

        double[] values = SymmetricEigen<double>.ComputeValues(gram, options);
        double negligible = 1e-12 * values.Max();
        return [.. values.Where(value => value > negligible)];
    }
}
