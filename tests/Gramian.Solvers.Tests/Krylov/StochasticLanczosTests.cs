using Gramian.Numerics;
using Gramian.Operators;
using Gramian.Operators.Composition;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Krylov;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class StochasticLanczosTests
{
    [Theory]
    [InlineData(1, 4.3990112064)]
    [InlineData(2, 4.2840698777556)]
    [InlineData(3, 4.2759087145)]
    [InlineData(10, 4.2759087145)]
    public void Gives_the_quadrature_of_three_rows_step_by_step(int steps, double expected) =>
        Assert.Equal(expected, StochasticLanczos.Quadrature(Examples.Three, [1, 1, 1], Math.Log, steps), 1e-10);

    [Fact]
    public void Summed_over_unit_vectors_it_is_the_log_determinant()
    {
        double[][] units = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        double sum = units.Sum(unit => StochasticLanczos.Quadrature(Examples.Three, unit, Math.Log, 3));
        Assert.Equal(Math.Log(18), sum, 1e-13);
        Assert.Equal(9, units.Sum(unit => StochasticLanczos.Quadrature(Examples.Three, unit, t => t, 3)), 1e-13);
    }

    [Fact]
    public void Stops_at_an_invariant_subspace()
    {
        // (1, 1, 0, 0) spans a subspace of two eigenvalues; more steps must not disturb it.
        LinearOperator a = new DiagonalOperator([2.0, 5, 7, 11]);
        Assert.Equal(Math.Log(10), StochasticLanczos.Quadrature(a, [1, 1, 0, 0], Math.Log, 4), 1e-13);
        Assert.Equal(0, StochasticLanczos.Quadrature(a, [0, 0, 0, 0], Math.Log, 4));
    }

    [Fact]
    public void The_log_determinant_of_a_kernel_system_is_within_its_standard_error()
    {
        LinearOperator system = Examples.Gaussian(500).PlusDiagonal(0.1);
        double exact = new CholeskySolver().Prepare(system).LogDeterminant;
        StochasticEstimate estimate = new StochasticLanczos { Probes = 30, Seed = 4 }.LogDeterminant(system);
        Assert.Equal(30, estimate.Probes);
        Assert.True(Math.Abs(estimate.Value - exact) <= 4 * estimate.StandardError, $"{estimate} against {exact}");
        Assert.True(estimate.StandardError < 0.05 * Math.Abs(exact));
    }

    [Fact]
    public void The_gradient_uses_the_probes_of_the_value()
    {
        // d/dλ ln det(K + λI) = tr (K + λI)⁻¹. With common probes the estimated slope is that of the estimated value.
        LinearOperator gram = Examples.Gaussian(150);
        var lanczos = new StochasticLanczos { Probes = 4, Steps = 150, Seed = 9 };
        double Value(double shift) => lanczos.LogDeterminant(gram.PlusDiagonal(shift)).Value;
        double slope = (Value(0.5 + 1e-4) - Value(0.5 - 1e-4)) / 2e-4;
        IFactorization solver = new ConjugateGradient { Shift = 0.5, RelativeTolerance = 1e-12 }.Prepare(gram);
        StochasticEstimate trace = lanczos.InverseTrace(solver, new IdentityOperator(150));
        Assert.Equal(trace.Value, slope, 1e-5 * Math.Abs(slope));
        Assert.Equal(lanczos.Trace(gram.PlusDiagonal(0.5), t => 1 / t).Value, trace.Value, 1e-8 * trace.Value);
    }

    [Fact]
    public void Probes_are_signs_that_depend_on_seed_and_size_alone()
    {
        using Matrix<double> first = new StochasticLanczos { Probes = 3, Seed = 7 }.DrawProbes(50);
        using Matrix<double> more = new StochasticLanczos { Probes = 5, Seed = 7 }.DrawProbes(50);
        double sum = 0;
        for (int i = 0; i < 50; i++)
        {
            for (int p = 0; p < 3; p++)
            {
                Assert.Equal(1, Math.Abs(first[i, p]));
                Assert.Equal(first[i, p], more[i, p]);
                sum += first[i, p];
            }
        }

        // The sum of 150 signs has standard deviation 12.2.
        Assert.InRange(sum, -49, 49);
    }

    [Fact]
    public void Refuses_an_indefinite_operator()
    {
        DenseOperator a = Examples.Dense(new[,] { { 1.0, 0 }, { 0, -1 } }, Structure.Symmetric);
        SolverException refusal = Assert.Throws<SolverException>(() => new StochasticLanczos().LogDeterminant(a));
        Assert.Contains("positive definite", refusal.Message);
        Assert.Throws<ArgumentException>(
            () => new StochasticLanczos().LogDeterminant(Examples.Dense(new double[2, 3], Structure.None)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticLanczos { Probes = 0 });
    }
}
