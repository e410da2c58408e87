using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Outliers;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.Outliers;

/// <summary>The laws of models that score rows, for any recipe of them.</summary>
public abstract class OutlierConformance<TRecipe> : ModelConformance<TRecipe>
{
    protected abstract FittedOutliers Score(TRecipe recipe, Points points, ComputeOptions? options);

    protected abstract double FlaggedShare(TRecipe recipe);

    [Fact]
    public void A_row_far_from_all_others_scores_highest_and_few_are_flagged() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension).MapInputs((i, _, x) => i == 4 ? 40 : x);
        FittedOutliers fitted = Score(recipe, rows.Inputs, null);
        Assert.Equal(fitted.Training.Scores.Max(), fitted.Training.Scores[4]);
        Assert.Equal(1.0 / RowCount, fitted.Training.Ranks[4], 1e-12);
        Assert.All(fitted.Training.Ranks, rank => Assert.InRange(rank, 1.0 / RowCount, 1));
        Assert.True(fitted.Training.Flags.Count(flag => flag) <= FlaggedShare(recipe) * RowCount);
        Assert.True(fitted.Training.Flags[4]);
        Assert.NotEmpty(fitted.ScoreName);
        Assert.NotEmpty(fitted.Facts);
    });

    [Fact]
    public void A_larger_score_has_no_larger_rank_and_is_flagged_when_a_smaller_one_is() => Prove(recipe =>
    {
        FittedOutliers fitted = Score(recipe, Problem(RowCount, Dimension).Inputs, null);
        OutlierScores scores = fitted.Score(Cloud(new RandomStream(3), 60, Dimension));
        int[] order = [.. Enumerable.Range(0, 60).OrderBy(i => scores.Scores[i])];
        for (int k = 1; k < order.Length; k++)
        {
            Assert.True(scores.Ranks[order[k]] <= scores.Ranks[order[k - 1]]);
            Assert.True(scores.Flags[order[k]] || !scores.Flags[order[k - 1]]);
        }
    });

    protected override void AssertSound(Matrix<double> answers) =>
        Assert.All(ModelRows.Bits(answers), value => Assert.False(double.IsNaN(value)));

    protected override ModelRows Problem(int rows, int dimension) =>
        new(Cloud(new RandomStream(20), rows, dimension), null, []);

    // Scores and ranks.
    protected override ModelAnswers Fit(TRecipe recipe, ModelRows rows, ComputeOptions? options = null)
    {
        FittedOutliers fitted = Score(recipe, rows.Inputs, options);
        return (queries, asked) =>
        {
            OutlierScores scores = fitted.Score(queries, asked);
            var answers = new Matrix<double>(queries.Count, 2);
            for (int i = 0; i < queries.Count; i++)
            {
                (answers[i, 0], answers[i, 1]) = (scores.Scores[i], scores.Ranks[i]);
            }

            return answers;
        };
    }
}

public sealed class DensityOutliersConformanceTests : OutlierConformance<DensityOutliers>
{
    protected override IEnumerable<DensityOutliers> Instances =>
    [
        new() { Contamination = 0.1 },
        new() { Contamination = 0.3, Density = new KernelDensity { Profile = DensityProfile.Biweight } },
    ];

    protected override string? ExpectedFailure(DensityOutliers recipe, string law) => law switch
    {
        nameof(Padding_with_a_column_of_zeros_changes_nothing) => "A column that does not vary has no bandwidth.",
        _ => null,
    };

    protected override FittedOutliers Score(DensityOutliers recipe, Points points, ComputeOptions? options) =>
        recipe.Fit(points, options);

    protected override double FlaggedShare(DensityOutliers recipe) => recipe.Contamination;
}

public sealed class SupportVectorOutliersConformanceTests : OutlierConformance<SupportVectorOutliers>
{
    protected override IEnumerable<SupportVectorOutliers> Instances =>
        [new() { Nu = 0.1 }, new() { Nu = 0.4, Gamma = 0.5 }];

    // The machine is solved to a thousandth.
    protected override double Tolerance => 2e-3;

    protected override FittedOutliers Score(SupportVectorOutliers recipe, Points points, ComputeOptions? options) =>
        recipe.Fit(points, options);

    protected override double FlaggedShare(SupportVectorOutliers recipe) => recipe.Nu;
}
