using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Priors;
using Gramian.Kernels.Stationary;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;

namespace Gramian.Models.Tests.Regression;

public sealed class GaussianProcessTests
{
    public static TheoryData<MeanFunction> Means => [MeanFunction.Zero, MeanFunction.Constant, MeanFunction.Linear];

    [Theory]
    [MemberData(nameof(Means))]
    public void Closed_form_leave_one_out_equals_explicit_refits(MeanFunction mean)
    {
        (Points inputs, double[] targets) = Problem(14);
        GaussianProcess recipe = Fixed(mean);
        LeaveOneOut left = recipe.Fit(inputs, targets).LeaveOneOut();
        for (int i = 0; i < inputs.Count; i++)
        {
            int[] rest = [.. Enumerable.Range(0, inputs.Count).Where(row => row != i)];
            Prediction without = recipe.Fit(inputs.Select(rest), [.. rest.Select(row => targets[row])])
                .Predict(inputs.Select([i]));
            Assert.Equal(without.Mean[0], left.Prediction.Mean[i], 1e-12);
            Assert.Equal(without.Variance[0], left.Prediction.Variance[i], 1e-12);
            Assert.Equal(without.LatentVariance![0], left.Prediction.LatentVariance![i], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Means))]
    public void Conditioning_on_new_rows_equals_fitting_them_all(MeanFunction mean)
    {
        (Points inputs, double[] targets) = Problem(40);
        GaussianProcess recipe = Fixed(mean);
        int[] first = [.. Enumerable.Range(0, 33)];
        int[] last = [.. Enumerable.Range(33, 7)];
        FittedGaussianProcess all = recipe.Fit(inputs, targets);
        FittedGaussianProcess grown = recipe
            .Fit(inputs.Select(first), targets.AsSpan(0, 33))
            .Condition(inputs.Select(last[..1]), targets.AsSpan(33, 1))
            .Condition(inputs.Select(last[1..]), targets.AsSpan(34));
        Assert.Equal(all.LogMarginalLikelihood, grown.LogMarginalLikelihood, 1e-10);
        (Prediction expected, Prediction actual) = (all.Predict(inputs), grown.Predict(inputs));
        for (int i = 0; i < inputs.Count; i++)
        {
            Assert.Equal(expected.Mean[i], actual.Mean[i], 1e-11);
            Assert.Equal(expected.Variance[i], actual.Variance[i], 1e-11);
        }

        Assert.InRange(grown.Certificate.AchievedResidual, 0, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Means))]
    public void The_gradient_of_the_likelihood_is_that_of_differences(MeanFunction mean)
    {
        (Points inputs, double[] targets) = Problem(25);
        var both = new Matrix<double>(25, 2);
        for (int i = 0; i < 25; i++)
        {
            (both[i, 0], both[i, 1]) = (targets[i], Math.Cos(3 * targets[i]));
        }

        GaussianProcess recipe = Fixed(mean) with
        {
            Kernel = new Matern52(Lengthscales.PerCoordinate([0.7, 1.9]), 1.4),
            RowNoise = [.. Enumerable.Range(0, 25).Select(i => 0.01 * i)],
        };
        using var likelihood = new MarginalLikelihood(recipe, inputs, both);
        double[] values = [.. likelihood.Kernel.Hyperparameters.Select(p => p.Value), likelihood.NoiseVariance];
        var gradient = new double[values.Length];
        likelihood.Evaluate(likelihood.Kernel, likelihood.NoiseVariance, gradient);
        double At(int k, double step)
        {
            double[] moved = [.. values];
            moved[k] *= Math.Exp(step);
            return likelihood.Evaluate(likelihood.Kernel.WithValues(moved.AsSpan()[..^1]), moved[^1], default);
        }

        for (int k = 0; k < values.Length; k++)
        {
            // Central differences of step 1e-5 are good to about 1e-9 of the likelihood's curvature.
            Assert.Equal((At(k, 1e-5) - At(k, -1e-5)) / 2e-5, gradient[k], 1e-6);
        }
    }

    [Fact]
    public void A_restricted_likelihood_does_not_depend_on_the_units_of_the_inputs()
    {
        (Points inputs, double[] targets) = Problem(20);
        var scaled = inputs.Values.ToMatrix();
        for (int i = 0; i < 20; i++)
        {
            scaled[i, 0] = (1000 * scaled[i, 0]) + 77;
            scaled[i, 1] = (1000 * scaled[i, 1]) - 5;
        }

        GaussianProcess recipe = Fixed(MeanFunction.Linear);
        double expected = recipe.Fit(inputs, targets).LogMarginalLikelihood;
        GaussianProcess stretched = recipe with { Kernel = new Rbf(900, 1.7) };
        double actual = stretched.Fit(new Points(scaled), targets).LogMarginalLikelihood;
        Assert.Equal(expected, actual, 1e-8);
    }

    [Fact]
    public void The_search_ends_where_the_gradient_vanishes_or_a_bound_holds()
    {
        (Points inputs, double[] targets) = Problem(60);
        FittedGaussianProcess fitted = GaussianProcess.Default(2).Fit(inputs, targets);
        Assert.NotNull(fitted.Optimization);
        Assert.True(fitted.Optimization.Converged, fitted.Optimization.Message);
        Assert.InRange(fitted.Optimization.ProjectedGradientNorm, 0, 0.05);
        FittedGaussianProcess other = Fixed(MeanFunction.Constant).Fit(inputs, targets);
        Assert.True(fitted.LogMarginalLikelihood >= other.LogMarginalLikelihood);
    }

    [Fact]
    public void The_search_repeats_itself_exactly()
    {
        (Points inputs, double[] targets) = Problem(40);
        FittedGaussianProcess one = GaussianProcess.Default(2).Fit(inputs, targets);
        FittedGaussianProcess two = GaussianProcess.Default(2).Fit(inputs, targets, new ComputeOptions { Threads = 3 });
        Assert.Equal(one.Kernel.ToString(), two.Kernel.ToString());
        Assert.Equal(one.NoiseVariance, two.NoiseVariance);
    }

    [Fact]
    public void A_fit_at_the_fitted_values_restores_the_model_to_the_bit()
    {
        (Points inputs, double[] targets) = Problem(40);
        FittedGaussianProcess fitted = GaussianProcess.Default(2).Fit(inputs, targets);
        FittedGaussianProcess restored = (fitted.Recipe with
        {
            Kernel = Kernel.Parse(fitted.Kernel.ToString()),
            NoiseVariance = fitted.NoiseVariance,
            Optimize = false,
        }).Fit(inputs, targets);
        Assert.Equal(fitted.Predict(inputs).Mean, restored.Predict(inputs).Mean);
        Assert.Equal(fitted.Predict(inputs).Variance, restored.Predict(inputs).Variance);
    }

    [Fact]
    public void A_tight_prior_holds_a_hyperparameter()
    {
        (Points inputs, double[] targets) = Problem(40);
        var rule = new HyperparameterRule { Prior = new LogNormalPrior(5, 1e-3) };
        GaussianProcess recipe = new(new Rbf(1)) { Rules = Rule("lengthscale", rule) };
        Assert.Equal(5, ((Rbf)recipe.Fit(inputs, targets).Kernel).Lengthscale.Values[0], 0.05);
    }

    [Fact]
    public void A_fixed_noise_variance_stays_and_a_bound_is_reported()
    {
        (Points inputs, double[] targets) = Problem(40);
        GaussianProcess recipe = new(new Rbf(1))
        {
            NoiseVariance = 0.3,
            Rules = Rule(GaussianProcess.NoiseName, new HyperparameterRule { Fixed = true })
                .Add("lengthscale", new HyperparameterRule { Upper = 0.05 }),
        };
        FittedGaussianProcess fitted = recipe.Fit(inputs, targets);
        Assert.Equal(0.3, fitted.NoiseVariance);
        Assert.Equal(["lengthscale (upper)"], fitted.AtBounds);
    }

    [Fact]
    public void Row_noise_acts_like_noise_of_that_row()
    {
        (Points inputs, double[] targets) = Problem(20);
        ImmutableArray<double> rows = [.. Enumerable.Repeat(0.25, 20)];
        GaussianProcess plain = Fixed(MeanFunction.Zero) with { NoiseVariance = 0.3 };
        GaussianProcess split = Fixed(MeanFunction.Zero) with { NoiseVariance = 0.05, RowNoise = rows };
        (FittedGaussianProcess a, FittedGaussianProcess b) = (plain.Fit(inputs, targets), split.Fit(inputs, targets));
        Assert.Equal(a.LogMarginalLikelihood, b.LogMarginalLikelihood, 1e-12);
        Assert.Equal(a.Predict(inputs).Mean[3], b.Predict(inputs).Mean[3], 1e-12);
    }

    [Fact]
    public void Jitter_is_used_only_when_needed_and_is_reported()
    {
        Points twice = Points.FromColumn([0, 0, 1, 1]);
        FittedGaussianProcess fitted = new GaussianProcess(new Rbf(1)) { NoiseVariance = 0, Optimize = false }
            .Fit(twice, [1, 1, 0, 0]);
        Assert.InRange(fitted.Certificate.JitterRelative, 1e-10, 1e-4);
        Assert.Equal(fitted.Certificate.JitterRelative, fitted.Certificate.Jitter, 1e-16);   // the diagonal is 1
        Assert.NotNull(fitted.Certificate.Remedy);
        GaussianProcess strict = new(new Rbf(1))
        {
            NoiseVariance = 0, Optimize = false, Jitter = Solvers.Dense.JitterPolicy.Never,
        };
        SolverException refusal = Assert.Throws<SolverException>(() => strict.Fit(twice, [1, 1, 0, 0]));
        Assert.False(refusal.Certificate.Converged);
    }

    [Fact]
    public void Samples_have_the_mean_and_the_covariance_of_the_posterior()
    {
        (Points inputs, double[] targets) = Problem(12);
        FittedGaussianProcess fitted = Fixed(MeanFunction.Constant).Fit(inputs, targets);
        Points queries = Points.FromRows(new[,] { { 0.1, 0.2 }, { 0.3, 0.1 }, { 2, 2 } });
        JointPrediction joint = fitted.PredictJoint(queries);
        Prediction single = fitted.Predict(queries);
        const int Count = 20_000;
        Matrix<double> samples = joint.Sample(Count, new RandomStream(3));
        for (int a = 0; a < 3; a++)
        {
            Assert.Equal(single.LatentVariance![a], joint.Covariance[a, a], 1e-12);
            for (int b = 0; b < 3; b++)
            {
                double product = Enumerable.Range(0, Count)
                    .Average(s => (samples[s, a] - joint.Means[a, 0]) * (samples[s, b] - joint.Means[b, 0]));

                // Four standard errors of a product of two normals.
                double error = 4 * Math.Sqrt(2 * joint.Covariance[a, a] * joint.Covariance[b, b] / Count);
                Assert.Equal(joint.Covariance[a, b], product, error);
            }
        }
    }

    [Fact]
    public void Fewer_rows_than_inputs_are_fitted_with_a_constant_mean_and_refused_with_a_linear_one()
    {
        var wide = new Matrix<double>(3, 6);
        var random = new RandomStream(1);
        for (int i = 0; i < 3; i++)
        {
            random.FillNormal(wide.Row(i));
        }

        FittedGaussianProcess fitted = GaussianProcess.Default(6).Fit(new Points(wide), [1, 2, 3]);
        Assert.All(fitted.Predict(new Points(wide)).Mean, value => Assert.InRange(value, 0.9, 3.1));
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => Fixed(MeanFunction.Linear).Fit(new Points(wide), [1, 2, 3]));
        Assert.Contains("linear mean", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_restricted_likelihood_is_the_density_of_contrasts()
    {
        // Without a kernel to speak of the contrasts are white: −½ Σ(y − ȳ)² − ½ (n − 1) log 2π, with Σ = 14.
        GaussianProcess recipe = new(1e-14 * new Rbf(1))
        {
            NoiseVariance = 1, Optimize = false, Mean = MeanFunction.Constant,
        };
        FittedGaussianProcess fitted = recipe.Fit(Points.FromColumn([0, 5, 10, 15]), [1, 2, 3, 6]);
        Assert.Equal(-7 - (1.5 * Math.Log(2 * Math.PI)), fitted.LogMarginalLikelihood, 1e-10);
    }

    [Fact]
    public void With_a_prior_the_search_ends_at_the_summit_of_the_posterior()
    {
        (Points inputs, double[] targets) = Problem(25);
        var prior = new GammaPrior(30, 6);
        GaussianProcess recipe = Fixed(MeanFunction.Zero) with
        {
            Optimize = true,
            Rules = Rule("lengthscale", new HyperparameterRule { Prior = prior })
                .Add("variance", new HyperparameterRule { Fixed = true })
                .Add(GaussianProcess.NoiseName, new HyperparameterRule { Fixed = true }),
        };
        FittedGaussianProcess fitted = recipe.Fit(inputs, targets);
        using var likelihood = new MarginalLikelihood(
            recipe, inputs, Matrix<double>.FromRowMajor(targets.Length, 1, targets));
        int at = fitted.Kernel.Hyperparameters.ToList().FindIndex(p => p.Name.Contains("lengthscale"));
        double[] values = [.. fitted.Kernel.Hyperparameters.Select(parameter => parameter.Value)];
        double Posterior(double factor)
        {
            double[] moved = [.. values];
            moved[at] *= factor;
            return likelihood.Evaluate(fitted.Kernel.WithValues(moved), fitted.NoiseVariance, [])
                + prior.LogDensity(moved[at]);
        }

        double slope = (Posterior(1.0001) - Posterior(1 / 1.0001)) / (2 * Math.Log(1.0001));
        Assert.Equal(0, slope, 1e-3);
    }

    [Fact]
    public void Leaving_out_a_row_leaves_its_own_noise_out_of_the_latent_variance()
    {
        (Points inputs, double[] targets) = Problem(12);
        GaussianProcess recipe = Fixed(MeanFunction.Zero) with
        {
            RowNoise = [.. Enumerable.Range(0, 12).Select(i => 0.1 * (i + 1))],
        };
        int[] others = [.. Enumerable.Range(1, 11)];
        FittedGaussianProcess without = ((GaussianProcess)recipe.ForRows(others)).Fit(
            inputs.Select(others), [.. others.Select(i => targets[i])]);
        Prediction explicitly = without.Predict(inputs.Select([0]));
        Prediction closed = recipe.Fit(inputs, targets).LeaveOneOut().Prediction;
        Assert.Equal(explicitly.LatentVariance![0], closed.LatentVariance![0], 1e-12);
        Assert.Equal(explicitly.Variance[0] + 0.1, closed.Variance[0], 1e-12);
    }

    [Fact]
    public void A_row_that_alone_determines_the_mean_cannot_be_left_out() => Assert.Throws<InvalidOperationException>(
        () => Fixed(MeanFunction.Constant).Fit(Points.FromColumn([1]), [2]).LeaveOneOut());

    [Fact]
    public void A_linear_mean_recovers_a_plane_in_the_units_of_the_inputs()
    {
        (Points inputs, _) = Problem(30);
        double At(int i) => 4 + (2 * inputs.Values[i, 0]) - (3 * inputs.Values[i, 1]);
        double[] plane = [.. Enumerable.Range(0, 30).Select(At)];
        double[] coefficients = Fixed(MeanFunction.Linear).Fit(inputs, plane).MeanCoefficients();
        Assert.Equal(4, coefficients[0], 1e-10);
        Assert.Equal(2, coefficients[1], 1e-10);
        Assert.Equal(-3, coefficients[2], 1e-10);
    }

    private static ImmutableDictionary<string, HyperparameterRule> Rule(string name, HyperparameterRule rule) =>
        ImmutableDictionary<string, HyperparameterRule>.Empty.Add(name, rule);

    private static GaussianProcess Fixed(MeanFunction mean) =>
        new(new Rbf(0.9, 1.7)) { NoiseVariance = 0.2, Optimize = false, Mean = mean };

    private static (Points Inputs, double[] Targets) Problem(int rows)
    {
        var random = new RandomStream(11);
        var x = new Matrix<double>(rows, 2);
        var y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            random.FillNormal(x.Row(i));
            y[i] = 2 + Math.Sin(2 * x[i, 0]) + (0.5 * x[i, 1]) + (0.2 * random.NextNormal());
        }

        return (new Points(x), y);
    }
}
