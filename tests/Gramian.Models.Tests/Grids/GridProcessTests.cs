using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Grids;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Tests.Grids;

/// <summary>On small grids everything is compared with the exact process by Cholesky.</summary>
public sealed class GridProcessTests
{
    public static TheoryData<string, int> Cases => new()
    {
        { "1.3 * matern52(lengthscale=0.4)", 1 },
        { "rbf(lengthscale=0.3) + 0.5 * matern12(lengthscale=1)", 1 },
        { "0.7 * rbf(lengthscale=[0.5, 0.8])", 2 },
        { "1.2 * rbf(lengthscale=[0.5, 0.8, 0.4])", 3 },
        { "laplacian(lengthscale=[0.9, 0.6])", 2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Has_the_answers_of_Cholesky(string text, int dimension)
    {
        (Points inputs, double[] targets) = Problem(dimension);
        Kernel kernel = Kernel.Parse(text);
        FittedGaussianProcess exact = new GaussianProcess(kernel) { NoiseVariance = 0.05, Optimize = false }
            .Fit(inputs, targets);
        FittedGridProcess grid = new GridProcess(kernel) { NoiseVariance = 0.05, Optimize = false }
            .Fit(inputs, targets);
        Assert.True(grid.Certificate.Converged, grid.Certificate.Remedy);
        Assert.Equal(exact.LogMarginalLikelihood, grid.LogMarginalLikelihood, 1e-8);
        var queries = new Points(WorkloadRandom.UniformMatrix(8, 40, dimension));
        Prediction expected = exact.Predict(queries);
        Prediction actual = grid.Predict(queries);
        LeaveOneOut left = exact.LeaveOneOut();
        LeaveOneOut right = grid.LeaveOneOut();
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(expected.Mean[i], actual.Mean[i], 1e-7);
            Assert.Equal(expected.Variance[i], actual.Variance[i], 1e-8);
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            Assert.Equal(left.Prediction.Mean[i], right.Prediction.Mean[i], 1e-7);
            Assert.Equal(left.Prediction.Variance[i], right.Prediction.Variance[i], 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_the_slope_of_the_likelihood(string text, int dimension)
    {
        (Points inputs, double[] targets) = Problem(dimension);
        PointLattice lattice = PointLattice.Find(inputs)!;
        Kernel kernel = Kernel.Parse(text);
        GridSystem system = GridFit.SystemFor(lattice, lattice.ToGrid(targets), 1e-12);
        double Value(Kernel at, double noise)
        {
            Assert.True(system.TrySolve(at, noise, null));
            return system.LogMarginalLikelihood;
        }

        double[] values = [.. kernel.Hyperparameters.Select(parameter => parameter.Value)];
        var gradient = new double[values.Length + 1];
        _ = Value(kernel, 0.05);
        system.Gradient(kernel, 0.05, gradient, null);
        const double Step = 1e-4;
        for (int j = 0; j <= values.Length; j++)
        {
            double At(double change)
            {
                double[] moved = [.. values];
                if (j < moved.Length)
                {
                    moved[j] *= Math.Exp(change);
                }

                return Value(kernel.WithValues(moved), j < moved.Length ? 0.05 : 0.05 * Math.Exp(change));
            }

            double expected = (At(Step) - At(-Step)) / (2 * Step);
            Assert.Equal(expected, gradient[j], 1e-4 * (1 + Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData("matern52(lengthscale=ard)", 1)]
    [InlineData("rbf(lengthscale=ard)", 2)]
    public void The_search_ends_where_that_of_Cholesky_ends(string text, int dimension)
    {
        (Points inputs, double[] targets) = Problem(dimension);
        FittedGaussianProcess exact = new GaussianProcess(Kernel.Parse(text)).Fit(inputs, targets);
        FittedGridProcess grid = new GridProcess(Kernel.Parse(text)).Fit(inputs, targets);
        Assert.NotNull(grid.Optimization);
        Assert.True(
            grid.LogMarginalLikelihood > exact.LogMarginalLikelihood - 1e-3,
            $"{grid.LogMarginalLikelihood} against {exact.LogMarginalLikelihood}");
    }

    [Fact]
    public void A_long_series_takes_no_square()
    {
        const int Count = 60_000;
        var inputs = new Matrix<double>(Count, 1);
        var targets = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            inputs[i, 0] = 0.001 * i;
            targets[i] = Math.Sin(3 * inputs[i, 0]) + (0.3 * WorkloadRandom.Normal(3, (ulong)i));
        }

        FittedGridProcess fitted = new GridProcess(Kernel.Parse("matern52(lengthscale=0.5)"))
        {
            NoiseVariance = 0.09, Optimize = false,
        }.Fit(new Points(inputs), targets);
        Assert.True(fitted.Certificate.Converged, fitted.Certificate.Remedy);
        LeaveOneOut left = fitted.LeaveOneOut();
        double error = Math.Sqrt(left.Residuals().Average(value => value * value));
        Assert.InRange(error, 0.29, 0.31);
        Assert.Equal(Math.Sin(3.0), fitted.Predict(Points.FromColumn([1.0])).Mean[0], 0.1);
    }

    [Fact]
    public void Finds_grids_and_nothing_else()
    {
        (Points plane, _) = Problem(2);
        PointLattice lattice = PointLattice.Find(plane)!;
        Assert.False(lattice.IsRegularLine);
        Assert.Equal(plane.Count, lattice.Grid.Count);
        Points back = lattice.Grid.ToPoints();
        for (int i = 0; i < plane.Count; i++)
        {
            Assert.Equal(plane.Values[i, 0], back.Values[lattice.Places[i], 0], 1e-9);
            Assert.Equal(plane.Values[i, 1], back.Values[lattice.Places[i], 1], 1e-9);
        }

        Assert.True(PointLattice.Find(Points.FromColumn([3, 1, 2, 0]))!.IsRegularLine);
        Assert.False(PointLattice.Find(Points.FromColumn([3, 1, 2, 0.5]))!.IsRegularLine);
        Assert.Null(PointLattice.Find(Points.FromColumn([3, 1, 1])));
        Assert.Null(PointLattice.Find(plane.Select([.. Enumerable.Range(1, plane.Count - 1)])));
        Assert.Null(PointLattice.Find(new Points(WorkloadRandom.UniformMatrix(1, 100, 2))));
    }

    [Fact]
    public void Refuses_what_it_does_not_serve()
    {
        (Points plane, double[] targets) = Problem(2);
        Assert.Throws<ArgumentException>(() => new GridProcess(Kernel.Parse("matern52(lengthscale=1)"))
            .Fit(plane, targets));
        Assert.Throws<ArgumentException>(() => new GridProcess(Kernel.Parse("rbf(lengthscale=1)"))
            .Fit(plane.Select([0, 1, 2]), targets.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => new GridProcess(Kernel.Parse("rbf(lengthscale=1)"))
        {
            NoiseVariance = 0, Optimize = false,
        }.Fit(plane, targets));
    }

    // A grid whose rows are mixed, equally spaced on a line alone.
    [Fact]
    public void The_residual_is_relative_to_the_targets()
    {
        // A power of two changes no digit of a factorisation that is linear in the targets.
        (Points inputs, double[] targets) = Problem(2);
        GridProcess recipe = new(new Rbf(0.5)) { NoiseVariance = 0.1, Optimize = false };
        double plain = recipe.Fit(inputs, targets).Certificate.AchievedResidual;
        double large = recipe.Fit(inputs, Array.ConvertAll(targets, y => 1048576 * y)).Certificate.AchievedResidual;
        Assert.InRange(plain, double.Epsilon, 1e-12);
        Assert.Equal(plain, large);
    }

    [Fact]
    public void The_search_begins_at_the_likeliest_of_several_sizes()
    {
        // Sixty waves on a line: from the size of the data alone one step of the search cannot get there.
        double[] axis = [.. Enumerable.Range(0, 600).Select(i => i / 600.0)];
        double[] targets = Array.ConvertAll(axis, x => Math.Sin(2 * Math.PI * 60 * x));
        FittedGridProcess fitted = new GridProcess(Kernel.Parse("rbf"))
        {
            Optimizer = new Lbfgsb { IterationLimit = 1 },
            Restarts = 0,
        }.Fit(Points.FromColumn(axis), targets);
        Assert.InRange(((Rbf)fitted.Kernel).Lengthscale.Values[0], 0.001, 0.03);
    }

    private static (Points Inputs, double[] Targets) Problem(int dimension)
    {
        ProductGrid grid = dimension switch
        {
            1 => new ProductGrid([.. Enumerable.Range(0, 150).Select(i => 0.02 * i)]),
            2 => new ProductGrid(Axis(13), Axis(11)),
            _ => new ProductGrid(Axis(7), Axis(5), Axis(6)),
        };
        int[] order = new RandomStream(5).Permutation(grid.Count);
        Points inputs = grid.ToPoints().Select(order);
        var targets = new double[grid.Count];
        for (int i = 0; i < targets.Length; i++)
        {
            double sum = 0;
            foreach (double x in inputs.Values.Row(i))
            {
                sum += Math.Sin(3 * x);
            }

            targets[i] = sum + (0.2 * WorkloadRandom.Normal(9, (ulong)i));
        }

        return (inputs, targets);
    }

    private static double[] Axis(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (2.0 * i / count) + (0.3 * Math.Sin(i) / count))];
}
