using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Numerics;
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

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mode_of_few_rows_is_found_too(int classes)
    {
        // Their whole gradient is below one.
        var inputs = new Points(Matrix<double>.Identity(classes));
        double[] labels = [.. Enumerable.Range(0, classes).Select(label => (double)label)];
        var recipe = new GaussianProcessClassifier(9.0 * new Rbf(0.5)) { Optimize = false, Tolerance = 1e-9 };
        FittedGaussianProcessClassifier fitted = recipe.Fit(inputs, labels);
        Assert.InRange(fitted.Certificate.Iterations, 2, 20);
        Assert.InRange(fitted.Certificate.AchievedResidual, double.Epsilon, 1e-9);
    }
}
