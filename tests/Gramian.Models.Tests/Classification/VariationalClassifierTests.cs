using Gramian.Kernels;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.Classification;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Solvers.Dense;
using Gramian.Testing.Solvers;

namespace Gramian.Models.Tests.Classification;

public sealed class VariationalClassifierTests
{
    private static readonly Kernel Family = new Rbf(Lengthscales.PerCoordinate([0.9, 1.4]), 4);

    [Theory]
    [InlineData(LabelLink.Logit)]
    [InlineData(LabelLink.Probit)]
    public void The_expectation_of_a_bernoulli_and_its_slopes_are_those_of_a_fine_sum(LabelLink link)
    {
        var likelihood = new BernoulliLikelihood(link);
        foreach ((double mean, double variance) in ((double, double)[])[(0.3, 0.01), (-2, 1), (1, 9), (5, 40)])
        {
            double value = Expect(likelihood, 1, [mean], [variance], out double[] slopes, out double[] spread);
            (double sum, double mass) = (0, 0);
            for (double t = -10; t <= 10; t += 1e-3)
            {
                double weight = Math.Exp(-0.5 * t * t);
                sum += weight * BinaryLink.LogLikelihood(
                    link, 1, mean + (Math.Sqrt(variance) * t), out _, out _, out _);
                mass += weight;
            }

            Assert.Equal(sum / mass, value, 1e-9 * (1 + Math.Abs(value)));
            double[] differences = GradientCheck.Differences(
                p => Expect(likelihood, 1, [p[0]], [p[1]], out _, out _), [mean, variance], 1e-3);
            Assert.Equal(differences[0], slopes[0], 1e-7);
            Assert.Equal(differences[1], spread[0], 1e-6);
        }
    }

    [Fact]
    public void The_tilted_bound_lies_below_the_expectation_and_has_its_slopes()
    {
        var likelihood = new TiltedSoftmaxLikelihood(3);
        double[] means = [0.5, -1, 2];
        double[] variances = [0.7, 3, 1.5];
        for (int own = 0; own < 3; own++)
        {
            double value = Expect(likelihood, own, means, variances, out double[] slopes, out double[] spread);
            double expected = LogSoftmax(own, means, variances);
            Assert.InRange(expected - value, 0, 0.1);
            double[] differences = GradientCheck.Differences(
                p => Expect(likelihood, own, p[..3], p[3..], out _, out _), [.. means, .. variances], 1e-3);
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(differences[c], slopes[c], 1e-7);
                Assert.Equal(differences[3 + c], spread[c], 1e-7);
                Assert.True(spread[c] < 0);
            }
        }
    }

    [Fact]
    public void Without_variance_the_tilted_bound_is_the_softmax()
    {
        double value = Expect(new TiltedSoftmaxLikelihood(3), 2, [0.5, -1, 2], [0, 0, 0], out _, out _);
        double[] shares = [0.5, -1, 2];
        NormalSoftmax.Apply(shares);
        Assert.Equal(Math.Log(shares[2]), value, 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_gradient_is_that_of_the_bound(int functions)
    {
        (Points inputs, double[] labels) = functions == 1
            ? ClassificationProblems.Wave(30)
            : ClassificationProblems.Corners(30);
        var data = LabelData.Of(inputs, labels, []);
        double[] targets = functions == 1 ? data.Signs(0) : [.. data.Classes.Select(c => (double)c)];
        IJointLikelihood likelihood = functions == 1
            ? new BernoulliLikelihood(LabelLink.Logit)
            : new TiltedSoftmaxLikelihood(3);
        Kernel family = Family + (0.3 * new Linear());
        var bound = new VariationalBound(inputs.Select([0, 4, 9, 17, 22]), JitterPolicy.Never, null, functions);
        VariationalState[] states = [.. Enumerable.Range(0, functions).Select(_ => new VariationalState(5))];
        double[] shares = [.. labels.Select((_, i) => 1.5 + (0.5 * (i % 2)))];
        for (int step = 0; step < 3; step++)
        {
            Value(family, []);
            for (int f = 0; f < functions; f++)
            {
                Assert.True(states[f].TryStep(0.5, bound.StepTargets[f], bound.StepCurvatures[f], null));
            }
        }

        GradientCheck.Gradient(
            (point, gradient) =>
            {
                double[] values = point.ToArray();
                var full = new double[gradient.Length + 1];
                double value = Value(family.WithValues([.. values.Select(Math.Exp)]), full);
                full[..^1].CopyTo(gradient);
                return value;
            },
            [.. family.Hyperparameters.Select(p => Math.Log(p.Value))], 1e-6);

        double Value(Kernel kernel, double[] gradient)
        {
            Assert.True(bound.Begin(kernel));
            return bound.Add(kernel, likelihood, states, inputs, targets, shares, gradient);
        }
    }

    [Theory]
    [InlineData(LabelLink.Logit)]
    [InlineData(LabelLink.Probit)]
    public void With_all_rows_inducing_it_comes_close_to_the_exact_approximations(LabelLink link)
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(60);
        Kernel kernel = 2.0 * new Rbf(0.8);
        FittedVariationalClassifier fitted = new VariationalClassifier(kernel)
        {
            Optimize = false,
            Link = link,
            InducingCount = 60,
            Tolerance = 1e-9,
        }.Fit(inputs, labels);
        Assert.True(fitted.Certificate.Converged);
        Assert.InRange(fitted.Certificate.AchievedResidual, 0, 1e-9);
        FittedGaussianProcessClassifier reference = new GaussianProcessClassifier(kernel)
        {
            Optimize = false,
            Link = link,
            Inference = link == LabelLink.Probit ? LatentInference.ExpectationPropagation : LatentInference.Laplace,
        }.Fit(inputs, labels);

        // Expectation propagation is nearly exact, and a lower bound lies below what is exact.
        double gap = reference.LogEvidence - fitted.Bound;
        Assert.InRange(gap, link == LabelLink.Probit ? 0 : -1, 1);
        Matrix<double> expected = reference.Probabilities(inputs)!;
        Matrix<double> actual = fitted.Probabilities(inputs)!;
        for (int i = 0; i < 60; i++)
        {
            Assert.Equal(expected[i, 0], actual[i, 0], link == LabelLink.Probit ? 0.01 : 0.04);
        }
    }

    [Fact]
    public void The_bound_of_two_points_lies_below_the_exact_evidence()
    {
        FittedVariationalClassifier fitted = new VariationalClassifier(new Rbf())
        {
            Optimize = false,
            Link = LabelLink.Probit,
            Tolerance = 1e-10,
        }.Fit(Points.FromColumn([-1, 1]), [-1, 1]);
        Assert.InRange(-1.4303627675 - fitted.Bound, 0, 0.02);
    }

    // The smaller the variance of the prior, the nearer the posterior is to normal, and the less approximations differ.
    [Theory]
    [InlineData(0.3, 0.02)]
    [InlineData(4, 0.2)]
    public void Several_classes_come_close_to_the_softmax_at_its_mode(double variance, double tolerance)
    {
        (Points inputs, double[] labels) = ClassificationProblems.Corners(60);
        Kernel kernel = (variance / 4) * Family;
        FittedVariationalClassifier fitted = new VariationalClassifier(kernel) { Optimize = false, InducingCount = 60 }
            .Fit(inputs, labels);
        FittedGaussianProcessClassifier reference =
            new GaussianProcessClassifier(kernel) { Optimize = false }.Fit(inputs, labels);
        Assert.True(fitted.Certificate.Converged);
        Matrix<double> expected = reference.Probabilities(inputs)!;
        Matrix<double> actual = fitted.Probabilities(inputs)!;
        for (int i = 0; i < 60; i++)
        {
            Assert.Equal(1, actual.Row(i).ToArray().Sum(), 1e-12);
            for (int c = 0; c < 3; c++)
            {
                Assert.Equal(expected[i, c], actual[i, c], tolerance);
            }
        }
    }

    [Fact]
    public void Batches_learn_hyperparameters_that_raise_the_bound_and_repeat_for_a_seed()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(400);
        var recipe = new VariationalClassifier(2.0 * new Rbf(1.0))
        {
            InducingCount = 30,
            BatchRows = 100,
            StartRows = 30,
            Epochs = 15,
            StochasticOptimizer = new Solvers.Optimisation.Adam { LearningRate = 0.03 },
        };
        FittedVariationalClassifier started = (recipe with { Epochs = 0 }).Fit(inputs, labels);
        FittedVariationalClassifier learnt = recipe.Fit(inputs, labels);
        Assert.True(learnt.Bound > started.Bound);
        Assert.True(learnt.Certificate.Converged);
        FittedVariationalClassifier again =
            recipe.Fit(inputs, labels, options: new ComputeOptions { Threads = 1 });
        Assert.Equal(learnt.Bound, again.Bound);
        Assert.NotEqual(learnt.Bound, (recipe with { Seed = 1 }).Fit(inputs, labels).Bound);
        int right = learnt.Predict(inputs).Zip(labels).Count(pair => pair.First == pair.Second);
        Assert.InRange(right, 320, 400);
    }

    [Fact]
    public void Too_few_passes_are_said_so()
    {
        (Points inputs, double[] labels) = ClassificationProblems.Wave(60);
        FittedVariationalClassifier fitted = new VariationalClassifier(20.0 * new Rbf(0.8))
        {
            Optimize = false,
            FinalPasses = 1,
            Tolerance = 1e-8,
        }.Fit(inputs, labels);
        Assert.False(fitted.Certificate.Converged);
        Assert.NotNull(fitted.Certificate.Remedy);
    }

    private static double Expect(
        IJointLikelihood likelihood, double target, double[] means, double[] variances, out double[] slopes,
        out double[] spread)
    {
        (slopes, spread) = (new double[means.Length], new double[means.Length]);
        return likelihood.Expect(target, means, variances, slopes, spread, out _);
    }

    // E log softmax on a product grid of three deviates.
    private static double LogSoftmax(int own, double[] means, double[] variances)
    {
        (double sum, double mass) = (0, 0);
        var values = new double[3];
        for (double s = -5; s <= 5; s += 0.25)
        {
            for (double t = -5; t <= 5; t += 0.25)
            {
                for (double u = -5; u <= 5; u += 0.25)
                {
                    (values[0], values[1], values[2]) = (
                        means[0] + (Math.Sqrt(variances[0]) * s),
                        means[1] + (Math.Sqrt(variances[1]) * t),
                        means[2] + (Math.Sqrt(variances[2]) * u));
                    double weight = Math.Exp(-0.5 * ((s * s) + (t * t) + (u * u)));
                    double chosen = values[own];
                    sum += weight * (chosen - NormalSoftmax.Apply(values));
                    mass += weight;
                }
            }
        }

        return sum / mass;
    }
}
