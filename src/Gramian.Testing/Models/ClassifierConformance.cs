using Gramian.Kernels;
using Gramian.Models;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Xunit;

namespace Gramian.Testing.Models;

/// <summary>
/// Proves that a classification obeys the laws that hold for every one, on small problems of its own.
/// </summary>
/// <remarks>A test class derives from it, names instances and says which laws do not apply to them.</remarks>
/// <typeparam name="TRecipe">The type of the recipe.</typeparam>
public abstract class ClassifierConformance<TRecipe>
    where TRecipe : IClassificationRecipe
{
    private const int Rows = 45;
    private const int Dimension = 3;

    /// <summary>The recipes to prove; each must take two and three classes.</summary>
    protected abstract IEnumerable<TRecipe> Instances { get; }

    /// <summary>How far apart, relative to 1 + the value, results may be that mathematics makes equal.</summary>
    /// <remarks>By default what reordered sums do to a solve whose own tolerance is far smaller.</remarks>
    protected virtual double Tolerance => 1e-6;

    /// <summary>Whether the order of the rows plays no part, unlike where folds or batches are drawn.</summary>
    protected virtual bool IgnoresOrder => true;

    /// <summary>Whether a row of weight two is the same as two rows.</summary>
    protected virtual bool CountsWeights => true;

    /// <summary>Whether a column of zeros changes nothing.</summary>
    protected virtual bool IgnoresConstantColumns => true;

    /// <summary>The share of rows that a fit to three well-separated clouds must get right.</summary>
    protected virtual double LeastAccuracy => 0.95;

    /// <summary>What is easy is learnt, whatever numbers stand for the classes.</summary>
    /// <param name="classes">The number of classes.</param>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Learns_clouds_that_lie_apart(int classes)
    {
        (Points inputs, double[] labels, Points queries, double[] truth) = Problem(classes);
        foreach (TRecipe recipe in Instances)
        {
            IClassifier fitted = recipe.Fit(inputs, labels);
            Assert.Equal(labels.Distinct().Order(), fitted.Labels.Order());
            Assert.Equal(Dimension, fitted.InputDimension);
            double[] predicted = fitted.Predict(queries);
            double right = predicted.Zip(truth).Count(pair => pair.First == pair.Second) / (double)truth.Length;
            Assert.True(right >= LeastAccuracy, $"{recipe} got {right:P0} of {truth.Length} rows right.");
        }
    }

    /// <summary>Probabilities are probabilities, and agree with the label.</summary>
    /// <param name="classes">The number of classes.</param>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_most_probable_label_is_the_predicted_one(int classes)
    {
        (Points inputs, double[] labels, _, _) = Problem(classes, spread: 1.5);
        Points queries = Everywhere();
        foreach (TRecipe recipe in Instances)
        {
            IClassifier fitted = recipe.Fit(inputs, labels);
            double[] predicted = fitted.Predict(queries);
            if (fitted.Probabilities(queries) is not { } probabilities)
            {
                continue;
            }

            Assert.Equal((queries.Count, classes), (probabilities.Rows, probabilities.Columns));
            for (int i = 0; i < queries.Count; i++)
            {
                double[] row = probabilities.Row(i).ToArray();
                Assert.All(row, p => Assert.InRange(p, 0, 1 + 1e-12));
                Assert.Equal(1, row.Sum(), 1e-9);
                int place = fitted.Labels.ToList().IndexOf(predicted[i]);
                Assert.True(row[place] >= row.Max(), $"{recipe}: row {i} is given a label that is not the likeliest.");
            }
        }
    }

    /// <summary>Other numbers for the classes give the same decisions.</summary>
    [Fact]
    public void Renaming_the_classes_renames_the_predictions()
    {
        (Points inputs, double[] labels, Points queries, _) = Problem(3);
        foreach (TRecipe recipe in Instances)
        {
            double[] plain = recipe.Fit(inputs, labels).Predict(queries);
            double[] renamed = recipe.Fit(inputs, Array.ConvertAll(labels, Renamed)).Predict(queries);
            Assert.Equal(Array.ConvertAll(plain, Renamed), renamed);
        }

        static double Renamed(double label) => 100 + (8 * label);
    }

    /// <summary>The order of the rows does not matter.</summary>
    [Fact]
    public void Permuting_the_rows_changes_nothing()
    {
        Assert.SkipUnless(IgnoresOrder, "These instances draw rows by their places.");
        (Points inputs, double[] labels, Points queries, _) = Problem(3, spread: 1);
        int[] order = new RandomStream(9).Permutation(Rows);
        foreach (TRecipe recipe in Instances)
        {
            AssertSame(
                recipe.Fit(inputs, labels),
                recipe.Fit(inputs.Select(order), [.. order.Select(row => labels[row])]), queries);
        }
    }

    /// <summary>A weight counts how often a row was seen.</summary>
    [Fact]
    public void A_weight_of_two_is_a_row_twice_and_of_zero_no_row()
    {
        Assert.SkipUnless(CountsWeights, "Weights are not counts in these instances.");
        (Points inputs, double[] labels, Points queries, _) = Problem(3, spread: 1);
        double[] weights = [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        foreach (TRecipe recipe in Instances)
        {
            AssertSame(
                recipe.Fit(inputs, labels, weights),
                recipe.Fit(inputs.Select(repeated), [.. repeated.Select(row => labels[row])]), queries);
        }
    }

    /// <summary>A column without content has no influence.</summary>
    [Fact]
    public void Padding_with_a_column_of_zeros_changes_nothing()
    {
        Assert.SkipUnless(IgnoresConstantColumns, "A constant column changes these instances.");
        (Points inputs, double[] labels, Points queries, _) = Problem(3, spread: 1);
        foreach (TRecipe recipe in Instances)
        {
            AssertSame(recipe.Fit(inputs, labels), recipe.Fit(Pad(inputs), labels), queries, Pad(queries));
        }
    }

    /// <summary>What cannot be told apart is given finite answers.</summary>
    [Fact]
    public void Contradicting_rows_constant_inputs_and_a_lonely_class_are_fitted()
    {
        (Points inputs, double[] labels, Points queries, _) = Problem(2);
        int[] twice = [.. Enumerable.Range(0, Rows), .. Enumerable.Range(0, Rows)];
        double[] both = [.. labels, .. labels.Select(label => label == labels[0] ? labels[1] : labels[0])];
        double[] lonely = [.. labels];
        lonely[0] = 17;
        foreach (TRecipe recipe in Instances)
        {
            AssertFinite(recipe.Fit(inputs.Select(twice), both), queries);
            AssertFinite(recipe.Fit(new Points(new Matrix<double>(Rows, Dimension)), labels), queries);
            AssertFinite(recipe.Fit(inputs, lonely), queries);
        }
    }

    /// <summary>A prediction does not depend on its neighbours.</summary>
    [Fact]
    public void Predicting_in_batches_of_any_size_gives_the_same()
    {
        (Points inputs, double[] labels, Points queries, _) = Problem(3, spread: 1);
        foreach (TRecipe recipe in Instances)
        {
            IClassifier fitted = recipe.Fit(inputs, labels);
            (double[] whole, Matrix<double> values) = (fitted.Predict(queries), fitted.DecisionValues(queries));
            for (int i = 0; i < queries.Count; i++)
            {
                Points one = queries.Select([i]);
                Assert.Equal(whole[i], fitted.Predict(one)[0]);
                Assert.Equal(values[i, 0], fitted.DecisionValues(one)[0, 0], 1e-12 * (1 + Math.Abs(values[i, 0])));
            }

            Assert.Empty(fitted.Predict(new Points(new Matrix<double>(0, Dimension))));
        }
    }

    /// <summary>What is borrowed is not written.</summary>
    [Fact]
    public void Inputs_and_labels_are_left_unchanged()
    {
        (Points inputs, double[] labels, Points queries, _) = Problem(3);
        (double[] x, double[] y, double[] z) = (Bits(inputs.Values), [.. labels], Bits(queries.Values));
        foreach (TRecipe recipe in Instances)
        {
            recipe.Fit(inputs, labels).Predict(queries);
            Assert.Equal(x, Bits(inputs.Values));
            Assert.Equal(y, labels);
            Assert.Equal(z, Bits(queries.Values));
        }
    }

    /// <summary>Numbers that are none are refused with their place, and so is a single class.</summary>
    [Fact]
    public void Refuses_what_cannot_be_learnt_from()
    {
        (Points inputs, double[] labels, Points queries, _) = Problem(2);
        double[] bad = [.. labels];
        bad[7] = double.NaN;
        double[] weights = [.. Enumerable.Repeat(1.0, Rows)];
        weights[5] = -1;
        double[] same = [.. Enumerable.Repeat(4.0, Rows)];
        foreach (TRecipe recipe in Instances)
        {
            ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs, bad));
            Assert.Contains("7", refusal.Message, StringComparison.Ordinal);
            refusal = Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs, labels, weights));
            Assert.Contains("5", refusal.Message, StringComparison.Ordinal);
            refusal = Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs, same));
            Assert.Contains("class", refusal.Message, StringComparison.Ordinal);
            Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs.Select([0, 1]), labels));
            Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs.Select([]), []));
            Assert.ThrowsAny<ArgumentException>(() => recipe.Fit(inputs, labels).Predict(Pad(queries)));
        }
    }

    /// <summary>Threads change the time and nothing else, and a second fit is the first again.</summary>
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        (Points inputs, double[] labels, Points queries, _) = Problem(3, spread: 1, rows: 150);
        foreach (TRecipe recipe in Instances)
        {
            double[] expected = Fitted(recipe, 1);
            foreach (int threads in new[] { 1, 2, 7 })
            {
                Assert.Equal(expected, Fitted(recipe, threads));
            }
        }

        double[] Fitted(TRecipe recipe, int threads)
        {
            var options = new ComputeOptions { Threads = threads };
            return Bits(recipe.Fit(inputs, labels, options: options).DecisionValues(queries, options));
        }
    }

    /// <summary>A fitted model may be shared.</summary>
    [Fact]
    public void Concurrent_predictions_agree()
    {
        (Points inputs, double[] labels, Points queries, _) = Problem(3, spread: 1);
        foreach (TRecipe recipe in Instances)
        {
            IClassifier fitted = recipe.Fit(inputs, labels);
            double[] expected = Bits(fitted.DecisionValues(queries));
            var results = new double[8][];
            Parallel.For(0, results.Length, i => results[i] = Bits(fitted.DecisionValues(queries)));
            Assert.All(results, actual => Assert.Equal(expected, actual));
        }
    }

    /// <summary>Cancellation is an exception of its own.</summary>
    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        (Points inputs, double[] labels, _, _) = Problem(3);
        using var source = new CancellationTokenSource();
        source.Cancel();
        var options = new ComputeOptions { CancellationToken = source.Token };
        foreach (TRecipe recipe in Instances)
        {
            Assert.ThrowsAny<OperationCanceledException>(() => recipe.Fit(inputs, labels, options: options));
        }
    }

    // Clouds around corners of a cube; labels 0, 1, … in turn.
    private static (Points Inputs, double[] Labels, Points Queries, double[] Truth) Problem(
        int classes, double spread = 0.4, int rows = Rows)
    {
        var random = new RandomStream(20);
        (Points inputs, double[] labels) = Cloud(rows);
        (Points queries, double[] truth) = Cloud(20);
        return (inputs, labels, queries, truth);

        (Points, double[]) Cloud(int count)
        {
            var x = new Matrix<double>(count, Dimension);
            double[] y = new double[count];
            for (int i = 0; i < count; i++)
            {
                y[i] = i % classes;
                for (int j = 0; j < Dimension; j++)
                {
                    x[i, j] = (j == (int)y[i] ? 2 : 0) + (spread * random.NextNormal());
                }
            }

            return (new Points(x), y);
        }
    }

    private static Points Everywhere()
    {
        var random = new RandomStream(21);
        var x = new Matrix<double>(60, Dimension);
        for (int i = 0; i < x.Rows; i++)
        {
            random.FillNormal(x.Row(i));
            foreach (ref double value in x.Row(i))
            {
                value *= 2;
            }
        }

        return new Points(x);
    }

    // Classes may come in another order: columns are compared by label where there are probabilities.
    private void AssertSame(IClassifier one, IClassifier other, Points queries, Points? otherQueries = null)
    {
        if (one.Probabilities(queries) is not { } expected)
        {
            Assert.Equal(one.Predict(queries), other.Predict(otherQueries ?? queries));
            return;
        }

        Matrix<double> actual = other.Probabilities(otherQueries ?? queries)!;
        for (int c = 0; c < one.Labels.Count; c++)
        {
            int place = other.Labels.ToList().IndexOf(one.Labels[c]);
            for (int i = 0; i < queries.Count; i++)
            {
                Assert.Equal(expected[i, c], actual[i, place], Tolerance);
            }
        }
    }

    private static void AssertFinite(IClassifier fitted, Points queries)
    {
        Assert.All(fitted.Predict(queries), label => Assert.Contains(label, fitted.Labels));
        Assert.All(Bits(fitted.DecisionValues(queries)), value => Assert.True(double.IsFinite(value)));
        if (fitted.Probabilities(queries) is { } probabilities)
        {
            Assert.All(Bits(probabilities), value => Assert.InRange(value, 0, 1 + 1e-12));
        }
    }

    private static Points Pad(Points points)
    {
        var padded = new Matrix<double>(points.Count, points.Dimension + 1);
        points.Values.CopyTo(padded.View.Slice(0, 0, points.Count, points.Dimension));
        return new Points(padded);
    }

    private static double[] Bits(MatrixView<double> view) =>
        [.. Enumerable.Range(0, view.Rows).SelectMany(i => view.Row(i).ToArray())];
}
