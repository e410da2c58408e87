using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Dense;
using Gramian.Solvers.LeastSquares;

namespace Gramian.Solvers.Tests.LeastSquares;

public sealed class NormalEquationsTests
{
    private const int Rows = 400;
    private const int Columns = 25;
    private const double Ridge = 1e-4;

    // A = k(x, z) and R = k(z, z) with k = exp(-|x − z|), the case that the preconditioners are for.
    private static readonly double[] Places = [.. Enumerable.Range(0, Rows).Select(
        i => 10 * WorkloadRandom.Uniform(1, (ulong)i))];

    [Fact]
    public void Solves_as_a_factorisation_does_with_any_root()
    {
        using Matrix<double> expected = Right();
        Factor(System()).Solve(expected.View, expected.View);
        foreach (TriangularRoot root in Roots())
        {
            using Matrix<double> right = Right();
            Certificate certificate = new NormalEquations { RelativeTolerance = 1e-10 }
                .Solve(Operator(), root, right, right);
            Assert.True(certificate.Converged, certificate.Remedy);
            Assert.True(certificate.AchievedResidual <= 1e-10);
            Assert.Contains(root.Name, certificate.Method);
            for (int i = 0; i < Columns; i++)
            {
                // The residual is the relative error in the norm of the system, whose condition is about 1e6.
                Assert.Equal(expected[i, 0], right[i, 0], 1e-7);
                Assert.Equal(expected[i, 1], right[i, 1], 1e-7);
            }
        }
    }

    [Fact]
    public void The_residual_is_near_the_error_in_the_norm_of_the_system()
    {
        using Matrix<double> exact = Right();
        Factor(System()).Solve(exact.View, exact.View);
        foreach (TriangularRoot root in Roots())
        {
            using Matrix<double> right = Right();
            using Matrix<double> solution = Right();
            Certificate certificate = new NormalEquations { RelativeTolerance = 1e-2, IterationLimit = 4 }
                .Solve(Operator(), root, right.View.Slice(0, 0, Columns, 1), solution.View.Slice(0, 0, Columns, 1));
            double error = Norm(i => solution[i, 0] - exact[i, 0]) / Norm(i => exact[i, 0]);

            // The eigenvalues of the transformed system lie within a factor of 25 or so of 1.
            Assert.InRange(error, certificate.AchievedResidual / 25, certificate.AchievedResidual * 25);
        }
    }

    [Fact]
    public void A_root_of_the_system_itself_needs_one_iteration_or_two()
    {
        using Matrix<double> right = Right();
        TriangularRoot root = TriangularRoot.FromFactor(Factor(System()), "all rows");
        var solver = new NormalEquations { RelativeTolerance = 1e-9 };
        Certificate certificate = solver.Solve(Operator(), root, right, right);
        Assert.True(certificate.Converged);
        Assert.InRange(certificate.Iterations, 1, 2);
    }

    [Fact]
    public void Says_when_it_did_not_converge()
    {
        using Matrix<double> right = Right();
        Certificate certificate = new NormalEquations { RelativeTolerance = 1e-12, IterationLimit = 2 }
            .Solve(Operator(), Roots().First(), right, right);
        Assert.False(certificate.Converged);
        Assert.True(certificate.AchievedResidual > 1e-12);
        Assert.NotNull(certificate.Remedy);
    }

    [Fact]
    public void A_singular_penalty_gets_jitter_in_the_preconditioner_alone()
    {
        using Matrix<double> penalty = Repeated();
        TriangularRoot root = TriangularRoot.FromPenalty(
            penalty, Ridge, Rows, new JitterPolicy { Smallest = 1e-14 });
        Assert.InRange(root.JitterRelative, 1e-15, 1e-8);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        using var wrong = new Matrix<double>(Columns + 1, 1);
        using var right = new Matrix<double>(Columns, 1);
        var solver = new NormalEquations();
        TriangularRoot root = Roots().First();
        Assert.Throws<ArgumentException>(() => solver.Solve(Operator(), root, wrong, right));
        Assert.Throws<ArgumentException>(() => solver.Solve(Operator(), root, right, wrong));
        Assert.Throws<ArgumentException>(
            () => solver.Solve(new DenseOperator(new Matrix<double>(Columns, Columns)), root, right, right));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalEquations { RelativeTolerance = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => TriangularRoot.FromPenalty(Penalty(), 0, Rows, JitterPolicy.Default));
    }

    private static IEnumerable<TriangularRoot> Roots()
    {
        yield return TriangularRoot.FromPenalty(Penalty(), Ridge, Rows, JitterPolicy.Default);
        using Matrix<double> a = Features(Rows);
        using var normal = new NormalMatrix(Columns);
        normal.Add(a.View.Slice(0, 0, 120, Columns));
        Matrix<double> sampled = normal.Take();
        Combine(sampled, Rows / 120.0, Rows * Ridge);
        yield return TriangularRoot.FromFactor(Factor(sampled), "120 rows");
    }

    private static CholeskyFactorization Factor(Matrix<double> matrix) => CholeskyFactorization.Factor(matrix);

    private static DenseOperator Operator()
    {
        Matrix<double> system = System();
        SymmetricOps.MirrorLower<double>(system);
        return new DenseOperator(system, Structure.PositiveDefinite);
    }

    private static Matrix<double> System()
    {
        using Matrix<double> a = Features(Rows);
        var system = new Matrix<double>(Columns, Columns);
        Blas.Syrk(Triangle.Lower, Transpose.Yes, 1.0, a, 0.0, system);
        Combine(system, 1, Rows * Ridge);
        return system;
    }

    private static void Combine(Matrix<double> matrix, double factor, double weight)
    {
        using Matrix<double> penalty = Penalty();
        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = (factor * matrix[i, j]) + (weight * penalty[i, j]);
            }
        }
    }

    private static Matrix<double> Right()
    {
        using Matrix<double> a = Features(Rows);
        using Matrix<double> b = WorkloadRandom.NormalMatrix(3, Rows, 2);
        var right = new Matrix<double>(Columns, 2);
        Blas.Gemm(Transpose.Yes, Transpose.No, 1.0, a, b, 0.0, right);
        return right;
    }

    private static Matrix<double> Penalty() => Features(Columns);

    private static Matrix<double> Repeated()
    {
        Matrix<double> penalty = Penalty();
        for (int j = 0; j < Columns; j++)
        {
            penalty[1, j] = penalty[0, j];
        }

        for (int i = 0; i < Columns; i++)
        {
            penalty[i, 1] = penalty[i, 0];
        }

        return penalty;
    }

    private static Matrix<double> Features(int rows)
    {
        var features = new Matrix<double>(rows, Columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                features[i, j] = Math.Exp(-Math.Abs(Places[i] - Places[j]));
            }
        }

        return features;
    }

    private static double Norm(Func<int, double> vector)
    {
        using Matrix<double> system = System();
        double sum = 0;
        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                sum += vector(i) * system[Math.Max(i, j), Math.Min(i, j)] * vector(j);
            }
        }

        return Math.Sqrt(sum);
    }
}
