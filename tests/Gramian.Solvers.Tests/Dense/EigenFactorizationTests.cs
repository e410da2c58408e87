using Gramian.Numerics;
using Gramian.Solvers.Dense;

namespace Gramian.Solvers.Tests.Dense;

public sealed class EigenFactorizationTests
{
    private static readonly double[,] Example = { { 2, 1, 0 }, { 1, 2, 0 }, { 0, 0, 5 } };

    [Fact]
    public void Solves_for_every_shift_with_one_decomposition()
    {
        EigenFactorization eigen = EigenFactorization.Decompose(Matrix<double>.FromArray(Example));
        Assert.Equal([1, 3, 5], eigen.Values, (a, b) => Math.Abs(a - b) < 1e-13);
        foreach (double shift in new[] { 0, 0.5, 10 })
        {
            EigenFactorization shifted = eigen.WithShift(shift);
            var x = new double[3];
            shifted.Solve([1, 0, 1], x);
            double determinant = ((2 + shift) * (2 + shift)) - 1;
            Assert.Equal((2 + shift) / determinant, x[0], 13);
            Assert.Equal(-1 / determinant, x[1], 13);
            Assert.Equal(1 / (5 + shift), x[2], 13);
            Assert.Equal(Math.Log(determinant * (5 + shift)), shifted.LogDeterminant, 13);
            var diagonal = new double[3];
            shifted.InverseDiagonal(diagonal);
            Assert.Equal((2 + shift) / determinant, diagonal[0], 13);
            Assert.Equal(1 / (5 + shift), diagonal[2], 13);
            Assert.Equal((5 + shift) / (1 + shift), shifted.Certificate.ConditionEstimate, 12);
        }
    }

    [Fact]
    public void Refuses_to_solve_a_singular_system_but_not_to_decompose_it()
    {
        var ones = new Matrix<double>(3, 3);
        ones.View.Fill(1);
        EigenFactorization eigen = EigenFactorization.Decompose(ones);
        Assert.False(eigen.Certificate.Converged);
        SolverException refusal = Assert.Throws<SolverException>(() => eigen.Solve([1, 2, 3], new double[3]));
        Assert.Contains("larger shift", refusal.Message);
        var x = new double[3];
        eigen.WithShift(0.5).Solve([1, 1, 1], x);
        Assert.Equal(1 / 3.5, x[1], 13);
    }

    [Fact]
    public void Refuses_elements_that_are_not_finite()
    {
        var a = new Matrix<double>(2, 2);
        a[0, 0] = double.NaN;
        Assert.Throws<ArgumentException>(() => EigenFactorization.Decompose(a));
    }
}
