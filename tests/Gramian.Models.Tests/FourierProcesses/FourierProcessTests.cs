using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.FourierProcesses;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Krylov;

namespace Gramian.Models.Tests.FourierProcesses;

public sealed class FourierProcessTests
{
    [Theory]
    [InlineData("rbf(lengthscale=0.2)", 1, 1e-9)]
    [InlineData("rbf(lengthscale=0.1)", 1, 1e-6)]
    [InlineData("2 * rbf(lengthscale=[0.3, 0.6])", 2, 1e-8)]
    [InlineData("matern52(lengthscale=0.5)", 1, 1e-7)]
    [InlineData("matern52(lengthscale=0.8)", 2, 1e-3)]
    [InlineData("rbf(lengthscale=0.3) + 0.5 * matern52(lengthscale=2)", 1, 1e-6)]
    [InlineData("rbf(lengthscale=0.8)", 3, 1e-4)]
    public void Agrees_with_the_exact_process(string text, int dimension, double tolerance)
    {
        const double Noise = 0.05;
        Kernel kernel = Kernel.Parse(text);
        (Points inputs, double[] targets) = Problem(500, dimension);
        Points queries = new(Uniform(20, dimension, 77));
        (double[] means, double[] variances) = Exact(kernel, inputs, targets, queries, Noise);
        FittedFourierProcess fitted = new FourierProcess(kernel, Noise) { Tolerance = tolerance }.Fit(inputs, targets);
        Prediction prediction = fitted.Predict(queries);
        Assert.True(fitted.Certificate.Converged);
        Assert.InRange(fitted.Certificate.AchievedResidual, 0, 1e-8);

        // A kernel within ε moves the mean by up to n ε/σ² of the targets and in practice by a few ε; the solver adds
        // its tolerance over the least eigenvalue, in units of the projected targets.
        double allowed = (100 * tolerance) + 1e-6;
        for (int i = 0; i < queries.Count; i++)
        {
            Assert.Equal(means[i], prediction.Mean[i], allowed);
            Assert.Equal(variances[i], prediction.LatentVariance![i], allowed);
            Assert.Equal(prediction.LatentVariance[i] + Noise, prediction.Variance[i], 1e-14);
        }
    }

    [Fact]
    public void A_hundred_thousand_rows_give_what_any_block_of_them_gives_together()
    {
        // With a noise variance n times larger, a fit of means of blocks of n equal inputs is the same fit.
        (Points inputs, double[] targets) = Problem(1000, 1);
        int[] repeated = [.. Enumerable.Range(0, 100_000).Select(i => i % 1000)];
        double[] many = [.. repeated.Select(i => targets[i])];
        Kernel kernel = Kernel.Parse("rbf(lengthscale=0.3)");
        Points queries = new(Uniform(50, 1, 3));
        Matrix<double> whole = new FourierProcess(kernel, 5).Fit(inputs.Select(repeated), many).PredictMeans(queries);
        Matrix<double> blocks = new FourierProcess(kernel, 0.05).Fit(inputs, targets).PredictMeans(queries);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(blocks[i, 0], whole[i, 0], 1e-6);
        }
    }

    [Fact]
    public void Variances_by_solves_are_those_of_the_factor()
    {
        (Points inputs, double[] targets) = Problem(400, 2);
        var recipe = new FourierProcess(Kernel.Parse("rbf(lengthscale=0.5)"), 0.05) { Tolerance = 1e-4 };
        Points queries = new(Uniform(10, 2, 8));
        double[] expected = recipe.Fit(inputs, targets).Predict(queries).Variance;
        double[] actual = (recipe with { DenseLimit = 0 }).Fit(inputs, targets).Predict(queries).Variance;
        for (int i = 0; i < 10; i++)
        {
            // The solves are good to 1e−8 of a feature vector of length 1.
            Assert.Equal(expected[i], actual[i], 1e-7);
        }
    }

    [Fact]
    public void Several_targets_share_what_one_has()
    {
        (Points inputs, double[] targets) = Problem(300, 2);
        var both = new Matrix<double>(300, 2);
        for (int i = 0; i < 300; i++)
        {
            (both[i, 0], both[i, 1]) = (targets[i], -3 * targets[i]);
        }

        var recipe = new FourierProcess(Kernel.Parse("rbf(lengthscale=0.4) + 0.02 * white"), 0.03);
        Points queries = new(Uniform(5, 2, 1));
        Prediction one = recipe.Fit(inputs, targets).Predict(queries);
        FittedFourierProcess fitted = recipe.Fit(inputs, both);
        Prediction two = fitted.Predict(queries);
        Assert.Equal(0.05, fitted.NoiseVariance, 1e-15);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(one.Mean[i], two.Means[i, 0], 1e-7);
            Assert.Equal(-3 * one.Mean[i], two.Means[i, 1], 3e-7);
            Assert.Equal(one.Variance[i], two.Variances[i, 1], 1e-12);
        }
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        (Points inputs, double[] targets) = Problem(9000, 2);
        var recipe = new FourierProcess(Kernel.Parse("rbf(lengthscale=0.5)"), 0.1) { Tolerance = 1e-4 };
        Points queries = new(Uniform(5, 2, 1));
        var one = new ComputeOptions { Threads = 1 };
        var three = new ComputeOptions { Threads = 3 };
        Prediction first = recipe.Fit(inputs, targets, one).Predict(queries, one);
        Prediction other = recipe.Fit(inputs, targets, three).Predict(queries, three);
        Assert.Equal(first.Mean, other.Mean);
        Assert.Equal(first.Variance, other.Variance);
    }

    [Fact]
    public void A_solve_that_misses_its_tolerance_says_so()
    {
        (Points inputs, double[] targets) = Problem(300, 1);
        var recipe = new FourierProcess(Kernel.Parse("rbf(lengthscale=0.1)"), 1e-3)
        {
            DenseLimit = 0,
            Solver = new ConjugateGradient { RelativeTolerance = 1e-12, IterationLimit = 2 },
        };
        FittedFourierProcess fitted = recipe.Fit(inputs, targets);
        Assert.False(fitted.Certificate.Converged);
        Assert.NotNull(fitted.Certificate.Remedy);
        Assert.Throws<SolverException>(() => fitted.Predict(inputs.Select([0])));
    }

    [Fact]
    public void Degenerate_data_are_fitted()
    {
        var recipe = new FourierProcess(Kernel.Parse("rbf"), 0.5);
        double[] three = [3], twice = [3, 1];
        Points one = Points.FromColumn(three);
        Assert.Equal(3 / 1.5, recipe.Fit(one, three).Predict(one).Mean[0], 1e-5);
        Assert.Equal(4 / 2.5, recipe.Fit(one.Select([0, 0]), twice).PredictMeans(one)[0, 0], 1e-5);
        Assert.Equal(0, recipe.Fit(one, three).Predict(one.Select([])).Count);
    }

    [Fact]
    public void Refuses_what_it_cannot_do_with_a_reason()
    {
        (Points inputs, double[] targets) = Problem(50, 1);
        var recipe = new FourierProcess(Kernel.Parse("rbf(lengthscale=0.2)"), 0.1);
        FittedFourierProcess fitted = recipe.Fit(inputs, targets);
        double[] far = [0.5, 7];
        ArgumentException outside = Assert.Throws<ArgumentException>(() => fitted.Predict(Points.FromColumn(far)));
        Assert.Contains("row 1 was 7", outside.Message);
        Assert.Throws<ArgumentException>(() => fitted.Predict(new Points(Uniform(2, 2, 1))));
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs, targets.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => recipe.Fit(new Points(Uniform(50, 4, 1)), targets));
        Assert.Throws<NotSupportedException>(
            () => (recipe with { Kernel = Kernel.Parse("linear") }).Fit(inputs, targets));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierProcess(recipe.Kernel, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { Tolerance = 1 });
        var cancelled = new ComputeOptions { CancellationToken = new CancellationToken(canceled: true) };
        Assert.ThrowsAny<OperationCanceledException>(() => recipe.Fit(inputs, targets, cancelled));
    }

    private static (Points Inputs, double[] Targets) Problem(int count, int dimension)
    {
        var random = new RandomStream(4);
        Matrix<double> inputs = Uniform(count, dimension, 5);
        double[] targets = new double[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = Math.Sin(7 * inputs[i, 0]) + (dimension > 1 ? inputs[i, 1] : 0) + (0.2 * random.NextNormal());
        }

        return (new Points(inputs), targets);
    }

    private static Matrix<double> Uniform(int count, int dimension, ulong seed)
    {
        var random = new RandomStream(seed);
        var values = new Matrix<double>(count, dimension);
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < dimension; k++)
            {
                values[i, k] = random.NextDouble();
            }
        }

        return values;
    }

    private static (double[] Means, double[] Variances) Exact(
        Kernel kernel, Points inputs, double[] targets, Points queries, double noise)
    {
        Matrix<double> gram = kernel.GramMatrix(inputs);
        for (int i = 0; i < gram.Rows; i++)
        {
            gram[i, i] += noise;
        }

        IFactorization factor = new CholeskySolver().Prepare(new DenseOperator(gram, Structure.PositiveDefinite));
        double[] weights = new double[inputs.Count], means = new double[queries.Count];
        factor.Solve(targets, weights);
        Matrix<double> cross = kernel.CrossMatrix(inputs, queries);
        var solved = new Matrix<double>(inputs.Count, queries.Count);
        factor.Solve(cross, solved);
        double[] variances = new double[queries.Count];
        kernel.FillDiagonal(queries, variances);
        for (int j = 0; j < queries.Count; j++)
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                means[j] += cross[i, j] * weights[i];
                variances[j] -= cross[i, j] * solved[i, j];
            }
        }

        return (means, variances);
    }
}
