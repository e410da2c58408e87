using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Operators;
using Gramian.Solvers.Krylov;
using Gramian.Solvers.Preconditioning;

namespace Gramian.Solvers.Tests.Krylov;

/// <summary>What a certificate of an iteration says, against residuals formed from a written-out matrix.</summary>
public sealed class CertificateTests
{
    private const double Shift = 0.05;

    private static readonly string[] Names =
        ["cg", "cg-pivots", "cg-greedy", "cg-sketch", "block", "block-pivots", "minres", "minres-pivots"];

    /// <summary>Each solver with a tolerance that it reaches and with too few iterations to reach it.</summary>
    public static TheoryData<string, bool, ulong> Cases
    {
        get
        {
            var data = new TheoryData<string, bool, ulong>();
            foreach (string name in Names)
            {
                for (ulong seed = 1; seed <= 4; seed++)
                {
                    data.Add(name, true, seed);
                    data.Add(name, false, seed);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_residual_is_the_true_one_and_a_miss_is_said(string name, bool reaches, ulong seed)
    {
        int size = 40 + (int)(13 * seed);
        LinearOperator gram = Examples.Gaussian(size, dimension: 2 + (int)(seed % 3), seed: seed);
        using Matrix<double> b = WorkloadRandom.NormalMatrix(seed + 10, size, 3);
        using var x = new Matrix<double>(size, 3);
        IFactorization solved = Solver(name, reaches).Prepare(gram);
        solved.Solve(b.View, x.View);
        Certificate certificate = solved.Certificate;
        double[,] dense = Dense(gram);
        double worst = Enumerable.Range(0, 3).Max(
            j => Residual(dense, x.View.ColumnToArray(j), b.View.ColumnToArray(j)));
        Assert.InRange(certificate.AchievedResidual, (0.999 * worst) - 1e-14, (1.001 * worst) + 1e-14);
        Assert.Equal(worst <= certificate.RequestedTolerance * 1.0001, certificate.Converged);
        Assert.Equal(certificate.Converged, certificate.Remedy is null);
        if (!reaches)
        {
            Assert.False(certificate.Converged);
            Assert.Contains("iterations", certificate.Remedy);
            Assert.Contains(
                certificate.AchievedResidual.ToString("G3", System.Globalization.CultureInfo.InvariantCulture),
                certificate.Remedy);
        }
    }

    private static ISolver Solver(string name, bool reaches)
    {
        (double tolerance, int limit) = reaches ? (1e-7, 1000) : (1e-13, 2);
        IPreconditioning? preconditioning = name.Split('-') switch
        {
            [_, "pivots"] => new LowRankPreconditioning { Factorisation = new PivotedCholesky { RankLimit = 12 } },
            [_, "greedy"] => new LowRankPreconditioning
            {
                Factorisation = new PivotedCholesky { RankLimit = 12, Rule = PivotRule.Greedy },
            },
            [_, "sketch"] => new NystromPreconditioning { Rank = 12 },
            _ => null,
        };
        return name.Split('-')[0] switch
        {
            "cg" => new ConjugateGradient
            {
                Shift = Shift, RelativeTolerance = tolerance, IterationLimit = limit, Preconditioning = preconditioning,
            },
            "block" => new BlockConjugateGradient
            {
                Shift = Shift, RelativeTolerance = tolerance, IterationLimit = limit, Preconditioning = preconditioning,
            },
            _ => new MinimumResidual
            {
                Shift = Shift, RelativeTolerance = tolerance, IterationLimit = limit, Preconditioning = preconditioning,
            },
        };
    }

    private static double[,] Dense(LinearOperator a)
    {
        using Matrix<double> identity = Matrix<double>.Identity(a.Rows);
        using var columns = new Matrix<double>(a.Rows, a.Rows);
        a.Apply(identity.View, columns.View);
        var dense = new double[a.Rows, a.Rows];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < a.Rows; j++)
            {
                dense[i, j] = columns[i, j] + (i == j ? Shift : 0);
            }
        }

        return dense;
    }

    private static double Residual(double[,] a, double[] x, double[] b)
    {
        (double rest, double size) = (0, 0);
        for (int i = 0; i < b.Length; i++)
        {
            double sum = b[i];
            for (int j = 0; j < b.Length; j++)
            {
                sum -= a[i, j] * x[j];
            }

            rest += sum * sum;
            size += b[i] * b[i];
        }

        return Math.Sqrt(rest / size);
    }
}
