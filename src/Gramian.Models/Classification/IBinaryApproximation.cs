using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Classification;

/// <summary>Represents an approximation of the posterior of one latent function, which can be kept.</summary>
internal interface IBinaryApproximation : IEvidence
{
    /// <summary>The posterior at a kernel, its evidence, and how well it was found.</summary>
    /// <exception cref="SolverException">The posterior precision is not positive definite.</exception>
    (BinaryPosterior Posterior, double Evidence, Certificate Certificate) Finish(
        Kernel kernel, ComputeOptions? options);
}
