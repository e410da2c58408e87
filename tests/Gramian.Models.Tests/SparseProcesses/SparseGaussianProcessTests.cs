using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Landmarks;
using Gramian.Models.Regression;
using Gramian.Models.SparseProcesses;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Gramian.Solvers.Dense;

namespace Gramian.Models.Tests.SparseProcesses;

public sealed class SparseGaussianProcessTests
{
    // The reference prints ten decimals.
    private const double Printed = 5.1e-11;
    private static readonly Points Inputs = Points.FromColumn([0, 1, 2.5]);
    private static readonly double[] Targets = [0.3, -0.2, 1.1];
    private static readonly Points Queries = Points.FromColumn([0.5, 4]);

    private static SparseGaussianProcess Reference =>
        new(1.5 * new Rbf(0.8)) { NoiseVariance = 0.1, Optimize = false };

    [Fact]
    public void Bound_and_predictions_are_those_of_the_reference()
    {
        FittedSparseProcess fitted = (Reference with { InducingRule = new GivenLandmarks(Points.FromColumn([0, 2])) })
            .Fit(Inputs, Targets);
        Assert.Equal(-12.1118969276, fitted.Bound, Printed);
        Prediction prediction = fitted.Predict(Queries);
        AssertClose([0.1424018248, 0.038135529], prediction.Mean, Printed);
        AssertClose([0.5101518217, 1.497313044], prediction.LatentVariance!, Printed);
        AssertClose([0.6101518217, 1.597313044], prediction.Variance, Printed);
        Assert.InRange(fitted.Certificate.AchievedResidual, 0, 1e-14);
    }

    [Fact]
    public void At_the_inputs_the_bound_is_the_likelihood_and_the_predictions_are_exact()
    {
        FittedSparseProcess sparse = (Reference with { InducingRule = new GivenLandmarks(Inputs) })
            .Fit(Inputs, Targets);
        FittedGaussianProcess exact = new GaussianProcess(Reference.Kernel) { NoiseVariance = 0.1, Optimize = false }
            .Fit(Inputs, Targets);
        Assert.Equal(exact.LogMarginalLikelihood, sparse.Bound, 1e-13);
        AssertClose(exact.Predict(Queries).Mean, sparse.Predict(Queries).Mean, 1e-14);
        AssertClose(exact.Predict(Queries).Variance, sparse.Predict(Queries).Variance, 1e-14);
    }

    [Fact]
    public void The_search_starts_at_the_noise_of_the_largest_bound()
    {
        // Twelve inducing points for a rough function: what they cannot explain is noise to the bound, a hundred times
        // what there is.
        var random = new RandomStream(4);
        var x = new Matrix<double>(400, 2);
        var y = new double[400];
        for (int i = 0; i < 400; i++)
        {
            (x[i, 0], x[i, 1]) = (6 * random.NextDouble(), 6 * random.NextDouble());
            y[i] = (Math.Sin(3 * x[i, 0]) * Math.Cos(3 * x[i, 1])) + (0.05 * random.NextNormal());
        }

        var inputs = new Points(x);
        Points inducing = inputs.Select([.. Enumerable.Range(0, 12)]);
        Kernel kernel = new Rbf(0.6);
        var data = new RegressionData(
            inputs, Matrix<double>.FromRowMajor(400, 1, y), rowNoise: null, MeanFunction.Zero);
        using var system = new InducedSystem(data, 12, JitterPolicy.Default);
        double best = system.BestNoise(kernel, inducing, 1e-6, 100, null);
        Assert.InRange(best, 0.1, 1);
        double Bound(double noise)
        {
            Assert.True(system.TrySolve(kernel, noise, inducing, null));
            return system.Bound;
        }

        double top = Bound(best);
        Assert.True(top > Bound(best * 1.01) && top > Bound(best / 1.01));
        foreach (double other in new[] { 1e-6, 1e-4, 1e-2, 0.05, 5, 100 })
        {
            Assert.True(top > Bound(other), $"{other}");
        }
    }

    [Fact]
    public void The_bound_rises_with_every_inducing_point_and_never_passes_the_likelihood()
    {
        var random = new RandomStream(4);
        var x = new Matrix<double>(300, 1);
        var y = new double[300];
        for (int i = 0; i < 300; i++)
        {
            x[i, 0] = 10 * random.NextDouble();
            y[i] = Math.Sin(2 * x[i, 0]) + (0.2 * random.NextNormal());
        }

        var inputs = new Points(x);
        Kernel kernel = new Matern32(0.8);
        double exact = new GaussianProcess(kernel) { NoiseVariance = 0.04, Optimize = false }
            .Fit(inputs, y).LogMarginalLikelihood;
        double before = double.NegativeInfinity;
        foreach (int count in new[] { 5, 10, 20, 40, 80, 160, 300 })
        {
            Points nested = inputs.Select([.. Enumerable.Range(0, count)]);
            double bound = new SparseGaussianProcess(kernel)
            {
                NoiseVariance = 0.04, Optimize = false, InducingRule = new GivenLandmarks(nested),
            }.Fit(inputs, y).Bound;
            Assert.InRange(bound, before, exact + 1e-7);
            before = bound;
        }

        // At Z = X what is left is the rounding of a kernel matrix of condition 1e6 and more.
        Assert.Equal(exact, before, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_are_those_of_finite_differences(int targetCount)
    {
        (Points inputs, Matrix<double> targets) = Made(60, 3, targetCount);
        Kernel kernel = Kernel.Parse("1.3 * matern52(lengthscale=[1, 2, 0.7]) + 0.4 * rbf(lengthscale=1.5)");
        Points inducing = inputs.Select([0, 7, 13, 22, 31, 45]);
        var data = new RegressionData(inputs, targets, null, MeanFunction.Zero);
        using var system = new InducedSystem(data, inducing.Count, JitterPolicy.Never);
        Hyperparameter[] parameters = [.. kernel.Hyperparameters];
        double[] values = [.. parameters.Select(parameter => parameter.Value)];
        var gradient = new double[values.Length + 1];
        using var pointGradient = new Matrix<double>(inducing.Count, 3);
        Assert.True(system.TrySolve(kernel, 0.2, inducing, null));
        system.Gradient(kernel, 0.2, inducing, gradient, pointGradient, null);

        double Bound(Kernel k, double noise, Points z)
        {
            Assert.True(system.TrySolve(k, noise, z, null));
            return system.Bound;
        }

        for (int j = 0; j < values.Length; j++)
        {
            Assert.Equal(ParameterTransform.Log, parameters[j].Transform);
            AssertSlope(gradient[j], step =>
            {
                double[] moved = [.. values];
                moved[j] *= Math.Exp(step);
                return Bound(kernel.WithValues(moved), 0.2, inducing);
            });
        }

        AssertSlope(gradient[^1], step => Bound(kernel, 0.2 * Math.Exp(step), inducing));
        for (int i = 0; i < inducing.Count; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                AssertSlope(pointGradient[i, k], step =>
                {
                    Matrix<double> moved = inducing.Values.ToMatrix();
                    moved[i, k] += step;
                    return Bound(kernel, 0.2, new Points(moved));
                });
            }
        }
    }

    [Fact]
    public void Moving_the_inducing_points_raises_the_bound()
    {
        (Points inputs, Matrix<double> targets) = Made(200, 2, 1);
        var still = new SparseGaussianProcess(new Rbf(1.0)) { NoiseVariance = 0.1, InducingCount = 8, Restarts = 0 };
        FittedSparseProcess kept = still.Fit(inputs, targets);
        FittedSparseProcess moved = (still with { MovesInducingPoints = true }).Fit(inputs, targets);
        Assert.True(moved.Bound > kept.Bound + 1, $"{moved.Bound} is not above {kept.Bound}");
        Assert.True(moved.Optimization!.Iterations > 0);
        Assert.Equal(8, moved.InducingPoints.Count);
    }

    [Fact]
    public void With_all_inputs_the_search_ends_where_the_exact_one_does()
    {
        (Points inputs, Matrix<double> targets) = Made(120, 2, 1);
        Kernel kernel = new Matern52(Lengthscales.Ard);
        FittedGaussianProcess exact = new GaussianProcess(kernel) { Restarts = 0 }.Fit(inputs, targets);
        FittedSparseProcess sparse = new SparseGaussianProcess(kernel)
        {
            InducingCount = 120,
            Restarts = 0,
            Optimizer = new() { IterationLimit = 200, RelativeTolerance = 1e-9 },
        }.Fit(inputs, targets);
        Assert.Equal(exact.LogMarginalLikelihood, sparse.Bound, 1e-3);
        Assert.Equal(exact.NoiseVariance, sparse.NoiseVariance, 1e-3 * exact.NoiseVariance);
    }

    [Fact]
    public void Many_rows_start_from_a_search_on_few()
    {
        (Points inputs, Matrix<double> targets) = Made(700, 2, 1);
        var recipe = new SparseGaussianProcess(new Rbf(Lengthscales.Ard))
        {
            InducingCount = 60, StartRows = 100, Restarts = 1,
        };
        FittedSparseProcess fitted = recipe.Fit(inputs, targets);
        Assert.True(fitted.Certificate.Converged);

        // The noise of the data is 0.1; the bound inflates it a little.
        Assert.InRange(Math.Sqrt(fitted.NoiseVariance), 0.09, 0.13);
    }

    [Fact]
    public void Repeated_inducing_points_need_jitter_and_say_so()
    {
        var twice = new GivenLandmarks(Points.FromColumn([0, 0, 2]));
        FittedSparseProcess fitted = (Reference with { InducingRule = twice }).Fit(Inputs, Targets);
        Assert.True(fitted.Certificate.Jitter > 0);
        Assert.NotNull(fitted.Certificate.Remedy);

        // The jitter is 1e-10 of the diagonal: the repeated point changes no more than that, magnified.
        Assert.Equal(-12.1118969276, fitted.Bound, 1e-7);
        Assert.Throws<SolverException>(() => (Reference with
        {
            InducingRule = twice,
            Jitter = JitterPolicy.Never,
        }).Fit(Inputs, Targets));
    }

    [Fact]
    public void Refuses_what_it_cannot_use()
    {
        Assert.Contains("positive", Assert.Throws<ArgumentException>(
            () => (Reference with { NoiseVariance = 0 }).Fit(Inputs, Targets)).Message);
        Assert.Contains("columns", Assert.Throws<ArgumentException>(
            () => (Reference with { InducingRule = new GivenLandmarks(Points.FromRows(new double[,] { { 1, 2 } })) })
                .Fit(Inputs, Targets)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Reference with { InducingCount = 0 });
        Assert.Throws<NotSupportedException>(() => (Reference with
        {
            Kernel = new Matern12(1.0),
            Optimize = true,
            MovesInducingPoints = true,
        }).Fit(Inputs, Targets));
    }

    internal static (Points Inputs, Matrix<double> Targets) Made(int rows, int dimension, int targetCount)
    {
        var random = new RandomStream(11);
        var x = new Matrix<double>(rows, dimension);
        var y = new Matrix<double>(rows, targetCount);
        for (int i = 0; i < rows; i++)
        {
            random.FillNormal(x.Row(i));
            for (int o = 0; o < targetCount; o++)
            {
                y[i, o] = Math.Sin(x[i, 0] + o) + (0.5 * x[i, dimension - 1]) + (0.1 * random.NextNormal());
            }
        }

        return (new Points(x), y);
    }

    // Fourth-order differences of a step of 1e-3: truncation and rounding both stay below 1e-8 of the size.
    internal static void AssertSlope(double slope, Func<double, double> value)
    {
        double expected = ((8 * (value(1e-3) - value(-1e-3))) - (value(2e-3) - value(-2e-3))) / 12e-3;
        Assert.Equal(expected, slope, 1e-7 * (1 + Math.Abs(expected)));
    }

    internal static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
