using Gramian.Kernels;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Represents the posterior of a latent function that inducing points carry. Immutable.</summary>
internal sealed class InducedLatent(InducedPosterior posterior) : ILatentPosterior
{
    public InducedPosterior Posterior => posterior;

    public (double[] Means, double[] Variances) Predict(Points queries, ComputeOptions? options)
    {
        Prediction prediction = posterior.Predict(queries, options);
        return (prediction.Mean, prediction.LatentVariance!);
    }
}
