using Gramian.Kernels;

namespace Gramian.Models.Smoothing;

/// <summary>The weights by which a local fit at one query is a sum of targets, Σⱼ lⱼ yⱼ.</summary>
internal static class LocalWeights
{
    // Below these shares, what is left of a direction is rounding, or too little to give a slope.
    private const double NoSpread = 1e-24;
    private const double Singular = 1e-10;

    /// <summary>Fills the kernel weights wⱼ ∝ exp(−r²/2), which sum to 1, and the weights lⱼ of the fit.</summary>
    /// <param name="query">The query, in bandwidths.</param>
    /// <param name="points">The points, in bandwidths.</param>
    /// <param name="skip">A point that does not count; −1 for none.</param>
    /// <param name="order">What is fitted.</param>
    /// <param name="kernel">Receives w, [n]; zeros when no point counts.</param>
    /// <param name="fit">Receives l, [n].</param>
    public static void Fill(
        ReadOnlySpan<double> query, Points points, int skip, LocalOrder order, Span<double> kernel, Span<double> fit)
    {
        double nearest = double.PositiveInfinity;
        for (int j = 0; j < kernel.Length; j++)
        {
            ReadOnlySpan<double> point = points.Values.Row(j);
            double square = 0;
            for (int k = 0; k < query.Length; k++)
            {
                square += (point[k] - query[k]) * (point[k] - query[k]);
            }

            kernel[j] = j == skip ? double.PositiveInfinity : square;
            nearest = Math.Min(nearest, kernel[j]);
        }

        double sum = 0;
        for (int j = 0; j < kernel.Length; j++)
        {
            kernel[j] = j == skip ? 0 : Math.Exp(-0.5 * (kernel[j] - nearest));
            sum += kernel[j];
        }

        for (int j = 0; j < kernel.Length && sum > 0; j++)
        {
            kernel[j] /= sum;
        }

        kernel.CopyTo(fit);
        if (order == LocalOrder.Linear && sum > 0)
        {
            Tilt(query, points, kernel, fit);
        }
    }

    // lⱼ = wⱼ (1 − mᵀ S⁻¹ (uⱼ − m)), with u = x − query, m = Σ w u and S the covariance under w.
    private static void Tilt(ReadOnlySpan<double> query, Points points, ReadOnlySpan<double> kernel, Span<double> fit)
    {
        int d = query.Length;
        Span<double> mean = d <= 64 ? stackalloc double[d] : new double[d];
        Span<double> slope = d <= 64 ? stackalloc double[d] : new double[d];
        var spread = new double[d * d];
        mean.Clear();
        for (int j = 0; j < kernel.Length; j++)
        {
            for (int k = 0; k < d && kernel[j] > 0; k++)
            {
                mean[k] += kernel[j] * (points.Values[j, k] - query[k]);
            }
        }

        for (int j = 0; j < kernel.Length; j++)
        {
            for (int k = 0; k < d && kernel[j] > 0; k++)
            {
                double from = points.Values[j, k] - query[k] - mean[k];
                for (int h = 0; h <= k; h++)
                {
                    spread[(k * d) + h] += kernel[j] * from * (points.Values[j, h] - query[h] - mean[h]);
                }
            }
        }

        if (!TrySolve(spread, mean, slope))
        {
            return;
        }

        for (int j = 0; j < kernel.Length; j++)
        {
            double tilt = 0;
            for (int k = 0; k < d; k++)
            {
                tilt += slope[k] * (points.Values[j, k] - query[k] - mean[k]);
            }

            fit[j] = kernel[j] * (1 - tilt);
        }
    }

    // S z = m by Cholesky; directions without spread are left out. False where S is singular otherwise.
    private static bool TrySolve(double[] spread, ReadOnlySpan<double> mean, Span<double> slope)
    {
        int d = mean.Length;
        for (int k = 0; k < d; k++)
        {
            double whole = spread[(k * d) + k];
            bool isDead = whole <= NoSpread * (1 + (mean[k] * mean[k]));
            slope[k] = isDead ? 0 : mean[k];
            for (int h = 0; h <= k; h++)
            {
                double value = spread[(k * d) + h];
                for (int i = 0; i < h; i++)
                {
                    value -= spread[(k * d) + i] * spread[(h * d) + i];
                }

                if (h < k)
                {
                    spread[(k * d) + h] = isDead ? 0 : value / spread[(h * d) + h];
                }
                else if (isDead)
                {
                    spread[(k * d) + k] = 1;
                }
                else if (value > Singular * whole)
                {
                    spread[(k * d) + k] = Math.Sqrt(value);
                }
                else
                {
                    return false;
                }
            }

            for (int i = 0; i < k; i++)
            {
                slope[k] -= spread[(k * d) + i] * slope[i];
            }

            slope[k] /= spread[(k * d) + k];
        }

        for (int k = d - 1; k >= 0; k--)
        {
            for (int i = k + 1; i < d; i++)
            {
                slope[k] -= spread[(i * d) + k] * slope[i];
            }

            slope[k] /= spread[(k * d) + k];
        }

        return true;
    }
}
