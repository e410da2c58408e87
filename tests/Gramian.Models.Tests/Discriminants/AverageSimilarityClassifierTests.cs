using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Discriminants;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Discriminants;

public sealed class AverageSimilarityClassifierTests
{
    [Fact]
    public void Means_priors_and_probabilities_are_those_of_the_formula()
    {
        Points inputs = Points.FromColumn([0, 1, 3]);
        var recipe = new AverageSimilarityClassifier(new Rbf(1.0)) { Priors = ClassPriors.FromWeights };
        FittedAverageSimilarity fitted = recipe.Fit(inputs, [1, 1, 2], [1, 3, 2]);
        Assert.Equal([2, 1], fitted.Labels);
        Assert.Equal([2.0 / 6, 4.0 / 6], fitted.Priors);
        double near = ((0.25 * Math.Exp(-2)) + (0.75 * Math.Exp(-0.5))) * 4 / 6;
        double far = Math.Exp(-0.5) * 2 / 6;
        Points query = Points.FromColumn([2]);
        Assert.Equal(far - near, fitted.DecisionValues(query)[0, 0], 1e-15);
        Assert.Equal(far / (far + near), fitted.Probabilities(query)![0, 0], 1e-14);
        Assert.Equal([1.0], fitted.Predict(query));
        Assert.Equal([2.0], (recipe with { Priors = ClassPriors.Equal })
            .Fit(inputs, [1, 1, 2], [1, 3, 2]).Predict(query));
    }

    [Fact]
    public void A_query_where_every_similarity_underflows_still_has_the_nearer_class()
    {
        FittedAverageSimilarity fitted = new AverageSimilarityClassifier(new Rbf(1.0))
            .Fit(Points.FromColumn([0, 1, 10]), [1, 1, 2]);
        Points query = Points.FromColumn([200, -200]);
        Assert.Equal([2.0, 1.0], fitted.Predict(query));
        Assert.Equal(1, fitted.Probabilities(query)![0, 0], 1e-12);
    }

    [Fact]
    public void A_kernel_with_negative_values_tells_no_probability()
    {
        FittedAverageSimilarity fitted = new AverageSimilarityClassifier(new Linear())
            .Fit(Points.FromColumn([-1, -2, 3]), [1, 1, 2]);
        Assert.Null(fitted.Probabilities(Points.FromColumn([1])));
        Assert.Equal([2.0, 1.0], fitted.Predict(Points.FromColumn([1, -1])));
    }
}

public sealed class AverageSimilarityConformance : ClassifierConformance<AverageSimilarityClassifier>
{
    protected override IEnumerable<AverageSimilarityClassifier> Instances =>
        [new(new Rbf(1.0)), new(new Matern32(2.0)) { Priors = ClassPriors.FromWeights }];

    protected override AverageSimilarityClassifier WithClassWeights(
        AverageSimilarityClassifier recipe, ImmutableDictionary<double, double> weights) =>
        recipe with { ClassWeights = weights };
}
