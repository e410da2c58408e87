using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Preconditioning;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class BlockConjugateGradientTests : SolverConformance<BlockConjugateGradient, IFactorization>
{
    protected override IEnumerable<BlockConjugateGradient> Instances =>
    [
        new BlockConjugateGradient { RelativeTolerance = 1e-13 },
        new BlockConjugateGradient { RelativeTolerance = 1e-13, Preconditioning = new DiagonalPreconditioning() },
        new BlockConjugateGradient
        {
            RelativeTolerance = 1e-13, Preconditioning = new NystromPreconditioning { Rank = 5 },
        },
    ];

    // Sixteen probes of 30 signs, as for conjugate gradients one by one.
    protected override double LogDeterminantAccuracy => 0.03;

    [Fact]
    public void Takes_fewer_iterations_than_the_right_hand_sides_one_by_one()
    {
        const int Size = 500;
        LinearOperator gram = Examples.Gaussian(Size);
        using Matrix<double> b = WorkloadRandom.NormalMatrix(3, Size, 12);
        using var x = new Matrix<double>(Size, 12);
        IFactorization apart = new ConjugateGradient { Shift = 0.1 }.Prepare(gram);
        apart.Solve(b.View, x.View);
        IFactorization together = new BlockConjugateGradient { Shift = 0.1 }.Prepare(gram);
        together.Solve(b.View, x.View);
        Assert.True(together.Certificate.Converged, together.Certificate.Remedy);
        Assert.True(
            together.Certificate.Iterations < 0.7 * apart.Certificate.Iterations,
            $"{together.Certificate.Iterations} against {apart.Certificate.Iterations}");
        for (int j = 0; j < 12; j++)
        {
            double residual = Examples.Residual(gram, 0.1, x.View.ColumnToArray(j), b.View.ColumnToArray(j));
            Assert.True(residual <= 1.001e-6, $"column {j}: {residual}");
        }
    }

    [Fact]
    public void Right_hand_sides_that_depend_on_each_other_do_not_break_it()
    {
        const int Size = 80;
        LinearOperator gram = Examples.Gaussian(Size);
        using Matrix<double> b = WorkloadRandom.NormalMatrix(3, Size, 6);
        for (int i = 0; i < Size; i++)
        {
            // Equal, opposite, a combination, nothing, and one that is solved at once.
            b[i, 1] = b[i, 0];
            b[i, 2] = -1e-6 * b[i, 0];
            b[i, 3] = b[i, 0] + (1e-12 * b[i, 4]);
            b[i, 5] = 0;
        }

        using var x = new Matrix<double>(Size, 6);
        IFactorization solved = new BlockConjugateGradient { Shift = 0.01, RelativeTolerance = 1e-9 }.Prepare(gram);
        solved.Solve(b.View, x.View);
        Assert.True(solved.Certificate.Converged, solved.Certificate.Remedy);
        for (int j = 0; j < 5; j++)
        {
            Assert.True(
                Examples.Residual(gram, 0.01, x.View.ColumnToArray(j), b.View.ColumnToArray(j)) <= 1.01e-9);
        }

        Assert.All(x.View.ColumnToArray(5), value => Assert.Equal(0, value));
    }

    [Fact]
    public void More_right_hand_sides_than_rows_take_one_iteration_or_two()
    {
        LinearOperator three = Examples.Three;
        using Matrix<double> b = WorkloadRandom.NormalMatrix(3, 3, 9);
        using var x = new Matrix<double>(3, 9);
        IFactorization solved = new BlockConjugateGradient { RelativeTolerance = 1e-12 }.Prepare(three);
        solved.Solve(b.View, x.View);
        Assert.True(solved.Certificate.Converged, solved.Certificate.Remedy);
        Assert.InRange(solved.Certificate.Iterations, 1, 2);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_threads()
    {
        LinearOperator gram = Examples.Gaussian(1500);
        using Matrix<double> b = WorkloadRandom.NormalMatrix(3, 1500, 5);
        double[] Run(int threads)
        {
            using var x = new Matrix<double>(1500, 5);
            new BlockConjugateGradient { Shift = 30, RelativeTolerance = 1e-4 }
                .Prepare(gram, new ComputeOptions { Threads = threads }).Solve(b.View, x.View);
            return [.. Enumerable.Range(0, 5).SelectMany(j => x.View.ColumnToArray(j))];
        }

        Assert.Equal(Run(1), Run(2));
    }

    [Fact]
    public void Says_that_the_operator_is_indefinite()
    {
        DenseOperator a = Examples.Dense(new[,] { { 1.0, 0, 0 }, { 0, -1, 0 }, { 0, 0, 2 } }, Structure.Symmetric);
        IFactorization factorization = new BlockConjugateGradient().Prepare(a);
        factorization.Solve([1, 2, 1], new double[3]);
        Assert.False(factorization.Certificate.Converged);
        Assert.Contains("positive definite", factorization.Certificate.Remedy);
    }

    [Fact]
    public void Refuses_settings_that_do_not_make_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockConjugateGradient { RelativeTolerance = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockConjugateGradient { Shift = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockConjugateGradient { IterationLimit = 0 });
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new BlockConjugateGradient()
            .Prepare(Examples.Three, new ComputeOptions { CancellationToken = source.Token })
            .Solve([1, 2, 3], new double[3]));
    }
}
