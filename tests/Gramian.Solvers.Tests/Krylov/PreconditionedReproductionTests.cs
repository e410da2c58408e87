using Gramian.Operators;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Tests.Krylov;

/// <summary>The published comparison of preconditioned and plain conjugate gradients, at its full size.</summary>
public sealed class PreconditionedReproductionTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Five_thousand_points_take_forty_iterations_instead_of_hundreds()
    {
        const int Size = 5000;
        const double Shift = 1e-7 * Size;
        LinearOperator gram = Examples.Gaussian(Size, dimension: 3, seed: 10, lengthscale: 1.5);
        double[] b = Examples.Normal(20, Size);
        var plain = new ConjugateGradient { Shift = Shift, IterationLimit = 300 };
        IFactorization without = plain.Prepare(gram);
        without.Solve(b, new double[Size]);
        IFactorization with = (plain with
        {
            Preconditioning = new LowRankPreconditioning
            {
                Factorisation = new PivotedCholesky { RankLimit = 300 },
            },
        }).Prepare(gram);
        with.Solve(b, new double[Size]);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"plain {without.Certificate.Iterations}, {without.Certificate.AchievedResidual:G3}; "
            + $"preconditioned {with.Certificate.Iterations}, {with.Certificate.AchievedResidual:G3}");
        Assert.False(without.Certificate.Converged);
        Assert.True(with.Certificate.Converged, with.Certificate.Remedy);
        Assert.InRange(with.Certificate.Iterations, 1, 40);
    }
}
