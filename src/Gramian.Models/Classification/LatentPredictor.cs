using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Predicts the mean and the variance of one latent function.</summary>
internal delegate (double[] Means, double[] Variances) LatentPredictor(Points queries, ComputeOptions? options);
