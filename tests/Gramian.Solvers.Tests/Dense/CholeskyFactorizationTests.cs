using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.Dense;

namespace Gramian.Solvers.Tests.Dense;

public sealed class CholeskyFactorizationTests
{
    [Fact]
    public void Uses_no_jitter_when_none_is_needed()
    {
        CholeskyFactorization factorization = CholeskyFactorization.Factor(
            Matrix<double>.FromArray(new[,] { { 4.0, 9 }, { 2, 5 } }));
        Assert.Equal(0, factorization.Jitter);
        Assert.Equal(2, factorization.Lower[0, 0]);
        Assert.Equal(1, factorization.Lower[1, 0]);
        Assert.Equal(2, factorization.Lower[1, 1]);
        Assert.Equal(Math.Log(16), factorization.LogDeterminant, 14);
        Assert.Null(factorization.Certificate.Remedy);
    }

    [Fact]
    public void Adds_the_least_jitter_that_helps_and_says_so()
    {
        // The matrix of ones has rank 1, so the second pivot is 0 exactly.
        CholeskyFactorization factorization = CholeskyFactorization.Factor(Ones(5, 1));
        Certificate certificate = factorization.Certificate;
        Assert.Equal(1e-10, certificate.JitterRelative, 1e-20);
        Assert.Equal(1e-10, certificate.Jitter, 1e-20);
        Assert.NotNull(certificate.Remedy);

        // det(11ᵀ + δI) = δ⁴ (5 + δ); rounding of 1 + δ limits how well δ is known.
        Assert.Equal((4 * Math.Log(1e-10)) + Math.Log(5), factorization.LogDeterminant, 1e-4);
    }

    [Fact]
    public void Scales_the_jitter_by_the_mean_of_the_diagonal()
    {
        Certificate certificate = CholeskyFactorization.Factor(Ones(4, 1e6)).Certificate;
        Assert.Equal(1e-4, certificate.Jitter, 1e-12);
        Assert.Equal(1e-10, certificate.JitterRelative, 1e-20);
    }

    [Fact]
    public void Takes_more_jitter_when_little_does_not_help()
    {
        // The least eigenvalue is −1e-6, so 1e-6 fails or is borderline and 1e-5 works.
        Matrix<double> a = Matrix<double>.FromArray(new[,] { { 1, 1 + 1e-6 }, { 1 + 1e-6, 1 } });
        Assert.InRange(CholeskyFactorization.Factor(a).JitterRelative, 1e-6, 1.01e-5);
    }

    [Fact]
    public void Measures_the_residual_of_the_matrix_that_it_factorised()
    {
        CholeskyFactorization factorization = CholeskyFactorization.Factor(Ones(5, 1));
        Assert.True(double.IsNaN(factorization.Certificate.AchievedResidual));
        var x = new double[5];
        factorization.Solve([1, 2, 3, 4, 5], x);
        double product = x.Sum() + (x[0] * factorization.Jitter) - 1;

        // x is about 2e10, so a residual of 1e-6 is what rounding allows; the certificate must not hide it.
        double residual = factorization.Certificate.AchievedResidual;
        Assert.InRange(residual, 1e-12, 1e-4);
        Assert.True(Math.Abs(product) / Math.Sqrt(55) <= residual * 1.01);
        Assert.True(factorization.Certificate.ConditionEstimate > 1e10);
    }

    [Fact]
    public void Measures_the_same_residual_with_any_number_of_threads()
    {
        // Large enough for several panels, with a rest, and for products on more than one thread.
        const int Size = 700;
        using Matrix<double> g = WorkloadRandom.NormalMatrix(3, Size, Size);
        double[] b = [.. Enumerable.Range(0, Size).Select(i => Math.Sin(i))];
        (double Residual, double[] Solution) Run(int threads)
        {
            var a = new Matrix<double>(Size, Size);
            for (int i = 0; i < Size; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    a[i, j] = g[i, j] + (i == j ? 3 * Size : 0);
                }
            }

            CholeskyFactorization factorization = CholeskyFactorization.Factor(
                a, JitterPolicy.Never, new ComputeOptions { Threads = threads });
            var x = new double[Size];
            factorization.Solve(b, x);
            return (factorization.Certificate.AchievedResidual, x);
        }

        (double residual, double[] solution) = Run(1);
        (double again, double[] same) = Run(2);
        Assert.Equal(residual, again);
        Assert.Equal(solution, same);
        double naive = 0;
        for (int i = 0; i < Size; i++)
        {
            double product = 3 * Size * solution[i];
            for (int j = 0; j < Size; j++)
            {
                product += (j <= i ? g[i, j] : g[j, i]) * solution[j];
            }

            naive += Math.Pow(product - b[i], 2);
        }

        // Both are rounding: they must be of one size, a few ε.
        Assert.InRange(residual, 0, 1e-14);
        Assert.InRange(Math.Sqrt(naive / b.Sum(value => value * value)), 0, 1e-14);
    }

    [Fact]
    public void Names_the_first_element_that_is_not_finite()
    {
        var a = Matrix<double>.Identity(200);
        a[150, 3] = double.NaN;
        a[70, 40] = double.PositiveInfinity;
        a[70, 55] = double.NaN;
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => CholeskyFactorization.Factor(a));
        Assert.Contains("row 70, column 40", refusal.Message);
    }

    [Fact]
    public void Estimates_the_condition()
    {
        CholeskyFactorization factorization = CholeskyFactorization.Factor(
            Matrix<double>.FromArray(new[,] { { 1.0, 0, 0 }, { 0, 100, 0 }, { 0, 0, 1e4 } }));
        Assert.Equal(1e4, factorization.Certificate.ConditionEstimate, 1e-6);
    }

    [Fact]
    public void Inverts_in_the_same_memory()
    {
        Matrix<double> a = Matrix<double>.FromArray(new[,] { { 4.0, 2 }, { 2, 5 } });
        CholeskyFactorization factorization = CholeskyFactorization.Factor(a);
        Matrix<double> inverse = factorization.InvertInPlace();
        Assert.Same(a, inverse);
        Assert.Equal(5 / 16.0, inverse[0, 0], 15);
        Assert.Equal(-2 / 16.0, inverse[1, 0], 15);
        Assert.Equal(4 / 16.0, inverse[1, 1], 15);
        Assert.Throws<InvalidOperationException>(() => factorization.Solve([1, 2], new double[2]));
        Assert.Throws<InvalidOperationException>(() => factorization.InvertInPlace());
        Assert.True(double.IsNaN(factorization.Certificate.ConditionEstimate));
    }

    [Fact]
    public void Refuses_an_indefinite_matrix_with_the_row_and_a_remedy()
    {
        Matrix<double> a = Matrix<double>.FromArray(new[,] { { 1.0, 0, 0 }, { 0, -1, 0 }, { 0, 0, 1 } });
        SolverException refusal = Assert.Throws<SolverException>(() => CholeskyFactorization.Factor(a));
        Assert.Contains("row 1", refusal.Message);
        Assert.Contains("0.0001", refusal.Message);
        Assert.False(refusal.Certificate.Converged);
        Assert.NotNull(refusal.Certificate.Remedy);
        SolverException strict = Assert.Throws<SolverException>(
            () => CholeskyFactorization.Factor(Ones(2, 1), JitterPolicy.Never));
        Assert.Contains("No jitter", strict.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Refuses_elements_that_are_not_finite(double bad)
    {
        var a = Matrix<double>.Identity(4);
        a[2, 1] = bad;
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => CholeskyFactorization.Factor(a));
        Assert.Contains("row 2, column 1", refusal.Message);
    }

    [Fact]
    public void Refuses_a_matrix_that_is_not_square() =>
        Assert.Throws<ArgumentException>(() => CholeskyFactorization.Factor(new Matrix<double>(3, 2)));

    [Fact]
    public void Accepts_a_matrix_of_no_rows() =>
        Assert.Equal(0, CholeskyFactorization.Factor(new Matrix<double>(0, 0)).LogDeterminant);

    [Fact]
    public void Needs_no_second_matrix()
    {
        // Small enough to be stored in counted memory, where a second matrix would be seen.
        const int size = 350;
        var a = Matrix<double>.Identity(size);
        CholeskyFactorization.Factor(Matrix<double>.Identity(size)).Solve(new double[size], new double[size]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        CholeskyFactorization factorization = CholeskyFactorization.Factor(a);
        factorization.Solve(new double[size], new double[size]);
        _ = factorization.Certificate;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * size * sizeof(double));
    }

    private static Matrix<double> Ones(int size, double value)
    {
        var matrix = new Matrix<double>(size, size);
        matrix.View.Fill(value);
        return matrix;
    }
}
