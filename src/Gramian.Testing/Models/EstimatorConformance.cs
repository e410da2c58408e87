using Gramian.Kernels;
using Gramian.Models;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Xunit;

namespace Gramian.Testing.Models;

/// <summary>Proves that a regression obeys the laws that hold for every one, on a small problem of its own.</summary>
/// <remarks>A test class derives from it, names instances and says which laws they break, and why.</remarks>
/// <typeparam name="TRecipe">The type of the recipe.</typeparam>
public abstract class EstimatorConformance<TRecipe> : ModelConformance<TRecipe>
    where TRecipe : IRegressionRecipe
{
    /// <summary>
    /// The recipe for inputs and targets that are multiplied by factors, or null when there is no such recipe.
    /// </summary>
    /// <param name="recipe">The recipe for the original units.</param>
    /// <param name="inputFactor">What every input is multiplied by.</param>
    /// <param name="targetFactor">What every target is multiplied by.</param>
    protected virtual TRecipe? Rescale(TRecipe recipe, double inputFactor, double targetFactor) => default;

    /// <summary>Units are only units.</summary>
    [Fact]
    public void Changing_the_units_changes_only_the_units()
    {
        int proved = 0;
        Prove(recipe =>
        {
            if (Rescale(recipe, 4, 0.25) is { } adjusted)
            {
                proved++;
                ModelRows rows = Problem(RowCount, Dimension);
                Points queries = Queries(Dimension);
                Prediction plain = Regress(recipe, rows).Predict(queries);
                Prediction scaled = Regress(
                    adjusted, rows.MapInputs((_, _, x) => 4 * x).MapTargets((_, _, y) => 0.25 * y))
                    .Predict(ModelRows.Map(queries, (_, _, x) => 4 * x));
                AssertClose(Answers(plain), Answers(scaled.Rescale([4.0], [0.0])), Tolerance);
            }
        });
        Assert.SkipWhen(proved == 0, "No instance says what its recipe is in other units.");
    }

    /// <summary>A shift of the targets is a shift of the predictions.</summary>
    [Fact]
    public void Adding_a_constant_to_the_targets_adds_it_to_the_predictions() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        Prediction plain = Regress(recipe, rows).Predict(Queries(Dimension));
        Prediction moved = Regress(recipe, rows.MapTargets((_, _, y) => y + 8)).Predict(Queries(Dimension));
        AssertClose(Answers(plain.Rescale([1.0], [8.0])), Answers(moved), Tolerance);
    });

    /// <summary>Rows that contradict each other are noise.</summary>
    [Fact]
    public void Duplicate_rows_with_different_targets_are_fitted() => Prove(recipe =>
    {
        int[] twice = [.. Enumerable.Range(0, RowCount), .. Enumerable.Range(0, RowCount)];
        ModelRows doubled = Problem(RowCount, Dimension).Select(twice)
            .MapTargets((i, _, y) => i < RowCount ? y : y + 0.5);
        AssertSound(Answer(ForRows(recipe, twice), doubled));
    });

    /// <summary>Degenerate data give finite predictions.</summary>
    [Fact]
    public void Constant_targets_and_constant_inputs_are_fitted() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        AssertSound(Answer(recipe, rows.MapTargets((_, _, _) => 3)));
        AssertSound(Answer(recipe, rows.MapInputs((_, _, _) => 0), Zeros()));
        AssertSound(Answer(recipe, rows.MapInputs((_, _, _) => 3), Zeros()));

        static Points Zeros() => new(new Matrix<double>(7, Dimension));
    });

    /// <summary>One row is enough.</summary>
    [Fact]
    public void A_single_row_is_fitted() => Prove(recipe =>
        AssertSound(Answer(ForRows(recipe, [0]), Problem(RowCount, Dimension).Select([0]))));

    /// <summary>Targets may be columns of a wider table.</summary>
    [Fact]
    public void Targets_in_a_wider_table_give_the_same_bits() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        var wide = new Matrix<double>(RowCount, 3);
        wide.View.Fill(double.NaN);
        rows.Targets!.View.CopyTo(wide.View.Slice(0, 1, RowCount, 1));
        Prediction plain = Regress(recipe, rows).Predict(Queries(Dimension));
        Prediction sliced = ((IRegressionRecipe)recipe)
            .Fit(rows.Inputs, wide.View.Slice(0, 1, RowCount, 1)).Predict(Queries(Dimension));
        Assert.Equal(ModelRows.Bits(Answers(plain)), ModelRows.Bits(Answers(sliced)));
    });

    /// <summary>Two targets that are the same are predicted as the one.</summary>
    [Fact]
    public void A_target_given_twice_is_predicted_twice() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        var twice = new Matrix<double>(RowCount, 2);
        for (int i = 0; i < RowCount; i++)
        {
            twice.Row(i).Fill(rows.Targets![i, 0]);
        }

        Prediction one = Regress(recipe, rows).Predict(Queries(Dimension));
        Prediction two = Regress(recipe, rows with { Targets = twice }).Predict(Queries(Dimension));
        Assert.Equal(2, two.TargetCount);
        for (int i = 0; i < one.Count; i++)
        {
            for (int t = 0; t < 2; t++)
            {
                Assert.Equal(one.Means[i, 0], two.Means[i, t], Tolerance * (1 + Math.Abs(one.Means[i, 0])));
                Assert.Equal(one.Variances[i, 0], two.Variances[i, t], Tolerance * (1 + one.Variances[i, 0]));
            }
        }
    });

    /// <summary>A fitted model says what it was fitted to.</summary>
    [Fact]
    public void Says_its_columns_targets_and_certificate() => Prove(recipe =>
    {
        IRegressor fitted = Regress(recipe, Problem(RowCount, Dimension));
        Assert.Equal((Dimension, 1), (fitted.InputDimension, fitted.TargetCount));
        Assert.NotEmpty(fitted.Certificate.Method);
        Assert.NotEmpty(recipe.Name);
    });

    /// <inheritdoc/>
    protected override ModelRows Problem(int rows, int dimension)
    {
        var random = new RandomStream(20);
        Points inputs = Cloud(random, rows, dimension);
        var targets = new Matrix<double>(rows, 1);
        for (int i = 0; i < rows; i++)
        {
            double rest = dimension < 3 ? 0 : (0.5 * inputs.Values[i, 1]) + (0.3 * inputs.Values[i, 2]);
            targets[i, 0] = Math.Sin(inputs.Values[i, 0] + rest) + (0.1 * random.NextNormal());
        }

        return new ModelRows(inputs, targets, []);
    }

    /// <inheritdoc/>
    protected override ModelAnswers Fit(TRecipe recipe, ModelRows rows, ComputeOptions? options = null)
    {
        IRegressor fitted = Regress(recipe, rows, options);
        return (queries, asked) => Answers(fitted.Predict(queries, asked));
    }

    /// <inheritdoc/>
    protected override TRecipe ForRows(TRecipe recipe, int[] rows) => (TRecipe)recipe.ForRows(rows);

    /// <inheritdoc/>
    protected override void AssertSound(Matrix<double> answers)
    {
        base.AssertSound(answers);
        Assert.All(Enumerable.Range(0, answers.Rows), i =>
            Assert.All(answers.Row(i)[(answers.Columns / 2)..].ToArray(), variance => Assert.True(variance >= 0)));
    }

    private static IRegressor Regress(TRecipe recipe, ModelRows rows, ComputeOptions? options = null) =>
        recipe.Fit(rows.Inputs, rows.Targets!.View, options);

    // Means, then variances.
    private static Matrix<double> Answers(Prediction prediction)
    {
        int q = prediction.TargetCount;
        var answers = new Matrix<double>(prediction.Count, 2 * q);
        prediction.Means.View.CopyTo(answers.View.Slice(0, 0, prediction.Count, q));
        prediction.Variances.View.CopyTo(answers.View.Slice(0, q, prediction.Count, q));
        return answers;
    }
}
