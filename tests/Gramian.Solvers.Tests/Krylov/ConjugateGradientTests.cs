using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Dense;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Preconditioning;
using Gramian.Testing.Solvers;

namespace Gramian.Solvers.Tests.Krylov;

public sealed class ConjugateGradientTests : SolverConformance<ConjugateGradient, IFactorization>
{
    protected override IEnumerable<ConjugateGradient> Instances =>
    [
        new ConjugateGradient { RelativeTolerance = 1e-13 },
        new ConjugateGradient { RelativeTolerance = 1e-13, Preconditioning = new DiagonalPreconditioning() },
        new ConjugateGradient { RelativeTolerance = 1e-13, Preconditioning = new NystromPreconditioning { Rank = 5 } },
    ];

    // Sixteen probes of 30 signs; three standard errors are about 0.02 of the value here.
    protected override double LogDeterminantAccuracy => 0.03;

    [Fact]
    public void Preconditioning_makes_an_ill_conditioned_kernel_system_easy()
    {
        // μ = 1e-7 n as in the published comparison, at n = 1000 instead of 5000.
        const int Size = 1000;
        const double Shift = 1e-7 * Size;
        LinearOperator gram = Examples.Gaussian(Size);
        double[] b = Examples.Normal(5, Size);
        var x = new double[Size];
        var plain = new ConjugateGradient { Shift = Shift, IterationLimit = 300 };
        IFactorization without = plain.Prepare(gram);
        without.Solve(b, x);
        Assert.False(without.Certificate.Converged);
        Assert.Equal(300, without.Certificate.Iterations);
        Assert.Contains("preconditioner", without.Certificate.Remedy);
        Assert.Equal(Examples.Residual(gram, Shift, x, b), without.Certificate.AchievedResidual, 1e-9);

        for (ulong seed = 0; seed < 3; seed++)
        {
            var preconditioned = plain with
            {
                Preconditioning = new LowRankPreconditioning
                {
                    Factorisation = new PivotedCholesky { RankLimit = 150 }, Seed = seed,
                },
            };
            IFactorization with = preconditioned.Prepare(gram);
            with.Solve(b, x);
            Certificate certificate = with.Certificate;
            Assert.True(certificate.Converged, certificate.Remedy);
            Assert.InRange(certificate.Iterations, 1, 40);
            Assert.True(Examples.Residual(gram, Shift, x, b) <= 1.001e-6);
            Assert.Null(certificate.Remedy);
        }
    }

    [Fact]
    public void Several_right_hand_sides_have_the_answers_of_each_alone()
    {
        const int Size = 120;
        LinearOperator gram = Examples.Gaussian(Size);
        var solver = new ConjugateGradient { Shift = 0.01, RelativeTolerance = 1e-10 };
        using Matrix<double> b = WorkloadRandom.NormalMatrix(3, Size, 7);
        for (int i = 0; i < Size; i++)
        {
            b[i, 2] = 0;

            // An easy one, which goes out first: the last column takes its place.
            b[i, 0] = i == 3 ? 1e-3 : 0;
        }

        using var x = new Matrix<double>(Size, 7);
        IFactorization together = solver.Prepare(gram);
        together.Solve(b.View, x.View);
        Assert.True(together.Certificate.Converged, together.Certificate.Remedy);
        IFactorization dense = new CholeskySolver().Prepare(
            Operators.Composition.OperatorAlgebra.PlusDiagonal(gram, 0.01));
        for (int j = 0; j < 7; j++)
        {
            var expected = new double[Size];
            dense.Solve(b.View.ColumnToArray(j), expected);
            Assert.Equal(expected, x.View.ColumnToArray(j), (l, r) => Math.Abs(l - r) <= 1e-6 * (1 + Math.Abs(l)));
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_threads()
    {
        LinearOperator gram = Examples.Gaussian(3000);
        double[] b = Examples.Normal(2, 3000);
        double[] Run(int threads)
        {
            var x = new double[3000];
            new ConjugateGradient { Shift = 30, RelativeTolerance = 1e-4 }
                .Prepare(gram, new ComputeOptions { Threads = threads }).Solve(b, x);
            return x;
        }

        Assert.Equal(Run(1), Run(2));
    }

    [Fact]
    public void Says_that_the_operator_is_indefinite()
    {
        DenseOperator a = Examples.Dense(new[,] { { 1.0, 0, 0 }, { 0, -1, 0 }, { 0, 0, 2 } }, Structure.Symmetric);
        IFactorization factorization = new ConjugateGradient().Prepare(a);
        factorization.Solve([1, 2, 1], new double[3]);
        Assert.False(factorization.Certificate.Converged);
        Assert.Contains("positive definite", factorization.Certificate.Remedy);
    }

    [Fact]
    public void Says_that_rounding_allows_no_smaller_residual()
    {
        // Condition 1e12: the attainable residual is far above 1e-15.
        var diagonal = new double[200];
        var matrix = new double[200, 200];
        for (int i = 0; i < 200; i++)
        {
            diagonal[i] = Math.Pow(10, -12 * i / 199.0);
            for (int j = 0; j < 200; j++)
            {
                matrix[i, j] = i == j ? diagonal[i] : 0;
            }
        }

        IFactorization factorization = new ConjugateGradient { RelativeTolerance = 1e-15, IterationLimit = 20_000 }
            .Prepare(Examples.Dense(matrix));
        var x = new double[200];
        factorization.Solve(Examples.Normal(3, 200), x);
        Certificate certificate = factorization.Certificate;
        Assert.False(certificate.Converged);
        Assert.True(certificate.AchievedResidual > 1e-15);
        Assert.Equal(Examples.Residual(Examples.Dense(matrix), 0, x, Examples.Normal(3, 200)),
            certificate.AchievedResidual, 1e-3 * certificate.AchievedResidual);
    }

    [Fact]
    public void Preconditioning_sharpens_the_log_determinant()
    {
        const int Size = 400;
        LinearOperator gram = Examples.Gaussian(Size);
        LinearOperator shifted = Operators.Composition.OperatorAlgebra.PlusDiagonal(gram, 0.01);
        double exact = new CholeskySolver().Prepare(shifted).LogDeterminant;
        IPreconditioner p = new LowRankPreconditioning
        {
            Factorisation = new PivotedCholesky { RankLimit = 60 },
        }.Prepare(gram, 0.01);
        StochasticEstimate plain = new StochasticLanczos().LogDeterminant(shifted);
        StochasticEstimate better = new StochasticLanczos().LogDeterminant(shifted, p);
        Assert.True(Math.Abs(plain.Value - exact) <= 5 * plain.StandardError, $"{plain} against {exact}");
        Assert.True(Math.Abs(better.Value - exact) <= (5 * better.StandardError) + 1e-6, $"{better} against {exact}");
        Assert.True(better.StandardError < 0.2 * plain.StandardError, $"{better} against {plain}");
        double viaSolver = new ConjugateGradient
        {
            Shift = 0.01,
            Preconditioning = new LowRankPreconditioning { Factorisation = new PivotedCholesky { RankLimit = 60 } },
        }.Prepare(gram).LogDeterminant;
        Assert.Equal(better.Value, viaSolver, 1e-9 * Math.Abs(exact));
    }

    [Fact]
    public void Refuses_settings_that_do_not_make_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConjugateGradient { RelativeTolerance = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConjugateGradient { Shift = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConjugateGradient { IterationLimit = 0 });
        Assert.Equal(1e-6, new ConjugateGradient().RelativeTolerance);
        Assert.Equal(1e-4, ConjugateGradient.ForTraining.RelativeTolerance);
        IFactorization factorization = new ConjugateGradient().Prepare(Examples.Three);
        Assert.Throws<ArgumentException>(() => factorization.Solve([1, double.NaN, 0], new double[3]));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new ConjugateGradient()
            .Prepare(Examples.Three, new ComputeOptions { CancellationToken = source.Token })
            .Solve([1, 2, 3], new double[3]));
    }
}
