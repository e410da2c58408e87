using Gramian.Numerics;
using Gramian.Operators.Composition;
using Gramian.Operators.LowRank;
using Gramian.Testing.Operators;

namespace Gramian.Operators.Tests;

public sealed class DenseOperatorTests : OperatorConformance<DenseOperator>
{
    protected override IEnumerable<(DenseOperator Operator, double[,] Matrix)> Instances =>
    [
        (Examples.Dense(Examples.Wide), Examples.Wide),
        (Examples.Dense(Examples.Definite, Structure.PositiveDefinite), Examples.Definite),
    ];

    [Fact]
    public void Refuses_a_symmetric_matrix_that_is_not_square() =>
        Assert.Throws<ArgumentException>(() => Examples.Dense(Examples.Wide, Structure.Symmetric));
}

public sealed class DiagonalOperatorTests : OperatorConformance<DiagonalOperator>
{
    protected override IEnumerable<(DiagonalOperator Operator, double[,] Matrix)> Instances =>
    [
        (new DiagonalOperator([2, 0.5]), new[,] { { 2, 0 }, { 0, 0.5 } }),
        (new DiagonalOperator([2, 0]), new[,] { { 2.0, 0 }, { 0, 0 } }),
        (new DiagonalOperator([-2, 0]), new[,] { { -2.0, 0 }, { 0, 0 } }),
    ];

    [Fact]
    public void Knows_its_definiteness_by_the_signs()
    {
        Assert.True(new DiagonalOperator([1, 2]).Structure.HasFlag(Structure.PositiveDefinite));
        Assert.False(new DiagonalOperator([1, 0]).Structure.HasFlag(Structure.PositiveDefinite));
        Assert.True(new DiagonalOperator([1, 0]).Structure.HasFlag(Structure.PositiveSemidefinite));
        Assert.False(new DiagonalOperator([1, -1]).Structure.HasFlag(Structure.PositiveSemidefinite));
    }
}

public sealed class IdentityOperatorTests : OperatorConformance<IdentityOperator>
{
    protected override IEnumerable<(IdentityOperator Operator, double[,] Matrix)> Instances =>
        [(new IdentityOperator(2), new[,] { { 1.0, 0 }, { 0, 1 } })];
}

public sealed class LowRankOperatorTests : OperatorConformance<LowRankOperator>
{
    protected override IEnumerable<(LowRankOperator Operator, double[,] Matrix)> Instances
    {
        get
        {
            Matrix<double> u = Matrix<double>.FromArray(new[,] { { 1.0 }, { 2 }, { -1 } });
            Matrix<double> v = Matrix<double>.FromArray(new[,] { { 3.0 }, { 0.5 } });
            return
            [
                (new LowRankOperator(u, v), new[,] { { 3, 0.5 }, { 6, 1 }, { -3, -0.5 } }),
                (new LowRankOperator(u, u), new[,] { { 1.0, 2, -1 }, { 2, 4, -2 }, { -1, -2, 1 } }),
            ];
        }
    }
}

public sealed class SumOperatorTests : OperatorConformance<SumOperator>
{
    protected override IEnumerable<(SumOperator Operator, double[,] Matrix)> Instances =>
    [
        ((SumOperator)Examples.Dense(Examples.Definite, Structure.PositiveDefinite).PlusDiagonal(0.5),
            new[,] { { 2.5, 1 }, { 1, 3.5 } }),
        (new SumOperator(2, Examples.Dense(Examples.Wide), -1, Examples.Dense(Examples.Wide)), Examples.Wide),
        ((SumOperator)OperatorAlgebra.DiagonalPlusLowRank(
            [1, 2], Matrix<double>.FromArray(new[,] { { 1.0 }, { 3 } })), new[,] { { 2.0, 3 }, { 3, 11 } }),
    ];
}

public sealed class ScaledOperatorTests : OperatorConformance<ScaledOperator>
{
    protected override IEnumerable<(ScaledOperator Operator, double[,] Matrix)> Instances =>
    [
        (new ScaledOperator(-2, Examples.Dense(Examples.Definite, Structure.PositiveDefinite)),
            new[,] { { -4.0, -2 }, { -2, -6 } }),
        (new ScaledOperator(0, Examples.Dense(Examples.Definite, Structure.PositiveDefinite)), new double[2, 2]),
    ];
}

public sealed class ProductOperatorTests : OperatorConformance<ProductOperator>
{
    protected override IEnumerable<(ProductOperator Operator, double[,] Matrix)> Instances =>
    [
        (new ProductOperator(Examples.Dense(Examples.Definite), Examples.Dense(Examples.Wide)),
            new[,] { { 2, 5, 6.5 }, { 1, 5, 2 } }),
        (new ProductOperator(new DiagonalOperator([2, 3]), new DiagonalOperator([5, 7])),
            new[,] { { 10.0, 0 }, { 0, 21 } }),
    ];
}

public sealed class KroneckerOperatorTests : OperatorConformance<KroneckerOperator>
{
    protected override IEnumerable<(KroneckerOperator Operator, double[,] Matrix)> Instances =>
    [
        (new KroneckerOperator(Examples.Dense(Examples.Wide), Examples.Dense(Examples.Definite)),
            Examples.Kronecker(Examples.Wide, Examples.Definite)),
        (new KroneckerOperator(Examples.Dense(Examples.Definite), Examples.Dense(Examples.Wide)),
            Examples.Kronecker(Examples.Definite, Examples.Wide)),
        (new KroneckerOperator(new DiagonalOperator([2, 0.5]), Examples.Dense(Examples.Wide)),
            Examples.Kronecker(new double[,] { { 2, 0 }, { 0, 0.5 } }, Examples.Wide)),
        ((KroneckerOperator)KroneckerOperator.Of(
            Examples.Dense(Examples.Wide), Examples.Dense(Examples.Definite), Examples.Dense(Examples.Wide)),
            Examples.Kronecker(Examples.Kronecker(Examples.Wide, Examples.Definite), Examples.Wide)),
    ];

    [Fact]
    public void Needs_a_factor() => Assert.Throws<ArgumentException>(() => KroneckerOperator.Of());
}

internal static class Examples
{
    public static double[,] Wide { get; } = { { 1, 2, 3.5 }, { 0, 1, -0.5 } };

    public static double[,] Definite { get; } = { { 2, 1 }, { 1, 3 } };

    public static DenseOperator Dense(double[,] matrix, Structure structure = Structure.None) =>
        new(Matrix<double>.FromArray(matrix), structure);

    public static double[,] Kronecker(double[,] left, double[,] right)
    {
        (int p, int q) = (right.GetLength(0), right.GetLength(1));
        double[,] result = new double[left.GetLength(0) * p, left.GetLength(1) * q];
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(1); j++)
            {
                result[i, j] = left[i / p, j / q] * right[i % p, j % q];
            }
        }

        return result;
    }
}
