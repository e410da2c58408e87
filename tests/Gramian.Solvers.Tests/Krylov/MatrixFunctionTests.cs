using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers.Krylov;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class MatrixFunctionTests
{
    [Fact]
    public void The_root_applied_twice_is_the_operator()
    {
        LinearOperator a = Examples.Gaussian(300).PlusDiagonal(0.1);
        double[] v = Examples.Normal(8, 300);
        (double[] half, double[] twice, double[] whole) = (new double[300], new double[300], new double[300]);
        var function = new MatrixFunction { RelativeTolerance = 1e-11 };
        Certificate certificate = function.Apply(a, Math.Sqrt, v, half);
        Assert.True(certificate.Converged, certificate.Remedy);
        Assert.InRange(certificate.Iterations, 10, 250);
        function.Apply(a, Math.Sqrt, half, twice);
        a.Apply(v, whole);
        double scale = whole.Max(Math.Abs);
        Assert.Equal(whole, twice, (l, r) => Math.Abs(l - r) <= 1e-8 * scale);
    }

    [Fact]
    public void The_inverse_root_undoes_the_root()
    {
        var result = new double[3];
        var back = new double[3];
        Assert.True(new MatrixFunction().Apply(Examples.Three, Math.Sqrt, [1, -2, 3], result).Converged);
        new MatrixFunction().Apply(Examples.Three, t => 1 / Math.Sqrt(t), result, back);
        Assert.Equal([1, -2, 3], back, (l, r) => Math.Abs(l - r) <= 1e-13);
    }

    [Fact]
    public void Says_that_it_has_not_converged()
    {
        LinearOperator a = Examples.Gaussian(300).PlusDiagonal(1e-4);
        Certificate certificate = new MatrixFunction { StepLimit = 20 }.Apply(
            a, t => 1 / Math.Sqrt(t), Examples.Normal(8, 300), new double[300]);
        Assert.False(certificate.Converged);
        Assert.NotNull(certificate.Remedy);
        Assert.Equal(20, certificate.Iterations);
    }

    [Fact]
    public void Zero_goes_to_zero()
    {
        double[] result = [7, 7, 7];
        Assert.True(new MatrixFunction().Apply(Examples.Three, Math.Exp, new double[3], result).Converged);
        Assert.Equal([0, 0, 0], result);
        Assert.Throws<ArgumentException>(
            () => new MatrixFunction().Apply(Examples.Three, Math.Exp, new double[2], result));
    }
}
