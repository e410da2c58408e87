using Gramian.Models.Densities;

namespace Gramian.Atlas.KdeLargeDim;

/// <summary>The best bandwidth by quadrature as d grows at a fixed α, over h_G.</summary>
internal sealed record LimitRun(double Alpha, IReadOnlyList<int> Dimensions, double[] Ratios, double Limit)
{
    /// <summary>The two α of the samples, and a larger one at which the limit of the best bandwidth is nearer h_G.
    /// </summary>
    public static IReadOnlyList<double> Alphas { get; } = [0.15, 0.25, 0.5];

    /// <summary>Doublings of the dimension.</summary>
    public static IReadOnlyList<int> Doublings { get; } = [16, 32, 64, 128, 256, 512, 1024];

    public static LimitRun Measure(double alpha, bool quick)
    {
        var theory = DensityThresholds.OfNormal(alpha, 1);
        int[] dimensions = [.. Doublings.Where(dimension => !quick || dimension <= 256)];
        double[] ratios = [.. dimensions.Select(dimension =>
            FiniteLaw.Optimum(dimension, alpha) / theory.Condensation)];
        return new LimitRun(alpha, dimensions, ratios, theory.Optimal / theory.Condensation);
    }
}
