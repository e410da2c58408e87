using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Classification;

/// <summary>
/// Carries a classification by latent functions through a fit: search, unless the kernels are given, approximate,
/// certify.
/// </summary>
internal sealed class LatentFit(
    GaussianProcessClassifier recipe, LabelLink link, LabelData data, IReadOnlyList<Kernel>? given,
    ComputeOptions? options)
{
    // Sites converge by a constant factor a sweep; a search sees no difference below this.
    private const double SearchTolerance = 1e-5;

    public FittedGaussianProcessClassifier Run(bool softmax) => softmax ? Joint() : Separate();

    private FittedGaussianProcessClassifier Joint()
    {
        using SoftmaxLaplace system = Softmax(data);
        (Kernel kernel, OptimizationResult? search, IReadOnlyList<string> atBounds) =
            new EvidenceSearch(recipe, Family(0), Softmax, options).Run(data, system);
        (SoftmaxPosterior posterior, double evidence, Certificate certificate) = system.Finish(kernel, options);
        return new FittedGaussianProcessClassifier(recipe, link, data.Labels, [], posterior)
        {
            LogEvidence = evidence,
            Certificate = certificate,
            Optimizations = search is null ? [] : [search],
            AtBounds = atBounds,
        };
    }

    // With two classes the first is the positive one; with more each in its turn.
    private FittedGaussianProcessClassifier Separate()
    {
        int machines = data.Labels.Length == 2 ? 1 : data.Labels.Length;
        var posteriors = new List<BinaryPosterior>();
        var searches = new List<OptimizationResult>();
        var atBounds = new List<string>();
        Certificate? worst = null;
        double sum = 0;
        for (int c = 0; c < machines; c++)
        {
            int positive = c;
            using IBinaryApproximation system = Binary(data, positive);
            (Kernel kernel, OptimizationResult? search, IReadOnlyList<string> bounds) =
                new EvidenceSearch(recipe, Family(c), part => Binary(part, positive), options).Run(data, system);
            (BinaryPosterior posterior, double evidence, Certificate certificate) = system.Finish(kernel, options);
            posteriors.Add(posterior);
            sum += evidence;
            worst = worst is null || !(certificate.AchievedResidual <= worst.AchievedResidual) ? certificate : worst;
            atBounds.AddRange(bounds);
            if (search is not null)
            {
                searches.Add(search);
            }
        }

        return new FittedGaussianProcessClassifier(recipe, link, data.Labels, posteriors, joint: null)
        {
            LogEvidence = sum,
            Certificate = worst!,
            Optimizations = searches,
            AtBounds = [.. atBounds.Distinct()],
        };
    }

    private Kernel Family(int function) => given?[function] ?? recipe.Resolve(data.Inputs);

    private SoftmaxLaplace Softmax(LabelData rows) => new(rows, recipe.Tolerance, recipe.IterationLimit);

    private IBinaryApproximation Binary(LabelData rows, int positive) =>
        recipe.Inference == LatentInference.ExpectationPropagation
            ? new PropagationSystem(rows, positive, recipe.Tolerance, recipe.IterationLimit)
            {
                SearchTolerance = Math.Max(recipe.Tolerance, SearchTolerance),
            }
            : new LaplaceSystem(rows, positive, link, recipe.Tolerance, recipe.IterationLimit);
}
