namespace Gramian.Models.Densities;

/// <summary>How far from its points a density can reach a level.</summary>
internal static class RegionReach
{
    private const double Growth = 1.25;
    private const double Farthest = 1e4;

    /// <summary>
    /// A number of bandwidths beyond which, from every point, the density is below a level; null for a distance whose
    /// share of the density is nothing.
    /// </summary>
    public static double Of(FittedKernelDensity density, double? logLevel)
    {
        double far = density.Profile.IsCompact ? 1 : density.Profile.Reach(0);
        if (logLevel is not double level || density.Profile.IsCompact)
        {
            return far;
        }

        double narrowest = density.Factors.Length > 0 ? density.Factors.ToArray().Min() : 1;
        double largest = -density.LogScale - (density.Dimension * Math.Log(narrowest));
        far = 1;
        while (far < Farthest && density.Profile.LogAt(far) + largest + Slope(density, far) >= level)
        {
            far *= Growth;
        }

        return far;
    }

    // The steepest that transforms can be there: each is so at an end.
    private static double Slope(FittedKernelDensity density, double far)
    {
        double sum = 0;
        for (int j = 0; j < density.Dimension; j++)
        {
            AxisSupport support = density.Supports[j];
            if (support.IsTransformed)
            {
                (double low, double high) = density.Extent(j, far);
                double steepest = Math.Max(support.LogSlope(low), support.LogSlope(high));
                sum += double.IsFinite(steepest) ? steepest : 0;
            }
        }

        return sum;
    }
}
