using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Solvers.Krylov;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class ShiftedConjugateGradientTests
{
    [Fact]
    public void Solves_for_every_shift_at_once()
    {
        LinearOperator gram = Examples.Gaussian(300);
        double[] b = Examples.Normal(6, 300);
        double[] shifts = [10, 0.1, 1, 0.3, 1000];
        using var x = new Matrix<double>(300, 5);
        Certificate certificate = new ShiftedConjugateGradient { RelativeTolerance = 1e-9 }.Solve(gram, b, shifts, x);
        Assert.True(certificate.Converged, certificate.Remedy);
        for (int j = 0; j < 5; j++)
        {
            Assert.True(Examples.Residual(gram, shifts[j], x.View.ColumnToArray(j), b) <= 1.001e-9);
        }

        IFactorization alone = new ConjugateGradient { Shift = 0.1, RelativeTolerance = 1e-9 }.Prepare(gram);
        alone.Solve(b, new double[300]);
        Assert.InRange(certificate.Iterations, 1, alone.Certificate.Iterations + 30);
    }

    [Fact]
    public void Says_that_the_limit_was_reached()
    {
        using var x = new Matrix<double>(300, 1);
        Certificate certificate = new ShiftedConjugateGradient { IterationLimit = 5 }
            .Solve(Examples.Gaussian(300), Examples.Normal(6, 300), [1e-4], x);
        Assert.False(certificate.Converged);
        Assert.NotNull(certificate.Remedy);
        Assert.True(certificate.AchievedResidual > 1e-6);
    }

    [Fact]
    public void Accepts_zero_right_hand_sides_and_refuses_wrong_shapes()
    {
        using var x = new Matrix<double>(3, 2);
        x.View.Fill(7);
        Assert.True(new ShiftedConjugateGradient().Solve(Examples.Three, new double[3], [0, 1], x).Converged);
        Assert.Equal(0, x[1, 1]);
        Assert.Throws<ArgumentException>(
            () => new ShiftedConjugateGradient().Solve(Examples.Three, new double[3], [0.0], x));
        Assert.Throws<ArgumentException>(
            () => new ShiftedConjugateGradient().Solve(Examples.Three, new double[3], [0, double.NaN], x));
    }
}
