using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Stochastic;

namespace Gramian.Solvers.Tests.Stochastic;

public sealed class EigenProTests
{
    private const int Rows = 120;

    [Theory]
    [InlineData(Rows, null, 0.0)]
    [InlineData(60, 16, 0.0)]
    [InlineData(40, null, 0.3)]
    public void Converges_to_the_solution_of_a_factorisation(int sample, int? batch, double shift)
    {
        var matrix = new Exponential();
        using Matrix<double> y = WorkloadRandom.NormalMatrix(1, Rows, 2);
        using var alpha = new Matrix<double>(Rows, 2);
        var recipe = new EigenPro
        {
            SampleRows = sample,
            BatchSize = batch,
            Shift = shift,
            RelativeTolerance = 1e-8,
            EpochLimit = 20_000,
        };
        EigenProResult result = recipe.Solve(matrix, y, alpha, new RandomStream(1));
        Assert.Equal(EigenProStop.Tolerance, result.Stop);
        Assert.True(result.Certificate.Converged);
        using Matrix<double> expected = y.Copy();
        using Matrix<double> dense = matrix.Block(0, Rows, Rows);
        SymmetricOps.AddToDiagonal<double>(dense, shift);
        Assert.True(CholeskyFactor.TryFactor<double>(dense, out _));
        CholeskyFactor.SolveInPlace<double>(dense, expected);
        for (int i = 0; i < Rows; i++)
        {
            // The residual is 1e-8 of the norm of 240 numbers; the smallest eigenvalue is about 0.01.
            Assert.Equal(expected[i, 0], alpha[i, 0], 1e-4);
            Assert.Equal(expected[i, 1], alpha[i, 1], 1e-4);
        }
    }

    [Fact]
    public void Removing_eigenvectors_saves_epochs()
    {
        using Matrix<double> y = WorkloadRandom.NormalMatrix(1, Rows, 1);
        using var alpha = new Matrix<double>(Rows, 1);
        int Epochs(int pairs) => new EigenPro
        {
            Pairs = pairs,
            BatchSize = Rows,
            Shift = 0.1,
            EpochLimit = 5000,
        }.Solve(new Exponential(), y, alpha, new RandomStream(1)).Certificate.Iterations;
        Assert.True(5 * Epochs(20) < Epochs(1));
    }

    [Fact]
    public void Says_that_the_epochs_were_too_few()
    {
        using Matrix<double> y = WorkloadRandom.NormalMatrix(1, Rows, 1);
        using var alpha = new Matrix<double>(Rows, 1);
        EigenProResult result = new EigenPro { EpochLimit = 2, RelativeTolerance = 1e-9 }
            .Solve(new Exponential(), y, alpha, new RandomStream(1));
        Assert.Equal(EigenProStop.EpochLimit, result.Stop);
        Assert.False(result.Certificate.Converged);
        Assert.Equal(2, result.Certificate.Iterations);
        Assert.Contains("epochs", result.Certificate.Remedy);
        Assert.InRange(result.Certificate.AchievedResidual, 1e-9, 1);
    }

    [Fact]
    public void Stops_when_the_residual_no_longer_falls()
    {
        // A matrix of rank 1 cannot give these targets.
        using Matrix<double> y = WorkloadRandom.NormalMatrix(1, Rows, 1);
        using var alpha = new Matrix<double>(Rows, 1);
        EigenProResult result = new EigenPro().Solve(new Ones(), y, alpha, new RandomStream(1));
        Assert.Equal(EigenProStop.Stalled, result.Stop);
        Assert.False(result.Certificate.Converged);
        Assert.True(double.IsFinite(alpha[0, 0]));
    }

    [Fact]
    public void Zero_needs_no_step_and_threads_change_no_bit()
    {
        using var zero = new Matrix<double>(Rows, 1);
        using var alpha = new Matrix<double>(Rows, 1);
        EigenProResult result = new EigenPro().Solve(new Exponential(), zero, alpha, new RandomStream(1));
        Assert.True(result.Certificate.Converged);
        Assert.Equal(0, result.Certificate.Iterations);
        using Matrix<double> y = WorkloadRandom.NormalMatrix(1, Rows, 1);
        using var other = new Matrix<double>(Rows, 1);
        var recipe = new EigenPro { EpochLimit = 5, SampleRows = 50, BatchSize = 13 };
        recipe.Solve(new Exponential(), y, alpha, new RandomStream(2), new ComputeOptions { Threads = 1 });
        recipe.Solve(new Exponential(), y, other, new RandomStream(2), new ComputeOptions { Threads = 3 });
        Assert.Equal(alpha.View.ColumnToArray(0), other.View.ColumnToArray(0));
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        using var right = new Matrix<double>(Rows, 1);
        using var wrong = new Matrix<double>(Rows + 1, 1);
        var recipe = new EigenPro();
        Assert.Throws<ArgumentException>(() => recipe.Solve(new Exponential(), wrong, right, new RandomStream(1)));
        Assert.Throws<ArgumentException>(() => recipe.Solve(new Exponential(), right, wrong, new RandomStream(1)));
        right[3, 0] = double.NaN;
        using var solution = new Matrix<double>(Rows, 1);
        Assert.Throws<ArgumentException>(
            () => recipe.Solve(new Exponential(), right, solution, new RandomStream(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EigenPro { BatchSize = 0 });
    }

    private abstract class Rectangle : IRowBlocks
    {
        public int Count => Rows;

        public double LargestDiagonal => 1;

        LinearOperator IRowBlocks.Rows(int first, int count) => new DenseOperator(Block(first, count, Rows));

        public Matrix<double> Block(int first, int count, int columns, ComputeOptions? options = null)
        {
            var block = new Matrix<double>(count, columns);
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    block[i, j] = Element(first + i, j);
                }
            }

            return block;
        }

        protected abstract double Element(int row, int column);
    }

    // exp(−|x − y|/6) of the numbers 0, 1, … in a shuffled order: random in the rows, as it should be.
    private sealed class Exponential : Rectangle
    {
        private static readonly int[] Order = new RandomStream(3).Permutation(EigenProTests.Rows);

        protected override double Element(int row, int column) => Math.Exp(-Math.Abs(Order[row] - Order[column]) / 6.0);
    }

    private sealed class Ones : Rectangle
    {
        protected override double Element(int row, int column) => 1;
    }
}
