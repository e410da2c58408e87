using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers;
using Xunit;

namespace Gramian.Testing.Solvers;

/// <summary>
/// What every solver of symmetric positive definite systems must do; a test class names its instances.
/// </summary>
/// <typeparam name="TSolver">The solver.</typeparam>
/// <typeparam name="TFactorization">What it prepares; the suite is the suite of both.</typeparam>
public abstract class SolverConformance<TSolver, TFactorization>
    where TSolver : ISolver
    where TFactorization : IFactorization
{
    /// <summary>The solvers to try, each for A itself (no shift).</summary>
    protected abstract IEnumerable<TSolver> Instances { get; }

    /// <summary>The relative residual that a solve of a well-conditioned system must reach.</summary>
    protected virtual double Accuracy => 1e-12;

    /// <summary>How near the log-determinant must be, relative to itself; estimates override it.</summary>
    protected virtual double LogDeterminantAccuracy => 1e-10;

    /// <summary>Solutions leave a small residual, for one and for several right-hand sides.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(100)]
    public void Solves_to_a_small_residual(int size)
    {
        foreach (TSolver solver in Instances)
        {
            double[,] a = PositiveDefinite(size, 1);
            TFactorization factorization = Assert.IsAssignableFrom<TFactorization>(solver.Prepare(Operator(a)));
            Assert.Equal(size, factorization.Size);
            using Matrix<double> b = WorkloadRandom.NormalMatrix(2, size, 3);
            using var x = new Matrix<double>(size, 3);
            factorization.Solve(b.View, x.View);
            for (int column = 0; column < 3; column++)
            {
                double[] single = new double[size];
                factorization.Solve(b.View.ColumnToArray(column), single);
                Assert.True(Residual(a, x.View.ColumnToArray(column), b.View.ColumnToArray(column)) <= Accuracy);
                Assert.True(Residual(a, single, b.View.ColumnToArray(column)) <= Accuracy);
            }
        }
    }

    /// <summary>The solution may take the memory of the right-hand side.</summary>
    [Fact]
    public void Solves_in_place()
    {
        foreach (TSolver solver in Instances)
        {
            double[,] a = PositiveDefinite(20, 3);
            IFactorization factorization = solver.Prepare(Operator(a));
            double[] b = [.. Enumerable.Range(0, 20).Select(i => WorkloadRandom.Normal(4, (ulong)i))];
            var x = (double[])b.Clone();
            factorization.Solve(x, x);
            Assert.True(Residual(a, x, b) <= Accuracy);
        }
    }

    /// <summary>The log-determinant is that of elimination by hand.</summary>
    [Fact]
    public void Knows_the_log_determinant()
    {
        foreach (TSolver solver in Instances)
        {
            double[,] a = PositiveDefinite(30, 5);
            double expected = NaiveLogDeterminant((double[,])a.Clone());
            double actual = solver.Prepare(Operator(a)).LogDeterminant;
            Assert.Equal(expected, actual, LogDeterminantAccuracy * Math.Abs(expected));
        }
    }

    /// <summary>The certificate tells of a converged method and a sane condition.</summary>
    [Fact]
    public void Certifies_its_answer()
    {
        foreach (TSolver solver in Instances)
        {
            Certificate certificate = solver.Prepare(Operator(PositiveDefinite(25, 6))).Certificate;
            Assert.True(certificate.Converged);
            Assert.NotEmpty(certificate.Method);
            Assert.Equal(0, certificate.Jitter);
            Assert.Equal("float64", certificate.NumberType);
            Assert.True(double.IsNaN(certificate.ConditionEstimate) || certificate.ConditionEstimate >= 1 - 1e-12);
        }
    }

    /// <summary>A right-hand side of zeros has the solution 0, beside others and alone.</summary>
    [Fact]
    public void Solves_for_zero()
    {
        foreach (TSolver solver in Instances)
        {
            IFactorization factorization = solver.Prepare(Operator(PositiveDefinite(12, 9)));
            using var b = new Matrix<double>(12, 3);
            using var x = new Matrix<double>(12, 3);
            x.View.Fill(double.NaN);
            b[4, 1] = 1;
            factorization.Solve(b.View, x.View);
            for (int i = 0; i < 12; i++)
            {
                Assert.Equal(0, x[i, 0]);
                Assert.True(double.IsFinite(x[i, 1]));
                Assert.Equal(0, x[i, 2]);
            }
        }
    }

    /// <summary>The operator is not changed.</summary>
    [Fact]
    public void Leaves_the_operator_unchanged()
    {
        foreach (TSolver solver in Instances)
        {
            double[,] a = PositiveDefinite(10, 7);
            using Matrix<double> matrix = Matrix<double>.FromArray(a);
            solver.Prepare(new DenseOperator(matrix, Structure.PositiveDefinite));
            Assert.All(Enumerable.Range(0, 100), k => Assert.Equal(a[k / 10, k % 10], matrix[k / 10, k % 10]));
        }
    }

    /// <summary>Shapes that do not fit, and operators that are not symmetric, are refused.</summary>
    [Fact]
    public void Refuses_what_does_not_fit()
    {
        foreach (TSolver solver in Instances)
        {
            IFactorization factorization = solver.Prepare(Operator(PositiveDefinite(4, 8)));
            Assert.Throws<ArgumentException>(() => factorization.Solve(new double[3], new double[4]));
            Assert.Throws<ArgumentException>(() => factorization.Solve(new double[4], new double[5]));
            using var wrong = new Matrix<double>(5, 2);
            using var right = new Matrix<double>(4, 2);
            Assert.Throws<ArgumentException>(() => factorization.Solve(wrong.View, right.View));
            Assert.Throws<ArgumentException>(() => solver.Prepare(new DenseOperator(new Matrix<double>(3, 3))));
        }
    }

    /// <summary>Makes a positive definite matrix G Gᵀ / n + I of normal numbers.</summary>
    protected static double[,] PositiveDefinite(int size, ulong seed)
    {
        using Matrix<double> g = WorkloadRandom.NormalMatrix(seed, size, size);
        var a = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = 0; k < size; k++)
                {
                    sum += g[i, k] * g[j, k];
                }

                a[i, j] = a[j, i] = (sum / size) + (i == j ? 1 : 0);
            }
        }

        return a;
    }

    /// <summary>Wraps a symmetric positive definite array.</summary>
    protected static LinearOperator Operator(double[,] a) =>
        new DenseOperator(Matrix<double>.FromArray(a), Structure.PositiveDefinite);

    /// <summary>‖A x − b‖₂ / ‖b‖₂ in plain loops.</summary>
    protected static double Residual(double[,] a, ReadOnlySpan<double> x, ReadOnlySpan<double> b)
    {
        double residual = 0;
        double norm = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double sum = -b[i];
            for (int j = 0; j < x.Length; j++)
            {
                sum += a[i, j] * x[j];
            }

            residual += sum * sum;
            norm += b[i] * b[i];
        }

        return Math.Sqrt(residual / norm);
    }

    private static double NaiveLogDeterminant(double[,] a)
    {
        double sum = 0;
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            sum += Math.Log(a[k, k]);
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return sum;
    }
}
