using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Solvers.Tests.QuadraticProgrammes;

public sealed class SequentialMinimalOptimizerTests
{
    private static readonly SequentialMinimalOptimizer Exact = new() { Tolerance = 1e-9 };

    [Theory]
    [InlineData(10, 0.5)]
    [InlineData(0.2, 0.2)]
    public void Two_points_take_half_each_or_the_bound(double bound, double expected)
    {
        // x = ±1 with the product of points as matrix; the offset is 0 by symmetry.
        PairedSolution solution = Exact.Solve(Separation([[1, -1], [-1, 1]], [1, -1], bound));
        Assert.Equal([expected, expected], solution.Values);
        Assert.Equal(0, solution.UpperOffset, 1e-12);
        Assert.True(solution.Certificate.Converged);
    }

    [Fact]
    public void Three_points_on_a_line_have_the_widest_margin()
    {
        // x = (−1, 0, 2), signs (−, −, +): w = 1, b = −1 and α = (0, ½, ½).
        PairedSolution solution = Exact.Solve(Separation([[1, 0, -2], [0, 0, 0], [-2, 0, 4]], [-1, -1, 1], 1000));
        Assert.Equal(0, solution.Values[0]);
        Assert.Equal(0.5, solution.Values[1], 1e-12);
        Assert.Equal(0.5, solution.Values[2], 1e-12);
        Assert.Equal(1, solution.UpperOffset, 1e-12);
        Assert.Equal(-0.5, solution.Objective, 1e-12);
    }

    [Fact]
    public void Exclusive_or_has_the_values_of_the_closed_form()
    {
        // exp(−‖x − y‖²) on the corners of a square: α = 1/(1 − 1/e)² = 2.5026502; matrix entries are floats.
        double e1 = Math.Exp(-1), e2 = Math.Exp(-2);
        double[][] matrix = [[1, e1, e1, e2], [e1, 1, e2, e1], [e1, e2, 1, e1], [e2, e1, e1, 1]];
        PairedSolution solution = Exact.Solve(Separation(matrix, [-1, 1, 1, -1], 1000));
        Assert.All(solution.Values, value => Assert.Equal(2.5026502, value, 1e-6));
        Assert.Equal(0, solution.UpperOffset, 1e-8);
    }

    [Fact]
    public void One_sum_held_at_one_gives_equal_points_equal_shares()
    {
        const double K12 = 0.25;
        var programme = new PairedProgramme(Rows([[1, K12], [K12, 1]]), [1, 1], [0, 0], [1, 1], [1, 0]);
        PairedSolution solution = Exact.Solve(programme);
        Assert.Equal([0.5, 0.5], solution.Values);
        Assert.Equal((1 + K12) / 2, solution.UpperOffset, 1e-12);
    }

    [Theory]
    [InlineData(2, false, 1e-6)]
    [InlineData(7, true, 1e-3)] // so few at a time take millions of moves to get further
    [InlineData(64, false, 1e-9)]
    [InlineData(64, true, 1e-9)]
    [InlineData(512, true, 1e-9)]
    public void The_optimum_does_not_depend_on_the_working_set_or_on_dropping(
        int size, bool twoSums, double tolerance)
    {
        PairedProgramme programme = Noisy(300, twoSums);
        PairedSolution reference = Exact.Solve(programme);
        PairedSolution solution = (Exact with
        {
            WorkingSetSize = size,
            CacheBytes = 0,
            Tolerance = tolerance,
        }).Solve(programme);
        AssertOptimal(programme, solution, tolerance);

        // Matrix entries are floats in rows but doubles in sums made anew, and some gap is left.
        double rounding = Math.Pow(2, -24) * solution.Values.Sum();
        Assert.Equal(reference.Objective, solution.Objective, rounding + solution.DualityGap);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        PairedProgramme programme = Noisy(700, twoSums: false);
        var solver = new SequentialMinimalOptimizer { WorkingSetSize = 32, CacheBytes = 200_000 };
        PairedSolution one = solver.Solve(programme, new ComputeOptions { Threads = 1 });
        PairedSolution three = solver.Solve(programme, new ComputeOptions { Threads = 3 });
        Assert.Equal(one.Values, three.Values);
        Assert.Equal(one.Products, three.Products);
        Assert.Equal(one.Certificate.Iterations, three.Certificate.Iterations);
    }

    [Fact]
    public void The_gap_bounds_the_distance_to_the_optimum()
    {
        PairedProgramme programme = Noisy(200, twoSums: false);
        double optimum = Exact.Solve(programme).Objective;
        foreach (double tolerance in (double[])[1, 0.1, 1e-2, 1e-3])
        {
            PairedSolution rough = new SequentialMinimalOptimizer { Tolerance = tolerance }.Solve(programme);
            Assert.True(rough.DualityGap >= 0);
            Assert.Equal(rough.DualityGap, rough.Certificate.DualityGap);
            Assert.InRange(rough.Objective - optimum, -1e-5, rough.DualityGap + 1e-5);
        }
    }

    [Fact]
    public void A_start_at_the_solution_is_left_where_it_is()
    {
        PairedProgramme programme = Noisy(150, twoSums: false);
        PairedSolution solution = new SequentialMinimalOptimizer { Tolerance = 1e-5 }.Solve(programme);
        var again = new PairedProgramme(
            programme.Rows, Signs(150), [.. Enumerable.Repeat(-1.0, 150)], [.. Enumerable.Repeat(1.0, 150)],
            solution.Values);
        PairedSolution kept = new SequentialMinimalOptimizer { Tolerance = 1e-3 }.Solve(again);
        Assert.Equal(0, kept.Certificate.Iterations);
        Assert.Equal(solution.Values, kept.Values);
    }

    [Fact]
    public void A_limit_of_iterations_is_said_and_not_hidden()
    {
        PairedSolution stopped = (Exact with { IterationLimit = 10 }).Solve(Noisy(200, twoSums: false));
        Assert.False(stopped.Certificate.Converged);
        Assert.Equal(10, stopped.Certificate.Iterations);
        Assert.True(stopped.Certificate.AchievedResidual > 1e-3);
        Assert.Contains("iterations", stopped.Certificate.Remedy);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_still_ends()
    {
        const int Size = 60;
        double[][] matrix = [.. Enumerable.Range(0, Size).Select(i => Enumerable.Range(0, Size)
            .Select(j => Math.Tanh(WorkloadRandom.Normal(3, (ulong)(Math.Min(i, j) * Size + Math.Max(i, j)))))
            .ToArray())];
        PairedSolution solution = new SequentialMinimalOptimizer { IterationLimit = 100_000 }
            .Solve(Separation(matrix, Signs(Size), 1));
        Assert.All(solution.Values, value => Assert.InRange(value, 0, 1));
        Assert.True(double.IsFinite(solution.Objective));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Exact.Solve(
            Noisy(50, twoSums: false), new ComputeOptions { CancellationToken = source.Token }));
    }

    [Fact]
    public void Refuses_what_is_no_programme_and_names_the_element()
    {
        ISymmetricRows rows = Rows([[1, 0], [0, 1]]);
        Assert.Contains("2 or 4 variables", Refusal(() => new PairedProgramme(rows, [1, 1, 1], [0, 0, 0], [1, 1, 1])));
        Assert.Contains("Element 1 of 'signs'", Refusal(() => new PairedProgramme(rows, [1, 2], [0, 0], [1, 1])));
        Assert.Contains("Element 0 of 'bounds'", Refusal(() => new PairedProgramme(rows, [1, 1], [0, 0], [-1, 1])));
        Assert.Contains("element 1 was NaN", Refusal(() => new PairedProgramme(rows, [1, 1], [0, double.NaN], [1, 1])));
        Assert.Contains("[0, 1]", Refusal(() => new PairedProgramme(rows, [1, 1], [0, 0], [1, 1], [0, 1.5])));
        Assert.Contains("symmetric", Refusal(() => Rows([[1, 0.5], [0, 1]])));
        Assert.Contains("square", Refusal(() => new DenseRows(new Matrix<double>(2, 3))));
    }

    private static string Refusal(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;

    private static DenseRows Rows(double[][] matrix)
    {
        var values = new Matrix<double>(matrix.Length, matrix.Length);
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i].CopyTo(values.Row(i));
        }

        return new DenseRows(values);
    }

    private static PairedProgramme Separation(double[][] matrix, double[] signs, double bound) => new(
        Rows(matrix), signs, [.. signs.Select(_ => -1.0)], [.. signs.Select(_ => bound)]);

    private static double[] Signs(int size) =>
        [.. Enumerable.Range(0, size).Select(i => WorkloadRandom.Uniform(2, (ulong)i) < 0.4 ? -1.0 : 1.0)];

    private static PairedProgramme Noisy(int size, bool twoSums)
    {
        using Matrix<double> points = WorkloadRandom.NormalMatrix(1, size, 3);
        double[][] matrix = [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Select(j =>
        {
            double distance = 0;
            for (int k = 0; k < 3; k++)
            {
                distance += Math.Pow(points[i, k] - points[j, k], 2);
            }

            return Math.Exp(-0.5 * distance);
        }).ToArray())];
        double[] signs = Signs(size);
        double[] bounds = [.. signs.Select(_ => 1.0)];
        if (!twoSums)
        {
            return new PairedProgramme(Rows(matrix), signs, [.. signs.Select(_ => -1.0)], bounds);
        }

        // Forty units of each sign, dealt from the front.
        var start = new double[size];
        foreach (double sign in (double[])[1, -1])
        {
            for (int i = 0, left = 40; left > 0; i++)
            {
                if (signs[i] == sign)
                {
                    start[i] = 1;
                    left--;
                }
            }
        }

        return new PairedProgramme(Rows(matrix), signs, new double[size], bounds, start) { HoldsBothSums = true };
    }

    // Feasible, sums as at the start, and no violation beyond the tolerance, by the definition.
    private static void AssertOptimal(PairedProgramme programme, PairedSolution solution, double tolerance)
    {
        Assert.True(solution.Certificate.Converged, solution.Certificate.Remedy);
        double[] signs = Signs(programme.Rows.Count);
        double[] slopes = programme.HoldsBothSums ? new double[signs.Length] : [.. signs.Select(_ => -1.0)];
        foreach (double sign in (double[])[1, -1])
        {
            double[] scores = [.. signs.Select((y, i) => (-y * slopes[i]) - solution.Products[i])];
            bool Counts(int i) => !programme.HoldsBothSums || signs[i] == sign;
            double top = Enumerable.Range(0, signs.Length).Where(i => Counts(i)
                && (signs[i] > 0 ? solution.Values[i] < 1 : solution.Values[i] > 0)).Max(i => scores[i]);
            double bottom = Enumerable.Range(0, signs.Length).Where(i => Counts(i)
                && (signs[i] > 0 ? solution.Values[i] > 0 : solution.Values[i] < 1)).Min(i => scores[i]);
            Assert.True(top - bottom <= tolerance, $"{top} above {bottom}");
        }

        double expected = programme.HoldsBothSums ? 40 : 0;
        double total = signs.Select((y, i) => y > 0 || !programme.HoldsBothSums ? y * solution.Values[i] : 0).Sum();
        Assert.Equal(expected, total, 1e-9);
    }
}
