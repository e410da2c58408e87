using Gramian.Operators;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Preconditioning;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class MinimumResidualTests : SolverConformance<MinimumResidual, IFactorization>
{
    protected override IEnumerable<MinimumResidual> Instances =>
    [
        new MinimumResidual { RelativeTolerance = 1e-13 },
        new MinimumResidual { RelativeTolerance = 1e-13, Preconditioning = new DiagonalPreconditioning() },
    ];

    // Sixteen probes of 30 signs, as for conjugate gradients.
    protected override double LogDeterminantAccuracy => 0.03;

    [Fact]
    public void Solves_an_indefinite_system()
    {
        DenseOperator a = Examples.Dense(new[,] { { 1.0, 2, 0 }, { 2, -3, 1 }, { 0, 1, 0.5 } }, Structure.Symmetric);
        IFactorization factorization = new MinimumResidual { RelativeTolerance = 1e-12 }.Prepare(a);
        var x = new double[3];
        factorization.Solve([1, -1, 2], x);
        Assert.True(factorization.Certificate.Converged, factorization.Certificate.Remedy);
        Assert.True(Examples.Residual(a, 0, x, [1, -1, 2]) <= 1e-12);

        // det = 1·(−1.5 − 1) − 2·(1 − 0) = −4.5; three steps are exact, so only the signs of the probes vary it.
        Assert.Equal(Math.Log(4.5), factorization.LogDeterminant, 1.5);
    }

    [Fact]
    public void Solves_a_shifted_kernel_system_beyond_definiteness()
    {
        LinearOperator gram = Examples.Gaussian(200);
        double[] b = Examples.Normal(4, 200);
        var x = new double[200];
        IFactorization factorization = new MinimumResidual { Shift = -0.5 }.Prepare(gram);
        factorization.Solve(b, x);
        Assert.True(factorization.Certificate.Converged, factorization.Certificate.Remedy);
        Assert.True(Examples.Residual(gram, -0.5, x, b) <= 1.001e-6);
    }

    [Fact]
    public void A_preconditioner_makes_an_indefinite_kernel_system_easier()
    {
        const double Shift = -0.02;
        LinearOperator gram = Examples.Gaussian(400, seed: 3);
        double[] b = Examples.Normal(4, 400);
        var x = new double[400];
        var plain = new MinimumResidual { Shift = Shift, RelativeTolerance = 1e-8 };
        IFactorization without = plain.Prepare(gram);
        without.Solve(b, x);
        IFactorization with = (plain with
        {
            Preconditioning = new LowRankPreconditioning { Factorisation = new PivotedCholesky { RankLimit = 60 } },
        }).Prepare(gram);
        with.Solve(b, x);
        Assert.True(with.Certificate.Converged, with.Certificate.Remedy);
        Assert.True(Examples.Residual(gram, Shift, x, b) <= 1.001e-8);
        Assert.True(
            with.Certificate.Iterations < 0.7 * without.Certificate.Iterations,
            $"{with.Certificate.Iterations} against {without.Certificate.Iterations}");
        Assert.Contains("partial Cholesky", with.Certificate.Method);
    }

    [Fact]
    public void Says_that_a_singular_system_has_no_solution()
    {
        DenseOperator ones = Examples.Dense(new[,] { { 1.0, 1 }, { 1, 1 } }, Structure.PositiveSemidefinite);
        IFactorization factorization = new MinimumResidual().Prepare(ones);
        var x = new double[2];
        factorization.Solve([1, 0], x);
        Assert.False(factorization.Certificate.Converged);
        Assert.NotNull(factorization.Certificate.Remedy);
        Assert.Equal(Math.Sqrt(0.5), factorization.Certificate.AchievedResidual, 1e-9);
    }
}
