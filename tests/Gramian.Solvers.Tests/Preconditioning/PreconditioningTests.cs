using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers.Preconditioning;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Preconditioning;

public sealed class DiagonalPreconditioningTests : PreconditioningConformance<DiagonalPreconditioning>
{
    protected override IEnumerable<DiagonalPreconditioning> Instances => [new DiagonalPreconditioning()];

    [Fact]
    public void Refuses_what_has_no_positive_diagonal()
    {
        var recipe = new DiagonalPreconditioning();
        Assert.Throws<ArgumentException>(() => recipe.Prepare(Examples.Three.PlusDiagonal(1), 0));
        Assert.Throws<ArgumentException>(() => recipe.Prepare(new DiagonalOperator([1.0, -1]), 0.5));
    }
}

public sealed class LowRankPreconditioningTests : PreconditioningConformance<LowRankPreconditioning>
{
    protected override IEnumerable<LowRankPreconditioning> Instances =>
    [
        new LowRankPreconditioning { Factorisation = new PivotedCholesky { RankLimit = 8 } },
        new LowRankPreconditioning { Factorisation = new PivotedCholesky { RankLimit = 1 }, Seed = 3 },
        new LowRankPreconditioning(),
    ];

    [Fact]
    public void Of_full_rank_it_is_the_inverse()
    {
        var p = (SpectralPreconditioner)new LowRankPreconditioning().Prepare(Examples.Three, 0.25);
        Assert.Equal(3, p.Rank);
        using Matrix<double> b = Matrix<double>.FromRowMajor(3, 1, [1, 2, 3]);
        using var x = new Matrix<double>(3, 1);
        p.Apply(b, x);
        Assert.True(Examples.Residual(Examples.Three, 0.25, x.View.ColumnToArray(0), [1, 2, 3]) <= 1e-14);
    }

    [Fact]
    public void Stays_positive_for_a_shift_near_rounding()
    {
        // The Woodbury formula of the raw factor loses definiteness here; orthonormal vectors do not.
        LinearOperator gram = Examples.Gaussian(200);
        IPreconditioner p = new LowRankPreconditioning
        {
            Factorisation = new PivotedCholesky { RankLimit = 120 },
        }.Prepare(gram, 1e-12);
        using Matrix<double> unit = Matrix<double>.Identity(200);
        using var inverse = new Matrix<double>(200, 200);
        p.ApplyRoot(unit, inverse);
        double[] values = SymmetricEigen<double>.ComputeValues(inverse);
        Assert.True(values[0] > 0, $"The least eigenvalue of the root is {values[0]}.");
        Assert.Equal(1e6, values[^1], 1);
    }

    [Fact]
    public void Refuses_a_shift_of_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowRankPreconditioning().Prepare(Examples.Three, 0));
}

public sealed class NystromPreconditioningTests : PreconditioningConformance<NystromPreconditioning>
{
    protected override IEnumerable<NystromPreconditioning> Instances =>
        [new NystromPreconditioning { Rank = 6 }, new NystromPreconditioning { Rank = 30, Seed = 2 }];

    [Fact]
    public void Captures_the_top_of_the_spectrum()
    {
        LinearOperator gram = Examples.Gaussian(200);
        using Matrix<double> dense = gram.ToDense();
        double[] exact = SymmetricEigen<double>.ComputeValues(dense);
        var p = (SpectralPreconditioner)new NystromPreconditioning { Rank = 40 }.Prepare(gram, 1e-3);
        for (int k = 1; k <= 8; k++)
        {
            // A sketch never overestimates; a few ranks beyond it is sharp.
            Assert.InRange(p.Head[^k] - 1e-3, 0.97 * exact[^k], exact[^k] * (1 + 1e-9));
        }
    }

    [Fact]
    public void Refuses_nothing_and_negative_operators()
    {
        Assert.Throws<ArgumentException>(() => new NystromPreconditioning().Prepare(
            Examples.Dense(new double[3, 3], Structure.PositiveSemidefinite), 0));
        Assert.Throws<SolverException>(() => new NystromPreconditioning().Prepare(
            new DiagonalOperator([1.0, -1, 2]), 0));
    }
}
