using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Models;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Xunit;

namespace Gramian.Testing.Models;

/// <summary>
/// Proves that a classification obeys the laws that hold for every one, on small problems of its own.
/// </summary>
/// <remarks>A test class derives from it, names instances and says which laws they break, and why.</remarks>
/// <typeparam name="TRecipe">The type of the recipe.</typeparam>
public abstract class ClassifierConformance<TRecipe> : WeightedConformance<TRecipe>
    where TRecipe : IClassificationRecipe
{
    /// <inheritdoc/>
    protected override int RowCount => 45;

    /// <inheritdoc/>
    /// <remarks>By default what reordered sums do to a solve whose own tolerance is far smaller.</remarks>
    protected override double Tolerance => 1e-6;

    /// <summary>The share of rows that a fit to three well-separated clouds must get right.</summary>
    protected virtual double LeastAccuracy => 0.95;

    /// <summary>The recipe with a weight for each class; null when it takes none.</summary>
    /// <param name="recipe">The recipe without.</param>
    /// <param name="weights">The weight of each label that is not 1.</param>
    protected virtual TRecipe? WithClassWeights(TRecipe recipe, ImmutableDictionary<double, double> weights) => default;

    /// <summary>What is easy is learnt, whatever numbers stand for the classes.</summary>
    /// <param name="classes">The number of classes.</param>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Learns_clouds_that_lie_apart(int classes) => Prove(recipe =>
    {
        ModelRows truth = Clouds(classes, 20, 22, 0.4);
        IClassifier fitted = Classify(recipe, Clouds(classes, RowCount, 20, 0.4));
        Assert.Equal(Enumerable.Range(0, classes).Select(label => (double)label), fitted.Labels.Order());
        Assert.Equal(Dimension, fitted.InputDimension);
        double right = fitted.Predict(truth.Inputs).Zip(truth.Target).Count(pair => pair.First == pair.Second) / 20.0;
        Assert.True(right >= LeastAccuracy, $"{recipe} got {right:P0} of 20 rows right.");
    });

    /// <summary>Probabilities are probabilities, and agree with the label.</summary>
    /// <param name="classes">The number of classes.</param>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_most_probable_label_is_the_predicted_one(int classes) => Prove(recipe =>
    {
        IClassifier fitted = Classify(recipe, Clouds(classes, RowCount, 20, 1.5));
        Points queries = Everywhere();
        double[] predicted = fitted.Predict(queries);
        if (fitted.Probabilities(queries) is { } probabilities)
        {
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
    });

    /// <summary>The sign of one decision value, the largest of several or most votes of pairs are the label.</summary>
    [Fact]
    public void The_decision_values_decide() => Prove(recipe =>
    {
        foreach (int classes in new[] { 2, 3 })
        {
            IClassifier fitted = Classify(recipe, Clouds(classes, RowCount, 20, 1.5));
            Points queries = Everywhere();
            (double[] predicted, Matrix<double> values) = (fitted.Predict(queries), fitted.DecisionValues(queries));
            Assert.Contains(values.Columns, new[] { classes * (classes - 1) / 2, classes });
            for (int i = 0; i < queries.Count; i++)
            {
                double[] scores = Scores(values.Row(i), classes, fitted.DecisionScheme);
                double[] descending = [.. scores.OrderDescending()];
                if (descending[0] > descending[1] + 1e-9)
                {
                    Assert.Equal(fitted.Labels[Array.IndexOf(scores, descending[0])], predicted[i]);
                }
            }
        }
    });

    /// <summary>Other numbers for the classes, also in another order, give the same decisions.</summary>
    [Fact]
    public void Renaming_the_classes_renames_the_predictions() => Prove(recipe =>
    {
        double[] otherNames = [7.5, -2, 3];
        ModelRows rows = Clouds(3, RowCount, 20, 0.4);
        Points queries = Clouds(3, 20, 22, 0.4).Inputs;
        double[] plain = Classify(recipe, rows).Predict(queries);
        Assert.Equal(
            Array.ConvertAll(plain, label => 100 + (8 * label)),
            Classify(recipe, rows.MapTargets((_, _, y) => 100 + (8 * y))).Predict(queries));
        Assert.Equal(
            Array.ConvertAll(plain, label => otherNames[(int)label]),
            Classify(recipe, rows.MapTargets((_, _, y) => otherNames[(int)y])).Predict(queries));
    });

    /// <summary>A class of weight two is one whose rows have weight two.</summary>
    [Fact]
    public void A_weight_of_a_class_is_a_weight_of_each_of_its_rows()
    {
        int proved = 0;
        Prove(recipe =>
        {
            var weights = ImmutableDictionary<double, double>.Empty.Add(1, 2);
            if (WithClassWeights(recipe, weights) is { } weighted)
            {
                proved++;
                ModelRows rows = Problem(RowCount, Dimension);
                AssertClose(
                    Answer(recipe, rows with { Weights = Array.ConvertAll(rows.Target, y => y == 1 ? 2.0 : 1) }),
                    Answer(weighted, rows), Tolerance);
            }
        });
        Assert.SkipWhen(proved == 0, "These recipes take no weights of classes.");
    }

    /// <summary>What cannot be told apart is given finite answers.</summary>
    [Fact]
    public void Contradicting_rows_constant_inputs_and_a_lonely_class_are_fitted() => Prove(recipe =>
    {
        ModelRows rows = Clouds(2, RowCount, 20, 0.4);
        int[] twice = [.. Enumerable.Range(0, RowCount), .. Enumerable.Range(0, RowCount)];
        AssertAnswers(rows.Select(twice).MapTargets((i, _, y) => i < RowCount ? y : 1 - y));
        AssertAnswers(rows.MapInputs((_, _, _) => 0));
        AssertAnswers(rows.MapTargets((i, _, y) => i == 0 ? 17 : y));

        void AssertAnswers(ModelRows fittedTo)
        {
            IClassifier fitted = Classify(recipe, fittedTo);
            Assert.All(fitted.Predict(Queries(Dimension)), label => Assert.Contains(label, fitted.Labels));
            AssertSound(Answers(fitted, Queries(Dimension), null));
        }
    });

    /// <summary>One class is none.</summary>
    [Fact]
    public void Refuses_a_single_class() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        Refused(rows.MapTargets((_, _, _) => 4));
        Refused(rows with { Weights = Array.ConvertAll(rows.Target, y => y == 1 ? 1.0 : 0) });

        void Refused(ModelRows given) => Assert.Contains(
            "class", Assert.ThrowsAny<ArgumentException>(() => Fit(recipe, given)).Message, StringComparison.Ordinal);
    });

    /// <inheritdoc/>
    protected override ModelRows Problem(int rows, int dimension) => Clouds(3, rows, 20, 1, dimension);

    /// <inheritdoc/>
    protected override ModelAnswers Fit(TRecipe recipe, ModelRows rows, ComputeOptions? options = null)
    {
        IClassifier fitted = Classify(recipe, rows, options);
        return (queries, asked) => Answers(fitted, queries, asked);
    }

    private static IClassifier Classify(TRecipe recipe, ModelRows rows, ComputeOptions? options = null) =>
        recipe.Fit(rows.Inputs, rows.Target, rows.Weights, options);

    // Clouds around corners of a cube; labels 0, 1, … in turn.
    private static ModelRows Clouds(int classes, int rows, ulong seed, double spread, int dimension = Dimension)
    {
        Points noise = Cloud(new RandomStream(seed), rows, dimension);
        var labels = new Matrix<double>(rows, 1);
        for (int i = 0; i < rows; i++)
        {
            labels[i, 0] = i % classes;
        }

        return new ModelRows(
            ModelRows.Map(noise, (i, j, x) => (j == i % classes ? 2 : 0) + (spread * x)), labels, []);
    }

    private static Points Everywhere() =>
        ModelRows.Map(Cloud(new RandomStream(21), 60, Dimension), (_, _, x) => 2 * x);

    // The probabilities of the labels in ascending order, then the decision values as they would stand in that order.
    private static Matrix<double> Answers(IClassifier fitted, Points queries, ComputeOptions? options)
    {
        double[] labels = [.. fitted.Labels];
        int[] order = [.. Enumerable.Range(0, labels.Length).OrderBy(place => labels[place])];
        Matrix<double>? probabilities = fitted.Probabilities(queries, options);
        Matrix<double> values = fitted.DecisionValues(queries, options);
        (int Place, double Sign)[] columns = DecisionColumns(order, values.Columns, fitted.DecisionScheme);
        int k = probabilities is null ? 0 : labels.Length;
        var answers = new Matrix<double>(queries.Count, k + columns.Length);
        for (int i = 0; i < queries.Count; i++)
        {
            for (int c = 0; c < k; c++)
            {
                answers[i, c] = probabilities![i, order[c]];
            }

            for (int c = 0; c < columns.Length; c++)
            {
                answers[i, k + c] = columns[c].Sign * values[i, columns[c].Place];
            }
        }

        return answers;
    }

    private static (int Place, double Sign)[] DecisionColumns(int[] order, int count, MulticlassScheme scheme)
    {
        if (count == 1)
        {
            return [(0, order[0] == 0 ? 1 : -1)];
        }

        if (scheme == MulticlassScheme.OneVersusRest)
        {
            return [.. order.Select(place => (place, 1.0))];
        }

        return [.. from a in Enumerable.Range(0, order.Length)
                   from b in Enumerable.Range(a + 1, order.Length - a - 1)
                   let low = Math.Min(order[a], order[b])
                   let high = Math.Max(order[a], order[b])
                   let place = (low * order.Length) - (low * (low + 1) / 2) + high - low - 1
                   select (place, order[a] < order[b] ? 1.0 : -1)];
    }

    // One number for each class, whose largest is the label's.
    private static double[] Scores(ReadOnlySpan<double> values, int classes, MulticlassScheme scheme)
    {
        if (values.Length == 1)
        {
            return [values[0], -values[0]];
        }

        if (scheme == MulticlassScheme.OneVersusRest)
        {
            return values.ToArray();
        }

        double[] votes = new double[classes];
        int pair = 0;
        for (int a = 0; a < classes; a++)
        {
            for (int b = a + 1; b < classes; b++)
            {
                votes[values[pair++] > 0 ? a : b]++;
            }
        }

        return votes;
    }
}
