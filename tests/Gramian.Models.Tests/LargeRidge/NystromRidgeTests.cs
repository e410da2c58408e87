using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Stationary;
using Gramian.Models.Landmarks;
using Gramian.Models.LargeRidge;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.LargeRidge;

public sealed class NystromRidgeTests
{
    public static TheoryData<NystromSolver> Solvers =>
        [NystromSolver.NormalEquations, NystromSolver.SampledRows, NystromSolver.Falkon, NystromSolver.Sketch];

    [Theory]
    [MemberData(nameof(Solvers))]
    public void With_all_rows_as_centres_it_is_kernel_ridge_regression(NystromSolver solver)
    {
        // The reference of KernelRidgeTests: λ = 0.1 itself on the diagonal, weights to eight decimals.
        FittedNystromRidge fitted = new NystromRidge(new Rbf(1))
        {
            Ridge = 0.1 / 3,
            Solver = solver,
            Tolerance = 1e-12,
        }.Fit(Points.FromColumn([0, 1, 2]), new double[] { 1, 0, 1 });
        Assert.True(fitted.Certificate.Converged);
        Assert.Equal(1.76533858, fitted.Weights[0, 0], 1e-8);
        Assert.Equal(-1.94678541, fitted.Weights[1, 0], 1e-8);
        Assert.Equal(1.76533858, fitted.Weights[2, 0], 1e-8);
        if (solver == NystromSolver.NormalEquations)
        {
            // GCV of the reference is n ‖y − ŷ‖² / (n − p)².
            Assert.Equal(2.52154999616, fitted.DegreesOfFreedom, 1e-9);
            Assert.Equal(1.31352336888, fitted.ErrorVariances[0], 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Weights_satisfy_the_normal_equations_for_every_target(NystromSolver solver)
    {
        (Points inputs, Matrix<double> targets) = Problem(700, 2);
        var recipe = new NystromRidge(new Matern52(1.5))
        {
            CentreCount = 60,
            Ridge = 1e-5,
            Solver = solver,
            Tolerance = 1e-10,
        };
        FittedNystromRidge fitted = recipe.Fit(inputs, targets);
        Assert.True(fitted.Certificate.Converged, fitted.Certificate.Remedy);
        Assert.Equal(60, fitted.Centres.Count);
        Assert.Equal(solver, fitted.Plan.Solver);
        using Matrix<double> expected = Solve(fitted, inputs, targets);
        using Matrix<double> features = fitted.Kernel.CrossMatrix(inputs, fitted.Centres);
        using var fits = new Matrix<double>(700, 2);
        using var dense = new Matrix<double>(700, 2);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, features, expected, 0.0, dense);
        Blas.Gemm(Transpose.No, Transpose.No, 1.0, features, fitted.Weights, 0.0, fits);
        for (int i = 0; i < 700; i++)
        {
            // The tolerance is relative to the norm of 700 targets of size 1; the factorisation rounds as much.
            Assert.Equal(dense[i, 0], fits[i, 0], 1e-7);
            Assert.Equal(dense[i, 1], fits[i, 1], 1e-7);
        }
    }

    [Theory]
    [InlineData(NystromSolver.SampledRows)]
    [InlineData(NystromSolver.Falkon)]
    [InlineData(NystromSolver.Sketch)]
    public void Iterations_settle_on_a_kernel_that_is_nearly_constant(NystromSolver solver)
    {
        // Lengthscales far beyond the data, as a search on held-out rows leaves them for smooth targets: KᵀK is
        // singular to rounding many times over.
        (Points inputs, Matrix<double> targets) = Problem(4000, 1);
        var recipe = new NystromRidge(30 * new Matern52(15)) { CentreCount = 400, Ridge = 1e-8 };
        FittedNystromRidge fitted = (recipe with { Solver = solver }).Fit(inputs, targets);
        Assert.True(fitted.Certificate.Converged, fitted.Certificate.Remedy);
        Assert.InRange(fitted.Certificate.Iterations, 1, 60);
        Assert.InRange(fitted.Certificate.JitterRelative, 1e-15, 1e-10);
        Prediction direct = (recipe with { Solver = NystromSolver.NormalEquations })
            .Fit(inputs, targets).Predict(inputs);
        Prediction iterated = fitted.Predict(inputs);
        double apart = Math.Sqrt(Enumerable.Range(0, 4000)
            .Average(i => Math.Pow(direct.Mean[i] - iterated.Mean[i], 2)));
        Assert.True(apart < 5e-3, $"{apart}");
    }

    [Theory]
    [InlineData(NystromSolver.SampledRows)]
    [InlineData(NystromSolver.Falkon)]
    [InlineData(NystromSolver.Sketch)]
    public void A_solve_that_misses_its_tolerance_is_told_by_the_model_with_its_residual(NystromSolver solver)
    {
        (Points inputs, Matrix<double> targets) = Problem(2000, 1);
        FittedNystromRidge fitted = new NystromRidge(new Rbf(0.5))
        {
            CentreCount = 100, Ridge = 1e-8, Solver = solver, Tolerance = 1e-13, IterationLimit = 2,
        }.Fit(inputs, targets);
        Assert.False(fitted.Certificate.Converged);
        Assert.Equal(1e-13, fitted.Certificate.RequestedTolerance);
        Assert.True(fitted.Certificate.AchievedResidual > 1e-13);
        Assert.Contains("after 2 iterations, not 1E-13", fitted.Certificate.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_variance_is_that_of_generalised_cross_validation()
    {
        (Points inputs, Matrix<double> targets) = Problem(300, 1);
        FittedNystromRidge fitted = new NystromRidge(new Rbf(1))
        {
            CentreCount = 40,
            Ridge = 1e-4,
            Solver = NystromSolver.NormalEquations,
        }.Fit(inputs, targets);
        using Matrix<double> features = fitted.Kernel.CrossMatrix(inputs, fitted.Centres);
        using Matrix<double> hat = Hat(fitted, features);
        double trace = Enumerable.Range(0, 300).Sum(i => hat[i, i]);
        double squares = 0;
        for (int i = 0; i < 300; i++)
        {
            double fit = VectorOps.Dot<double>(features.Row(i), fitted.Weights.View.ColumnToArray(0));
            squares += (targets[i, 0] - fit) * (targets[i, 0] - fit);
        }

        // Solves with a matrix of condition about 1e7.
        Assert.Equal(trace, fitted.DegreesOfFreedom, 1e-6 * trace);
        Assert.Equal(300 * squares / ((300 - trace) * (300 - trace)), fitted.ErrorVariances[0], 1e-8);
    }

    [Fact]
    public void Closed_form_leave_one_out_equals_refitting_without_each_row()
    {
        (Points inputs, Matrix<double> targets) = Problem(30, 2);
        var recipe = new NystromRidge(new Rbf(1))
        {
            Landmarks = new GivenLandmarks(inputs.Select([.. Enumerable.Range(0, 9)])),
            Ridge = 0.02 / 30,
            Solver = NystromSolver.NormalEquations,
        };
        Prediction left = recipe.Fit(inputs, targets).LeaveOneOut(inputs, targets).Prediction;
        for (int row = 0; row < 30; row++)
        {
            int[] rest = [.. Enumerable.Range(0, 30).Where(i => i != row)];
            Prediction refit = (recipe with { Ridge = 0.02 / 29 })
                .Fit(inputs.Select(rest), RowSubset.Select(targets, rest))
                .Predict(inputs.Select([row]));
            for (int o = 0; o < 2; o++)
            {
                // The centres and nλ stay; two solves of condition about 1e5.
                Assert.Equal(refit.Means[0, o], left.Means[row, o], 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Repeated_centres_are_solved_and_the_jitter_is_told(NystromSolver solver)
    {
        (Points inputs, Matrix<double> targets) = Problem(200, 1);
        int[] some = [.. Enumerable.Range(0, 30)];
        NystromRidge Recipe(int[] rows) => new(new Rbf(1))
        {
            Landmarks = new GivenLandmarks(inputs.Select(rows)),
            Ridge = 1e-3,
            Solver = solver,
            Tolerance = 1e-8,
        };
        FittedNystromRidge once = Recipe(some).Fit(inputs, targets);
        FittedNystromRidge twice = Recipe([.. some, .. some]).Fit(inputs, targets);
        Assert.True(twice.Certificate.Converged, twice.Certificate.Remedy);
        Assert.InRange(twice.Certificate.JitterRelative, 0, solver == NystromSolver.SampledRows ? 1e-5 : 1e-8);
        double[] expected = once.Predict(inputs).Mean;
        double[] actual = twice.Predict(inputs).Mean;
        for (int i = 0; i < 200; i++)
        {
            // The same space of functions; the solvers stop at 1e-8, and jitter is at most 1e-8 of the diagonal.
            Assert.Equal(expected[i], actual[i], 1e-4);
        }
    }

    [Fact]
    public void The_ridge_that_is_chosen_is_near_that_of_the_noise()
    {
        (Points inputs, Matrix<double> targets) = Problem(2000, 1);
        FittedNystromRidge fitted = new NystromRidge(new Rbf(1)) { CentreCount = 100 }.Fit(inputs, targets);

        // nλ plays the part of the noise variance 0.01 over that of the kernel, some decades wide.
        Assert.InRange(fitted.Ridge * 2000, 1e-4, 1);
        Assert.InRange(fitted.ErrorVariances[0], 0.005, 0.02);
    }

    [Fact]
    public void A_solve_that_is_cut_short_says_so()
    {
        (Points inputs, Matrix<double> targets) = Problem(500, 1);
        FittedNystromRidge fitted = new NystromRidge(new Rbf(1))
        {
            CentreCount = 50,
            Ridge = 1e-7,
            Solver = NystromSolver.Falkon,
            IterationLimit = 1,
        }.Fit(inputs, targets);
        Assert.False(fitted.Certificate.Converged);
        Assert.NotNull(fitted.Certificate.Remedy);
    }

    [Fact]
    public void Too_little_memory_is_refused_before_it_is_taken()
    {
        (Points inputs, Matrix<double> targets) = Problem(500, 1);
        InsufficientMemoryException refusal = Assert.Throws<InsufficientMemoryException>(
            () => new NystromRidge(new Rbf(1)) { CentreCount = 400 }
                .Fit(inputs, targets, new ComputeOptions { MemoryLimit = 100_000 }));
        Assert.Contains("400 centres", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_prefers_what_costs_less()
    {
        // Few rows a centre: there is nothing to gain from iterations. Many: there is.
        Assert.Equal(NystromSolver.NormalEquations, NystromPlan.Make(2000, 5, 1000, 1e-4).Solver);
        Assert.NotEqual(NystromSolver.NormalEquations, NystromPlan.Make(1_000_000, 5, 4000, 1e-4).Solver);
        NystromPlan plan = NystromPlan.Make(100_000, 10, 3000, 1e-3, NystromSolver.Falkon);
        Assert.Equal(NystromSolver.Falkon, plan.Solver);
        Assert.Contains("asked for", plan.Reason, StringComparison.Ordinal);
        Assert.True(NystromPlan.Make(100_000, 10, 3000, 1e-3).Operations <= plan.Operations);
        Assert.Equal(
            new NystromRidge(new Rbf(1)).Plan(10_000, 3).Operations,
            NystromPlan.Make(10_000, 3, 922, 1e-4).Operations);
    }

    private static (Points Inputs, Matrix<double> Targets) Problem(int rows, int targetCount)
    {
        Matrix<double> x = WorkloadRandom.UniformMatrix(1, rows, 2);
        var y = new Matrix<double>(rows, targetCount);
        for (int i = 0; i < rows; i++)
        {
            VectorOps.Scale(4, x.Row(i));
            for (int o = 0; o < targetCount; o++)
            {
                y[i, o] = Math.Sin(x[i, 0] + o) * Math.Cos(x[i, 1])
                    + (0.1 * WorkloadRandom.Normal(2, (ulong)((i * targetCount) + o)));
            }
        }

        return (new Points(x), y);
    }

    private static Matrix<double> System(FittedNystromRidge fitted, Matrix<double> features)
    {
        Matrix<double> system = fitted.Kernel.GramMatrix(fitted.Centres);
        Blas.Gemm(
            Transpose.Yes, Transpose.No, 1.0, features, features, features.Rows * fitted.Ridge, system);
        Assert.True(CholeskyFactor.TryFactor<double>(system, out _));
        return system;
    }

    private static Matrix<double> Solve(FittedNystromRidge fitted, Points inputs, Matrix<double> targets)
    {
        using Matrix<double> features = fitted.Kernel.CrossMatrix(inputs, fitted.Centres);
        var right = new Matrix<double>(features.Columns, targets.Columns);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, features, targets, 0.0, right);
        using Matrix<double> system = System(fitted, features);
        CholeskyFactor.SolveInPlace<double>(system, right);
        return right;
    }

    // K (KᵀK + nλR)⁻¹ Kᵀ.
    private static Matrix<double> Hat(FittedNystromRidge fitted, Matrix<double> features)
    {
        using Matrix<double> system = System(fitted, features);
        using Matrix<double> half = features.Copy();
        Blas.Trsm(Side.Right, Triangle.Lower, Transpose.Yes, UnitDiagonal.No, 1.0, system, half);
        var hat = new Matrix<double>(features.Rows, features.Rows);
        Blas.Gemm(Transpose.No, Transpose.Yes, 1.0, half, half, 0.0, hat);
        return hat;
    }
}
