using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers.Krylov;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class ContourRootTests
{
    [Theory]
    [InlineData(1e-1)]
    [InlineData(1e-5)]
    public void Agrees_with_the_dense_roots(double shift)
    {
        LinearOperator a = Examples.Gaussian(200);
        double[] v = Examples.Normal(8, 200);

        // The largest eigenvalue is near 200: at a shift of 1e-5 rounding alone moves a solve by about 2e-9.
        double tolerance = shift > 1e-3 ? 1e-9 : 5e-9;
        var contour = new ContourRoot { Shift = shift, RelativeTolerance = tolerance, IterationLimit = 20000 };
        var lanczos = new MatrixFunction { RelativeTolerance = 1e-14, StepLimit = 200 };
        LinearOperator shifted = a.PlusDiagonal(shift);
        (double[] found, double[] expected) = (new double[200], new double[200]);
        Certificate certificate = contour.ApplyInverseRoot(a, v, found);
        Assert.True(certificate.Converged, certificate.Remedy);
        lanczos.Apply(shifted, t => 1 / Math.Sqrt(t), v, expected);
        double scale = expected.Max(Math.Abs);

        // The stated error is relative to the whole vector; 1e-8 leaves room for its largest element.
        Assert.Equal(expected, found, (l, r) => Math.Abs(l - r) <= 1e-8 * scale);
        Assert.True(contour.ApplyRoot(a, v, found).Converged);
        lanczos.Apply(shifted, Math.Sqrt, v, expected);
        scale = expected.Max(Math.Abs);
        Assert.Equal(expected, found, (l, r) => Math.Abs(l - r) <= 1e-8 * scale);
    }

    [Fact]
    public void Finds_the_interval_of_an_operator_that_says_nothing_of_it()
    {
        var result = new double[3];
        var back = new double[3];
        var contour = new ContourRoot { RelativeTolerance = 1e-12 };
        Assert.True(contour.ApplyRoot(Examples.Three, [1, -2, 3], result).Converged);
        Certificate certificate = contour.ApplyInverseRoot(Examples.Three, result, back);
        Assert.True(certificate.Converged, certificate.Remedy);
        Assert.Equal([1, -2, 3], back, (l, r) => Math.Abs(l - r) <= 1e-11);
    }

    [Fact]
    public void Says_that_the_interval_was_wrong()
    {
        // Eigenvalues from 1e-4 up, but the caller swears that none is below 1.
        LinearOperator a = Examples.Gaussian(300).PlusDiagonal(1e-4);
        Certificate certificate = new ContourRoot { LeastEigenvalue = 1 }.ApplyInverseRoot(
            a, Examples.Normal(8, 300), new double[300]);
        Assert.False(certificate.Converged);
        Assert.NotNull(certificate.Remedy);
    }

    [Fact]
    public void Says_that_there_were_too_few_iterations()
    {
        Certificate certificate = new ContourRoot { Shift = 1e-4, IterationLimit = 5 }.ApplyInverseRoot(
            Examples.Gaussian(300), Examples.Normal(8, 300), new double[300]);
        Assert.False(certificate.Converged);
        Assert.Equal(5, certificate.Iterations);
    }

    [Fact]
    public void Zero_goes_to_zero_and_an_indefinite_operator_is_told()
    {
        double[] result = [7, 7, 7];
        Assert.True(new ContourRoot().ApplyRoot(Examples.Three, new double[3], result).Converged);
        Assert.Equal([0, 0, 0], result);
        var indefinite = new DenseOperator(Matrix<double>.FromRowMajor(2, 2, [1, 0, 0, -1]), Structure.Symmetric);
        Certificate certificate = new ContourRoot().ApplyInverseRoot(indefinite, [1, 1], new double[2]);
        Assert.False(certificate.Converged);
        Assert.Contains("not positive definite", certificate.Remedy, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ContourRoot().ApplyRoot(Examples.Three, new double[2], result));
    }

    [Fact]
    public void Gives_the_same_bits_for_any_number_of_threads()
    {
        double[] v = Examples.Normal(8, 150);
        var contour = new ContourRoot { Shift = 1e-2 };
        (double[] one, double[] two) = (new double[150], new double[150]);
        contour.ApplyRoot(Examples.Gaussian(150), v, one, new ComputeOptions { Threads = 1 });
        contour.ApplyRoot(Examples.Gaussian(150), v, two, new ComputeOptions { Threads = 2 });
        Assert.Equal(one, two);
    }
}
