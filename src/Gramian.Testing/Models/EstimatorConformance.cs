using Gramian.Kernels;
using Gramian.Models;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Xunit;

namespace Gramian.Testing.Models;

/// <summary>Proves that a regression obeys the laws that hold for every one, on a small problem of its own.</summary>
/// <remarks>A test class derives from it, names instances and says which laws do not apply to them.</remarks>
/// <typeparam name="TRecipe">The type of the recipe.</typeparam>
public abstract class EstimatorConformance<TRecipe>
    where TRecipe : IRegressionRecipe
{
    private const int Rows = 30;
    private const int Dimension = 3;

    /// <summary>The recipes to prove, with fixed hyperparameters or a search that ends alike on equal data.</summary>
    protected abstract IEnumerable<TRecipe> Instances { get; }

    /// <summary>How far apart, relative to 1 + the value, results may be that mathematics makes equal.</summary>
    /// <remarks>By default what reordered sums do to well-conditioned systems of thirty rows.</remarks>
    protected virtual double Tolerance => 1e-9;

    /// <summary>Whether every input column plays the same part, as with a shared lengthscale.</summary>
    protected virtual bool TreatsColumnsAlike => true;

    /// <summary>Whether a column of zeros changes nothing.</summary>
    protected virtual bool IgnoresConstantColumns => true;

    /// <summary>Whether adding a constant to the targets adds it to the predictions.</summary>
    protected virtual bool FollowsAddedConstants => false;

    /// <summary>
    /// The recipe for inputs and targets that are multiplied by factors, or null when there is no such recipe.
    /// </summary>
    /// <param name="recipe">The recipe for the original units.</param>
    /// <param name="inputFactor">What every input is multiplied by.</param>
    /// <param name="targetFactor">What every target is multiplied by.</param>
    protected virtual TRecipe? Rescale(TRecipe recipe, double inputFactor, double targetFactor) => default;

    /// <summary>The order of the rows does not matter.</summary>
    [Fact]
    public void Permuting_the_rows_changes_nothing()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        int[] order = new RandomStream(9).Permutation(Rows);
        foreach (TRecipe recipe in Instances)
        {
            Prediction plain = recipe.Fit(inputs, targets).Predict(queries);
            Prediction permuted = recipe.ForRows(order)
                .Fit(inputs.Select(order), SelectRows(targets, order))
                .Predict(queries);
            AssertClose(plain, permuted, Tolerance);
        }
    }

    /// <summary>The order of the columns does not matter.</summary>
    [Fact]
    public void Permuting_the_columns_changes_nothing()
    {
        Assert.SkipUnless(TreatsColumnsAlike, "The columns play different parts in these instances.");
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        foreach (TRecipe recipe in Instances)
        {
            Prediction plain = recipe.Fit(inputs, targets).Predict(queries);
            Prediction permuted = recipe.Fit(inputs.SelectColumns([2, 0, 1]), targets)
                .Predict(queries.SelectColumns([2, 0, 1]));
            AssertClose(plain, permuted, Tolerance);
        }
    }

    /// <summary>Units are only units.</summary>
    [Fact]
    public void Changing_the_units_changes_only_the_units()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        int proved = 0;
        foreach (TRecipe recipe in Instances)
        {
            if (Rescale(recipe, 4, 0.25) is not { } adjusted)
            {
                continue;
            }

            proved++;
            Prediction plain = recipe.Fit(inputs, targets).Predict(queries);
            Prediction scaled = adjusted.Fit(Multiply(inputs, 4), Multiply(targets, 0.25))
                .Predict(Multiply(queries, 4));
            AssertClose(plain, scaled.Rescale([4.0], [0.0]), Tolerance);
        }

        Assert.SkipWhen(proved == 0, "No instance says what its recipe is in other units.");
    }

    /// <summary>A shift of the targets is a shift of the predictions.</summary>
    [Fact]
    public void Adding_a_constant_to_the_targets_adds_it_to_the_predictions()
    {
        Assert.SkipUnless(FollowsAddedConstants, "These instances have no free constant.");
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        Matrix<double> raised = targets.Copy();
        for (int i = 0; i < Rows; i++)
        {
            raised[i, 0] += 8;
        }

        foreach (TRecipe recipe in Instances)
        {
            Prediction plain = recipe.Fit(inputs, targets).Predict(queries);
            Prediction moved = recipe.Fit(inputs, raised).Predict(queries);
            AssertClose(plain.Rescale([1.0], [8.0]), moved, Tolerance);
        }
    }

    /// <summary>A column without content has no influence.</summary>
    [Fact]
    public void Padding_with_a_column_of_zeros_changes_nothing()
    {
        Assert.SkipUnless(IgnoresConstantColumns, "A constant column changes these instances.");
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        foreach (TRecipe recipe in Instances)
        {
            Prediction plain = recipe.Fit(inputs, targets).Predict(queries);
            Prediction padded = recipe.Fit(Pad(inputs), targets).Predict(Pad(queries));
            AssertClose(plain, padded, Tolerance);
        }
    }

    /// <summary>Rows that contradict each other are noise.</summary>
    [Fact]
    public void Duplicate_rows_with_different_targets_are_fitted()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        int[] twice = [.. Enumerable.Range(0, Rows), .. Enumerable.Range(0, Rows)];
        Matrix<double> doubled = SelectRows(targets, twice);
        for (int i = Rows; i < 2 * Rows; i++)
        {
            doubled[i, 0] += 0.5;
        }

        foreach (TRecipe recipe in Instances)
        {
            AssertFinite(recipe.ForRows(twice).Fit(inputs.Select(twice), doubled).Predict(queries));
        }
    }

    /// <summary>Degenerate data give finite predictions.</summary>
    [Fact]
    public void Constant_targets_and_constant_inputs_are_fitted()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        var constant = new Matrix<double>(Rows, 1);
        constant.View.Fill(3);
        foreach (TRecipe recipe in Instances)
        {
            AssertFinite(recipe.Fit(inputs, constant).Predict(queries));
            AssertFinite(recipe.Fit(Multiply(inputs, 0), targets).Predict(Multiply(queries, 0)));
        }
    }

    /// <summary>One row is enough.</summary>
    [Fact]
    public void A_single_row_is_fitted()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        foreach (TRecipe recipe in Instances)
        {
            AssertFinite(recipe.ForRows([0]).Fit(inputs.Select([0]), SelectRows(targets, [0])).Predict(queries));
        }
    }

    /// <summary>A prediction does not depend on its neighbours.</summary>
    [Fact]
    public void Predicting_in_batches_of_any_size_gives_the_same()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        foreach (TRecipe recipe in Instances)
        {
            IRegressor fitted = recipe.Fit(inputs, targets);
            Prediction whole = fitted.Predict(queries);
            for (int i = 0; i < queries.Count; i++)
            {
                Prediction one = fitted.Predict(queries.Select([i]));
                Assert.Equal(whole.Mean[i], one.Mean[0], 1e-12);
                Assert.Equal(whole.Variance[i], one.Variance[0], 1e-12);
            }
        }
    }

    /// <summary>An empty batch is a batch.</summary>
    [Fact]
    public void No_query_gives_no_prediction()
    {
        (Points inputs, Matrix<double> targets, _) = Problem();
        var none = new Points(new Matrix<double>(0, Dimension));
        foreach (TRecipe recipe in Instances)
        {
            Assert.Equal(0, recipe.Fit(inputs, targets).Predict(none).Count);
        }
    }

    /// <summary>What is borrowed is not written.</summary>
    [Fact]
    public void Inputs_and_targets_are_left_unchanged()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        (double[] x, double[] y, double[] z) = (Bits(inputs.Values), Bits(targets), Bits(queries.Values));
        foreach (TRecipe recipe in Instances)
        {
            recipe.Fit(inputs, targets).Predict(queries);
            Assert.Equal(x, Bits(inputs.Values));
            Assert.Equal(y, Bits(targets));
            Assert.Equal(z, Bits(queries.Values));
        }
    }

    /// <summary>A target that is not finite is refused with its row.</summary>
    /// <param name="bad">The target.</param>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_target_that_is_not_finite(double bad)
    {
        (Points inputs, Matrix<double> targets, _) = Problem();
        targets[7, 0] = bad;
        foreach (TRecipe recipe in Instances)
        {
            ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs, targets));
            Assert.Contains("7", refusal.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Wrong shapes are refused.</summary>
    [Fact]
    public void Refuses_shapes_that_disagree()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        foreach (TRecipe recipe in Instances)
        {
            Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs.Select([0, 1]), targets));
            Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs.Select([]), SelectRows(targets, [])));
            Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs, targets).Predict(Pad(queries)));
        }
    }

    /// <summary>Threads change the time and nothing else.</summary>
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem(rows: 150);
        foreach (TRecipe recipe in Instances)
        {
            var one = new ComputeOptions { Threads = 1 };
            Prediction expected = recipe.Fit(inputs, targets, one).Predict(queries, one);
            foreach (int threads in new[] { 2, 3, 7 })
            {
                var many = new ComputeOptions { Threads = threads };
                Prediction actual = recipe.Fit(inputs, targets, many).Predict(queries, many);
                Assert.Equal(expected.Mean, actual.Mean);
                Assert.Equal(expected.Variance, actual.Variance);
            }
        }
    }

    /// <summary>A fitted model may be shared.</summary>
    [Fact]
    public void Concurrent_predictions_agree()
    {
        (Points inputs, Matrix<double> targets, Points queries) = Problem();
        foreach (TRecipe recipe in Instances)
        {
            IRegressor fitted = recipe.Fit(inputs, targets);
            double[] expected = fitted.Predict(queries).Mean;
            var results = new double[8][];
            Parallel.For(0, results.Length, i => results[i] = fitted.Predict(queries).Mean);
            Assert.All(results, actual => Assert.Equal(expected, actual));
        }
    }

    /// <summary>Cancellation is an exception of its own.</summary>
    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        (Points inputs, Matrix<double> targets, _) = Problem();
        using var source = new CancellationTokenSource();
        source.Cancel();
        var options = new ComputeOptions { CancellationToken = source.Token };
        foreach (TRecipe recipe in Instances)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => recipe.Fit(inputs, targets, options));
        }
    }

    private static (Points Inputs, Matrix<double> Targets, Points Queries) Problem(int rows = Rows)
    {
        var random = new RandomStream(20);
        var x = new Matrix<double>(rows, Dimension);
        var y = new Matrix<double>(rows, 1);
        var z = new Matrix<double>(7, Dimension);
        for (int i = 0; i < rows; i++)
        {
            random.FillNormal(x.Row(i));
            y[i, 0] = Math.Sin(x[i, 0] + (0.5 * x[i, 1])) + (0.3 * x[i, 2]) + (0.1 * random.NextNormal());
        }

        for (int i = 0; i < z.Rows; i++)
        {
            random.FillNormal(z.Row(i));
        }

        return (new Points(x), y, new Points(z));
    }

    private static Matrix<double> SelectRows(Matrix<double> matrix, ReadOnlySpan<int> rows)
    {
        var selected = new Matrix<double>(rows.Length, matrix.Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            matrix.Row(rows[i]).CopyTo(selected.Row(i));
        }

        return selected;
    }

    private static Points Multiply(Points points, double factor) => new(Multiply(points.Values.ToMatrix(), factor));

    private static Matrix<double> Multiply(Matrix<double> matrix, double factor)
    {
        Matrix<double> product = matrix.Copy();
        for (int i = 0; i < product.Rows; i++)
        {
            foreach (ref double value in product.Row(i))
            {
                value *= factor;
            }
        }

        return product;
    }

    private static Points Pad(Points points)
    {
        var padded = new Matrix<double>(points.Count, points.Dimension + 1);
        points.Values.CopyTo(padded.View.Slice(0, 0, points.Count, points.Dimension));
        return new Points(padded);
    }

    private static double[] Bits(MatrixView<double> view) =>
        [.. Enumerable.Range(0, view.Rows).SelectMany(i => view.Row(i).ToArray())];

    private static void AssertFinite(Prediction prediction)
    {
        Assert.All(prediction.Mean, value => Assert.True(double.IsFinite(value)));
        Assert.All(prediction.Variance, value => Assert.True(double.IsFinite(value) && value >= 0));
    }

    private static void AssertClose(Prediction expected, Prediction actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected.Mean[i], actual.Mean[i], tolerance * (1 + Math.Abs(expected.Mean[i])));
            Assert.Equal(expected.Variance[i], actual.Variance[i], tolerance * (1 + expected.Variance[i]));
        }
    }
}
