using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Operators.LowRank;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Tests.Preconditioning;

public sealed class PivotedCholeskyTests
{
    private static readonly DenseOperator Small = Examples.Dense(new[,] { { 2.0, 1, 0 }, { 1, 2, 1 }, { 0, 1, 1 } });

    [Fact]
    public void Leaves_the_diagonal_of_the_first_Schur_complement()
    {
        PartialFactor factor = new PivotedCholesky { RankLimit = 1, Rule = PivotRule.Greedy }
            .Factor(Small, new RandomStream(1));
        Assert.Equal([0], factor.Pivots);
        Assert.Equal([0, 1.5, 1], factor.ResidualDiagonal, (l, r) => Math.Abs(l - r) <= 1e-15);
        Assert.Equal(5, factor.Trace);
        Assert.Equal(2.5, factor.ResidualTrace, 1e-15);
    }

    [Theory]
    [InlineData(PivotRule.Random, 1)]
    [InlineData(PivotRule.Random, 4)]
    [InlineData(PivotRule.Greedy, 4)]
    [InlineData(PivotRule.Uniform, 4)]
    public void Recovers_a_matrix_of_low_rank_exactly_in_as_many_steps(PivotRule rule, int block)
    {
        using Matrix<double> thin = WorkloadRandom.NormalMatrix(3, 40, 7);
        using Matrix<double> dense = new LowRankOperator(thin, thin).ToDense();
        PartialFactor factor = new PivotedCholesky { RankLimit = 20, Rule = rule, BlockSize = block }.Factor(
            new DenseOperator(dense, Structure.PositiveSemidefinite), new RandomStream(5));
        Assert.InRange(factor.Rank, 7, 8);
        Assert.Equal(factor.Rank, factor.Pivots.Distinct().Count());
        Assert.True(factor.ResidualTrace <= 1e-12 * factor.Trace);
        using Matrix<double> f = factor.ToFactor();
        using Matrix<double> product = new LowRankOperator(f, f).ToDense();
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j < 40; j++)
            {
                Assert.Equal(dense[i, j], product[i, j], 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(PivotRule.Greedy, 8)]
    [InlineData(PivotRule.Greedy, 1)]
    public void Greedy_blocks_choose_as_one_at_a_time(PivotRule rule, int block)
    {
        LinearOperator gram = Examples.Gaussian(200);
        var one = new PivotedCholesky { RankLimit = 25, Rule = rule, BlockSize = block };

        // The naive method: eliminate the largest element of the diagonal, again and again. The points tie at 1 in the
        // beginning, and the first is taken.
        using Matrix<double> left = gram.ToDense();
        var expected = new List<int>();
        for (int k = 0; k < 25; k++)
        {
            int best = 0;
            for (int i = 1; i < 200; i++)
            {
                best = left[i, i] > left[best, best] ? i : best;
            }

            expected.Add(best);
            double head = left[best, best];
            double[] column = left.View.ColumnToArray(best);
            for (int i = 0; i < 200; i++)
            {
                for (int j = 0; j < 200; j++)
                {
                    left[i, j] -= column[i] * column[j] / head;
                }
            }
        }

        Assert.Equal(expected, one.Factor(gram, new RandomStream(1)).Pivots);
    }

    [Fact]
    public void Random_blocks_have_the_law_of_one_at_a_time()
    {
        // Of the 3 × 3 example the law of ordered pairs of pivots is known: d/Σd, then d'/Σd'.
        var expected = new Dictionary<(int, int), double>
        {
            [(0, 1)] = 0.4 * 0.6, [(0, 2)] = 0.4 * 0.4,
            [(1, 0)] = 0.4 * 0.75, [(1, 2)] = 0.4 * 0.25,
            [(2, 0)] = 0.2 * 2 / 3, [(2, 1)] = 0.2 / 3,
        };
        foreach (int block in new[] { 1, 2 })
        {
            var counts = expected.Keys.ToDictionary(pair => pair, _ => 0);
            const int Draws = 4000;
            for (ulong seed = 0; seed < Draws; seed++)
            {
                IReadOnlyList<int> pivots = new PivotedCholesky { RankLimit = 2, BlockSize = block }
                    .Factor(Small, new RandomStream(seed)).Pivots;
                counts[(pivots[0], pivots[1])]++;
            }

            foreach (((int, int) pair, double probability) in expected)
            {
                double spread = Math.Sqrt(Draws * probability * (1 - probability));
                Assert.InRange(counts[pair] - (Draws * probability), -4 * spread, 4 * spread);
            }
        }
    }

    [Fact]
    public void Random_pivots_are_neither_misled_by_outliers_nor_blind()
    {
        // A dense cloud, a thin arc and, in the second set, 50 points far from everything.
        double[] errors = new double[6];
        for (ulong seed = 0; seed < 5; seed++)
        {
            foreach (bool outliers in new[] { false, true })
            {
                LinearOperator gram = Smile(600, outliers ? 50 : 0, seed);
                foreach (PivotRule rule in Enum.GetValues<PivotRule>())
                {
                    PartialFactor factor = new PivotedCholesky { RankLimit = 60, Rule = rule, BlockSize = 8 }
                        .Factor(gram, new RandomStream(seed));
                    errors[(3 * (outliers ? 1 : 0)) + (int)rule] += factor.ResidualTrace / factor.Trace / 5;
                }
            }
        }

        string all = string.Join(", ", errors.Select(error => error.ToString("G3")));
        Assert.True(errors[0] <= errors[2], $"random above uniform without outliers: {all}");
        Assert.True(errors[3] <= errors[5], $"random above uniform with outliers: {all}");
        Assert.True(errors[0] <= 3 * errors[1], $"random far above greedy without outliers: {all}");
        Assert.True(errors[3] <= errors[4], $"random above greedy with outliers: {all}");
    }

    [Fact]
    public void Stops_at_the_tolerance()
    {
        LinearOperator gram = Examples.Gaussian(300);
        PartialFactor factor = new PivotedCholesky { RankLimit = 300, RelativeTolerance = 1e-3 }
            .Factor(gram, new RandomStream(2));
        Assert.InRange(factor.Rank, 5, 120);
        Assert.True(factor.ResidualTrace <= 1e-3 * factor.Trace);
        Assert.Equal(300, factor.Trace, 1e-9);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_threads()
    {
        LinearOperator gram = Examples.Gaussian(400);
        double[] Run(int threads) => [.. new PivotedCholesky().Factor(
            gram, new RandomStream(3), new ComputeOptions { Threads = threads }).ResidualDiagonal];
        Assert.Equal(Run(1), Run(2));
    }

    [Fact]
    public void Refuses_operators_without_columns_and_negative_diagonals()
    {
        Assert.Throws<ArgumentException>(
            () => new PivotedCholesky().Factor(Small.PlusDiagonal(1), new RandomStream(1)));
        ArgumentException negative = Assert.Throws<ArgumentException>(() => new PivotedCholesky().Factor(
            Examples.Dense(new[,] { { 1.0, 0 }, { 0, -1 } }, Structure.Symmetric), new RandomStream(1)));
        Assert.Contains("row 1", negative.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PivotedCholesky { RankLimit = 0 });
        Assert.Equal(0, new PivotedCholesky().Factor(
            Examples.Dense(new double[2, 2], Structure.PositiveSemidefinite), new RandomStream(1)).Rank);
    }

    private static LinearOperator Smile(int size, int outliers, ulong seed)
    {
        var random = new RandomStream(seed, 77);
        var points = new Matrix<double>(size + outliers, 2);
        for (int i = 0; i < size; i++)
        {
            // Nine in ten lie in a small cloud, one in ten on a long arc.
            double angle = Math.PI * (1 + random.NextDouble());
            bool arc = i % 10 == 0;
            points[i, 0] = arc ? 10 * Math.Cos(angle) : 0.3 * random.NextNormal();
            points[i, 1] = arc ? 10 * Math.Sin(angle) : 0.3 * random.NextNormal();
        }

        for (int i = size; i < size + outliers; i++)
        {
            points[i, 0] = 100 + (50 * (i - size));
            points[i, 1] = 1000;
        }

        return Kernel.Parse("rbf(lengthscale=0.5)").Gram(new Points(points));
    }
}
