using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Models.Regression;
using Gramian.Numerics;

namespace Gramian.Models.Tests.Classification;

public sealed class GaussianProcessClassifierTests
{
    private static readonly Points Pair = Points.FromColumn([-1, 1]);

    // The exact evidence under the probit is log(¼ + asin(ρ)/2π) = −1.4303627675 with ρ = −e⁻²/2.
    [Theory]
    [InlineData(LatentInference.Laplace, LabelLink.Logit, -1.4249502857, 0.3561486433, double.NaN)]
    [InlineData(LatentInference.Laplace, LabelLink.Probit, -1.4450266960, 0.4587694697, double.NaN)]
    [InlineData(LatentInference.ExpectationPropagation, LabelLink.Probit, -1.4303604550, 0.5098144639, 0.6728283254)]
    public void Two_points_have_the_known_evidence(
        LatentInference inference, LabelLink link, double evidence, double mean, double variance)
    {
        FittedGaussianProcessClassifier fitted = Fixed(new Rbf(), inference, link).Fit(Pair, [-1, 1]);
        Assert.Equal([1, -1], fitted.Labels);
        Assert.Equal(evidence, fitted.LogEvidence, 1e-9);
        LatentPrediction latent = fitted.Latent(Pair);
        Assert.Equal(-mean, latent.Means[0, 0], 1e-9);
        Assert.Equal(mean, latent.Means[1, 0], 1e-9);
        if (!double.IsNaN(variance))
        {
            Assert.Equal(variance, latent.Variances[0, 0], 1e-9);
        }

        Assert.True(fitted.Certificate.Converged);
        Assert.Equal([-1, 1], fitted.Predict(Pair));
    }

    // scikit-learn 1.2.1, GaussianProcessClassifier(ConstantKernel(4) * RBF(1.5), optimizer=None). Its probabilities
    // come from five error functions, which are wrong in the third digit; its latent values are exact.
    [Fact]
    public void Petals_agree_with_scikit_learn_at_fixed_hyperparameters()
    {
        (Points train, double[] labels, Points test) = ClassificationProblems.Petals();
        FittedGaussianProcessClassifier fitted =
            Fixed(4.0 * new Rbf(1.5), LatentInference.Laplace, LabelLink.Logit).Fit(train, labels);
        Assert.Equal(-18.840745184434027, fitted.LogEvidence, 1e-8);
        int[] rows = [0, 3, 6, 10, 15, 18, 24];
        double[] means = [-1.431508992099, -3.786417807053, -2.796689990936, -2.73546204236, 1.452249819386,
            3.595552255538, 0.87462629576];
        double[] variances = [0.242632971167, 0.746905890525, 0.389550244145, 0.39716904608, 0.265748215358,
            1.690018905789, 0.226480328811];
        double[] shares = [0.203762611328, 0.030981998143, 0.06721500511, 0.071238343348, 0.798461224972,
            0.94797894867, 0.696856163581];
        Points queries = test.Select(rows);
        LatentPrediction latent = fitted.Latent(queries);
        Matrix<double> probabilities = fitted.Probabilities(queries)!;
        int ones = fitted.Labels.ToList().IndexOf(1);
        double sign = ones == 0 ? 1 : -1;
        for (int i = 0; i < rows.Length; i++)
        {
            // Newton stops at 1e-8 here and when the objective moves by less than 1e-10 there.
            Assert.Equal(means[i], sign * latent.Means[i, 0], 1e-5);
            Assert.Equal(variances[i], latent.Variances[i, 0], 1e-5);
            Assert.Equal(shares[i], probabilities[i, ones], 2e-3);
        }
    }

    // scikit-learn 1.2.1 with four restarts ends at −11.532575, 11.6² RBF(1.49).
    [Fact]
    public void The_search_ends_where_scikit_learn_ends()
    {
        (Points train, double[] labels, _) = ClassificationProblems.Petals();
        FittedGaussianProcessClassifier fitted = new GaussianProcessClassifier(4.0 * new Rbf(1.5))
        {
            Rules = ImmutableDictionary<string, HyperparameterRule>.Empty
                .Add("variance", new HyperparameterRule { Lower = 1e-5, Upper = 1e5 })
                .Add("lengthscale", new HyperparameterRule { Lower = 1e-5, Upper = 1e5 }),
        }.Fit(train, labels);
        Assert.Equal(-11.53257547093115, fitted.LogEvidence, 1e-5);
        Assert.True(fitted.Optimizations[0].Converged);
        Assert.Empty(fitted.AtBounds);
    }

    [Theory]
    [InlineData(LatentInference.Laplace, SeveralClasses.Softmax)]
    [InlineData(LatentInference.Laplace, SeveralClasses.OneVersusRest)]
    [InlineData(LatentInference.ExpectationPropagation, SeveralClasses.OneVersusRest)]
    public void Several_classes_are_told_apart_with_probabilities_that_sum_to_one(
        LatentInference inference, SeveralClasses several)
    {
        (Points inputs, double[] labels) = ClassificationProblems.Corners(90);
        FittedGaussianProcessClassifier fitted = new GaussianProcessClassifier(2.0 * new Rbf(1.0))
        {
            Inference = inference,
            Several = several,
            Restarts = 0,
        }.Fit(inputs, labels);
        Assert.True(fitted.Certificate.Converged);
        Assert.Equal(several == SeveralClasses.Softmax ? 1 : 3, fitted.Kernels.Count);
        Points queries = Points.FromRows(new[,] { { 0.0, 0.0 }, { 2, 0 }, { 0, 2 }, { 1, 1 }, { 40, -7 } });
        Matrix<double> probabilities = fitted.Probabilities(queries)!;
        double[] picked = fitted.Predict(queries);
        Assert.Equal([3, 2, 1], picked[..3]);
        for (int i = 0; i < queries.Count; i++)
        {
            double[] row = probabilities.Row(i).ToArray();
            Assert.Equal(1, row.Sum(), 1e-12);
            Assert.Equal(fitted.Labels[row.Index().MaxBy(pair => pair.Item).Index], picked[i]);
        }

        int right = fitted.Predict(inputs).Zip(labels).Count(pair => pair.First == pair.Second);
        Assert.InRange(right, 65, 90);
        Assert.Equal(3, fitted.DecisionValues(queries).Columns);
    }

    [Theory]
    [InlineData(LatentInference.Laplace)]
    [InlineData(LatentInference.ExpectationPropagation)]
    public void Exchanging_the_labels_exchanges_the_probabilities(LatentInference inference)
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(50);
        GaussianProcessClassifier recipe = Fixed(3.0 * new Rbf(0.8), inference, null);
        FittedGaussianProcessClassifier one = recipe.Fit(inputs, labels);
        FittedGaussianProcessClassifier other = recipe.Fit(inputs, [.. labels.Select(label => -label)]);
        Assert.Equal(one.LogEvidence, other.LogEvidence, 1e-9);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(one.Probabilities(inputs)![i, 0], other.Probabilities(inputs)![i, 1], 1e-7);
        }
    }

    [Fact]
    public void Far_from_the_rows_nothing_is_known()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(40);
        FittedGaussianProcessClassifier fitted =
            Fixed(3.0 * new Rbf(0.8), LatentInference.Laplace, null).Fit(inputs, labels);
        Points far = Points.FromRows(new[,] { { 100.0, 100 } });
        Assert.Equal(0.5, fitted.Probabilities(far)![0, 0], 1e-12);
        Assert.Equal(3, fitted.Latent(far).Variances[0, 0], 1e-12);
    }

    [Theory]
    [InlineData(LatentInference.Laplace, 2)]
    [InlineData(LatentInference.Laplace, 3)]
    [InlineData(LatentInference.ExpectationPropagation, 2)]
    public void The_bits_do_not_depend_on_the_number_of_threads(LatentInference inference, int classes)
    {
        (Points inputs, double[] labels) = classes == 2
            ? ClassificationProblems.Wave(150)
            : ClassificationProblems.Corners(150);
        GaussianProcessClassifier recipe = new(2.0 * new Rbf(1.0))
        {
            Inference = inference,
            Restarts = 0,
            Optimizer = new() { IterationLimit = 5 },
        };
        FittedGaussianProcessClassifier one =
            recipe.Fit(inputs, labels, options: new ComputeOptions { Threads = 1 });
        FittedGaussianProcessClassifier three =
            recipe.Fit(inputs, labels, options: new ComputeOptions { Threads = 3 });
        Assert.Equal(one.LogEvidence, three.LogEvidence);
        Assert.Equal(
            one.Probabilities(inputs)!.View.ColumnToArray(0),
            three.Probabilities(inputs, new ComputeOptions { Threads = 1 })!.View.ColumnToArray(0));
    }

    [Fact]
    public void Many_rows_start_from_few()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(120);
        GaussianProcessClassifier recipe = new(2.0 * new Rbf(1.0)) { StartRows = 40 };
        FittedGaussianProcessClassifier started = recipe.Fit(inputs, labels);
        FittedGaussianProcessClassifier whole = (recipe with { StartRows = 1000 }).Fit(inputs, labels);
        Assert.Equal(whole.LogEvidence, started.LogEvidence, 1e-3);
    }

    [Fact]
    public void Cancelling_stops_the_fit()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(100);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new GaussianProcessClassifier(new Rbf(1.0))
            .Fit(inputs, labels, options: new ComputeOptions { CancellationToken = source.Token }));
    }

    [Fact]
    public void Refuses_what_cannot_be_fitted()
    {
        GaussianProcessClassifier recipe = new(new Rbf(1.0));
        Assert.Contains("at least two classes", Refusal(() => recipe.Fit(Pair, [3, 3])));
        Assert.Contains("length of 'labels'", Refusal(() => recipe.Fit(Pair, [1])));
        Assert.Contains("element 1 was NaN", Refusal(() => recipe.Fit(Pair, [1, double.NaN])));
        Assert.Contains("zero or positive", Refusal(() => recipe.Fit(Pair, [1, 2], [1, -1])));
        GaussianProcessClassifier propagation = recipe with { Inference = LatentInference.ExpectationPropagation };
        Assert.Contains("at least 1", Refusal(() => propagation.Fit(Pair, [1, 2], [1, 0.5])));
        Assert.Contains("Probit", Refusal(() => (propagation with { Link = LabelLink.Logit }).Fit(Pair, [1, 2])));
        Assert.Contains("OneVersusRest", Refusal(() =>
            (propagation with { Several = SeveralClasses.Softmax }).Fit(Pair, [1, 2])));
        Assert.Contains("columns", Refusal(() =>
            recipe.Fit(Pair, [1, 2]).Predict(Points.FromRows(new[,] { { 1.0, 2 } }))));
    }

    private static GaussianProcessClassifier Fixed(Kernel kernel, LatentInference inference, LabelLink? link) =>
        new(kernel) { Inference = inference, Link = link, Optimize = false, Tolerance = 1e-10 };

    private static string Refusal(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
