using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Represents a normal posterior of one latent function. Immutable.</summary>
internal interface ILatentPosterior
{
    /// <summary>The means and the variances at queries, [m] each.</summary>
    (double[] Means, double[] Variances) Predict(Points queries, ComputeOptions? options);
}
