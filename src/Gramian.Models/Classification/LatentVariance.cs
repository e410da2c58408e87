using System.Globalization;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>Takes rounding out of posterior variances, and refuses what is more than rounding.</summary>
internal static class LatentVariance
{
    // A variance below zero by more than this share of the prior variance is not rounding of a sound system.
    private const double NegativeTolerance = 1e-8;

    /// <exception cref="SolverException">The variance is below zero by more than rounding.</exception>
    public static double Checked(double variance, double prior, int query)
    {
        if (variance >= -NegativeTolerance * prior)
        {
            return Math.Max(variance, 0);
        }

        const string Remedy = "Use a kernel that is positive definite, or scale the inputs.";
        throw new SolverException(
            string.Create(CultureInfo.InvariantCulture,
                $"The latent variance at query {query} came out as {variance:G6}, with a prior variance of "
                + $"{prior:G6}. {Remedy}"),
            new Certificate { Method = "Cholesky", Converged = false, Remedy = Remedy });
    }
}
