using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Models.Regression;
using Gramian.Testing.Solvers;

namespace Gramian.Models.Tests.Classification;

public sealed class DirichletClassifierTests
{
    private static readonly Kernel Family = new Rbf(Lengthscales.PerCoordinate([0.9, 1.4]), 4);

    [Fact]
    public void A_class_is_a_regression_with_noise_of_its_own()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Corners(40);
        FittedDirichletClassifier fitted = new DirichletClassifier(Family) { Optimize = false }.Fit(inputs, labels);
        double own = Math.Log((1 / 1.01) + 1);
        double other = Math.Log((1 / 0.01) + 1);
        LatentPrediction latent = fitted.Latent(inputs);
        double evidence = 0;
        double level = ((Math.Log(1.01) - (own / 2)) + (2 * (Math.Log(0.01) - (other / 2)))) / 3;
        double[] shares = [.. fitted.Labels.Select(label => Math.Log(labels.Count(y => y == label) / 40.0))];
        for (int c = 0; c < 3; c++)
        {
            double centre = shares[c] - shares.Average() + level;
            bool[] isOwn = [.. labels.Select(label => label == fitted.Labels[c])];
            var regression = new GaussianProcess(Family)
            {
                Optimize = false,
                NoiseVariance = 0,
                RowNoise = [.. isOwn.Select(yes => yes ? own : other)],
            };
            FittedGaussianProcess reference = regression.Fit(inputs, [.. isOwn.Select(yes =>
                (yes ? Math.Log(1.01) - (own / 2) : Math.Log(0.01) - (other / 2)) - centre)]);
            Prediction expected = reference.Predict(inputs);
            evidence += reference.LogMarginalLikelihood;
            for (int i = 0; i < 40; i++)
            {
                Assert.Equal(expected.Mean[i] + centre, latent.Means[i, c], 1e-9);
                Assert.Equal(expected.LatentVariance![i], latent.Variances[i, c], 1e-9);
            }
        }

        Assert.Equal(evidence, fitted.LogEvidence!.Value, 1e-8);
        Assert.InRange(fitted.Certificate.AchievedResidual, 0, 1e-10);
    }

    [Fact]
    public void The_gradient_is_that_of_the_evidence()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Corners(30);
        var data = LabelData.Of(inputs, labels, []);
        using var system = new DirichletSystem(data, new DirichletTargets(data, 0.01));
        GradientCheck.Gradient(
            (point, gradient) =>
            {
                double[] values = point.ToArray();
                return system.Evaluate(Family.WithValues([.. values.Select(Math.Exp)]), gradient, null);
            },
            [.. Family.Hyperparameters.Select(p => Math.Log(p.Value))], 1e-7);
    }

    [Fact]
    public void Leaving_out_in_closed_form_is_leaving_out()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Corners(30);
        var data = LabelData.Of(inputs, labels, []);
        var targets = new DirichletTargets(data, 0.05);
        using var whole = new DirichletSystem(data, targets);
        LatentPrediction left = whole.Finish(Family, null).LeftOut;
        foreach (int row in (int[])[0, 7, 29])
        {
            int[] rest = [.. Enumerable.Range(0, 30).Where(i => i != row)];
            using var part = new DirichletSystem(data.Select(rest), targets);
            BinaryPosterior[] posteriors = part.Finish(Family, null).Posteriors;
            for (int c = 0; c < 3; c++)
            {
                (double[] mean, double[] variance) = posteriors[c].Predict(inputs.Select([row]), null);
                Assert.Equal(mean[0] + targets.Centre(c), left.Means[row, c], 1e-9);
                Assert.Equal(variance[0], left.Variances[row, c], 1e-9);
            }
        }
    }

    [Fact]
    public void Inducing_points_at_every_distinct_row_are_the_exact_posterior()
    {
        (Points distinct, double[] distinctLabels) = ClassificationProblems.Corners(60);
        int[] twice = [.. Enumerable.Range(0, 120).Select(i => i % 60)];
        Points inputs = distinct.Select(twice);
        double[] labels = [.. twice.Select(i => distinctLabels[i])];
        double[] weights = [.. labels.Select((_, i) => 1 + (0.5 * (i % 3)))];
        var recipe = new DirichletClassifier(Family) { Optimize = false };
        FittedDirichletClassifier exact = recipe.Fit(inputs, labels, weights);
        FittedDirichletClassifier induced = (recipe with { InducingCount = 60 }).Fit(inputs, labels, weights);
        LatentPrediction expected = exact.Latent(inputs);
        LatentPrediction actual = induced.Latent(inputs);
        for (int i = 0; i < 120; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(expected.Means[i, c], actual.Means[i, c], 1e-5);
                Assert.Equal(expected.Variances[i, c], actual.Variances[i, c], 1e-5);
            }
        }

        Assert.InRange(induced.KeptPoints.Count, 50, 60);
        Assert.Null(induced.LogEvidence);
    }

    [Fact]
    public void A_concentration_is_chosen_by_the_loss_of_rows_left_out()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Corners(60);
        var recipe = new DirichletClassifier(Family) { Optimize = false };
        FittedDirichletClassifier chosen = (recipe with { Concentration = null }).Fit(inputs, labels);
        foreach (double concentration in (double[])[0.1, 0.03, 0.01, 0.003, 0.001])
        {
            FittedDirichletClassifier other = (recipe with { Concentration = concentration }).Fit(inputs, labels);
            Assert.True(chosen.LeaveOneOutLogLoss <= other.LeaveOneOutLogLoss);
        }
    }

    [Fact]
    public void Petals_are_told_apart_as_well_as_by_the_laplace_approximation()
    {
        (Points train, double[] labels, Points test) = ClassificationProblems.Petals();
        FittedDirichletClassifier fitted = DirichletClassifier.Default(2).Fit(train, labels);
        double[] picked = fitted.Predict(test);
        int right = picked.Index().Count(pair => (pair.Index * 4 >= 50 ? 1.0 : 0.0) == pair.Item);
        Assert.InRange(right, 22, 25);
        Assert.True(fitted.LeaveOneOutLogLoss < 0.3);
        Assert.NotNull(fitted.Optimization);
    }

    [Fact]
    public void Refuses_what_cannot_be()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DirichletClassifier(Family) { Concentration = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DirichletClassifier(Family) { InducingCount = 0 });
    }
}
