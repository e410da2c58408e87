using Gramian.Testing.Operators;

namespace Gramian.Operators.Tests;

public sealed class ToeplitzOperatorTests : OperatorConformance<ToeplitzOperator>
{
    private static readonly int[] Three = [3], TwoByThree = [2, 3];

    protected override IEnumerable<(ToeplitzOperator Operator, double[,] Matrix)> Instances =>
    [
        (new ToeplitzOperator(Three, [-2.0, -1, 0.5, 1, 7]),
            new[,] { { 0.5, -1, -2 }, { 1, 0.5, -1 }, { 7, 1, 0.5 } }),
        (new ToeplitzOperator(Three, [0.5, 1.0, 4, 1, 0.5], Structure.PositiveDefinite),
            new[,] { { 4, 1, 0.5 }, { 1, 4, 1 }, { 0.5, 1, 4 } }),
        (new ToeplitzOperator(TwoByThree, [.. Enumerable.Range(1, 15).Select(i => (double)i)]),
            new double[,]
            {
                { 8, 7, 6, 3, 2, 1 }, { 9, 8, 7, 4, 3, 2 }, { 10, 9, 8, 5, 4, 3 },
                { 13, 12, 11, 8, 7, 6 }, { 14, 13, 12, 9, 8, 7 }, { 15, 14, 13, 10, 9, 8 },
            }),
    ];

    [Fact]
    public void Refuses_a_symmetric_matrix_whose_weights_are_not() => Assert.Throws<ArgumentException>(
        () => new ToeplitzOperator(Three, [1.0, 2, 3, 2, 1.5], Structure.Symmetric));

    [Fact]
    public void Refuses_weights_that_are_too_few_or_not_finite()
    {
        Assert.Throws<ArgumentException>(() => new ToeplitzOperator(Three, [1.0, 2, 3]));
        Assert.Throws<ArgumentException>(() => new ToeplitzOperator(Three, [1.0, 2, 3, double.NaN, 1]));
    }
}
