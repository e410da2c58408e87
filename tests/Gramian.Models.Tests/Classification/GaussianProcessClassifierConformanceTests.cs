using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Classification;

public sealed class GaussianProcessClassifierConformanceTests : ClassifierConformance<GaussianProcessClassifier>
{
    protected override IEnumerable<GaussianProcessClassifier> Instances
    {
        get
        {
            var recipe = new GaussianProcessClassifier(4.0 * new Rbf(1.2)) { Optimize = false, Tolerance = 1e-9 };
            return
            [
                recipe,
                recipe with { Link = LabelLink.Probit },
                recipe with { Inference = LatentInference.ExpectationPropagation },
            ];
        }
    }

    protected override string? ExpectedFailure(GaussianProcessClassifier recipe, string law) => law switch
    {
        nameof(The_decision_values_decide) when recipe is { Inference: LatentInference.Laplace, Link: null } =>
            "Averaged over three latent functions of unequal variance, the likeliest class need not have the largest.",
        _ => null,
    };
}
