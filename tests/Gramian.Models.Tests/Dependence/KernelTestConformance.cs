using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Dependence;

/// <summary>The laws of hypothesis tests, which answer a statistic and a p-value.</summary>
public abstract class KernelTestConformance<TTest> : FitConformance<TTest>
{
    protected abstract KernelTestResult Run(TTest test, ModelRows rows, ComputeOptions? options);

    protected override ModelAnswers Fit(TTest recipe, ModelRows rows, ComputeOptions? options = null)
    {
        KernelTestResult result = Run(recipe, rows, options);
        return (_, _) => Matrix<double>.FromRowMajor(1, 2, [result.Statistic, result.PValue]);
    }

    protected override void AssertSound(Matrix<double> answers)
    {
        base.AssertSound(answers);
        Assert.InRange(answers[0, 1], 0, 1);
    }

    // The first sample in the even rows, the second, which is wider, in the odd ones.
    protected static (Points First, Points Second) Halves(Points pooled)
    {
        ILookup<int, int> rows = Enumerable.Range(0, pooled.Count).ToLookup(row => row % 2);
        return (pooled.Select([.. rows[0]]), pooled.Select([.. rows[1]]));
    }

    protected static ModelRows TwoSamples(int rows, int dimension) => new(
        ModelRows.Map(Cloud(new RandomStream(20), rows, dimension), (i, _, x) => (1 + (i % 2)) * x), null, []);
}

public sealed class MeanDiscrepancyConformance : KernelTestConformance<MeanDiscrepancyTest>
{
    protected override IEnumerable<MeanDiscrepancyTest> Instances =>
    [
        new() { Replicates = 100 }, new() { Null = NullMethod.Asymptotic, Biased = true, ScaleColumns = true },
    ];

    protected override string? ExpectedFailure(MeanDiscrepancyTest recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) => "Which sample a row is of is told by its place.",
        _ => null,
    };

    protected override ModelRows Problem(int rows, int dimension) => TwoSamples(rows, dimension);

    protected override KernelTestResult Run(MeanDiscrepancyTest test, ModelRows rows, ComputeOptions? options)
    {
        (Points first, Points second) = Halves(rows.Inputs);
        return test.Run(first, second, options);
    }
}

public sealed class BlockDiscrepancyConformance : KernelTestConformance<BlockDiscrepancyTest>
{
    protected override IEnumerable<BlockDiscrepancyTest> Instances => [new(), new() { BlockSize = 5 }];

    protected override string? ExpectedFailure(BlockDiscrepancyTest recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) => "Blocks are made of rows by their places.",
        _ => null,
    };

    protected override ModelRows Problem(int rows, int dimension) => TwoSamples(rows, dimension);

    protected override KernelTestResult Run(BlockDiscrepancyTest test, ModelRows rows, ComputeOptions? options)
    {
        (Points first, Points second) = Halves(rows.Inputs);
        return test.Run(first, second, options);
    }
}

public sealed class IndependenceConformance : KernelTestConformance<IndependenceTest>
{
    protected override IEnumerable<IndependenceTest> Instances =>
    [
        new() { Replicates = 100 }, new() { Null = NullMethod.Asymptotic, ScaleColumns = true },
    ];

    protected override string? ExpectedFailure(IndependenceTest recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) when recipe.Null == NullMethod.Permutation =>
            "Permutations are drawn by the places of the rows.",
        _ => null,
    };

    protected override ModelRows Problem(int rows, int dimension)
    {
        var random = new RandomStream(20);
        Points inputs = Cloud(random, rows, dimension);
        var targets = new Matrix<double>(rows, 1);
        for (int i = 0; i < rows; i++)
        {
            targets[i, 0] = (inputs.Values[i, 0] * inputs.Values[i, 0]) + random.NextNormal();
        }

        return new ModelRows(inputs, targets, []);
    }

    protected override KernelTestResult Run(IndependenceTest test, ModelRows rows, ComputeOptions? options) =>
        test.Run(rows.Inputs, new Points(rows.Targets!), options);
}

public sealed class SteinConformance : KernelTestConformance<SteinTest>
{
    protected override IEnumerable<SteinTest> Instances => [new() { Replicates = 100 }, new() { Lengthscale = 2 }];

    protected override string? ExpectedFailure(SteinTest recipe, string law) => law switch
    {
        nameof(Permuting_the_rows_changes_nothing) => "The signs of the bootstrap are drawn by the places of the rows.",
        nameof(Padding_with_a_column_of_zeros_changes_nothing) => "A column of zeros is no draw of the law.",
        _ => null,
    };

    protected override ModelRows Problem(int rows, int dimension) => new(
        ModelRows.Map(Cloud(new RandomStream(20), rows, dimension), (_, _, x) => 1.3 * x), null, []);

    // Of the standard normal law, whose score is minus the point.
    protected override KernelTestResult Run(SteinTest test, ModelRows rows, ComputeOptions? options) =>
        test.Run(rows.Inputs, rows.MapInputs((_, _, x) => -x).Inputs.Values, options);
}
