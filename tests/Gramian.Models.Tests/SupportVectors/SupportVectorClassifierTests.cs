using System.Collections.Immutable;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.InnerProducts;
using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class SupportVectorClassifierTests
{
    private static readonly SequentialMinimalOptimizer Tight = new() { Tolerance = 1e-8 };

    [Fact]
    public void Three_points_on_a_line_have_the_widest_margin()
    {
        FittedSupportVectorClassifier fitted =
            new SupportVectorClassifier(new Linear()) { Cost = 1000, Solver = Tight }
                .Fit(Points.FromColumn([-1, 0, 2]), [-1, -1, 1]);
        Assert.Equal([1, 2], fitted.Training.SupportRows.Order());
        Assert.Equal([1, -1], fitted.Labels);
        double[] decided = fitted.DecisionValues(Points.FromColumn([-1, 0, 1, 2, 3])).View.ColumnToArray(0);
        for (int i = 0; i < decided.Length; i++)
        {
            Assert.Equal(i - 2, decided[i], 1e-12);
        }
    }

    [Fact]
    public void The_share_form_equals_the_cost_form_with_the_cost_that_it_finds()
    {
        (Points inputs, double[] labels) = Moons(120, 2);
        var recipe = new SupportVectorClassifier(Rbf.FromGamma(0.7)) { Solver = Tight };
        FittedSupportVectorClassifier share = (recipe with { Nu = 0.4 }).Fit(inputs, labels);
        double cost = share.Training.Machines[0].Extra;
        FittedSupportVectorClassifier same = (recipe with { Cost = cost }).Fit(inputs, labels);
        double[] expected = same.DecisionValues(inputs).View.ColumnToArray(0);
        double[] actual = share.DecisionValues(inputs).View.ColumnToArray(0);
        for (int i = 0; i < expected.Length; i++)
        {
            // Each is solved to a violation of 1e-8, but kernel rows are floats.
            Assert.Equal(expected[i], actual[i], 1e-5);
        }

        // Found by the cost form: the ν that it is equivalent to.
        Assert.Equal(0.4, same.Training.Machines[0].Extra, 1e-5);
    }

    [Fact]
    public void A_margin_within_the_violation_is_not_called_converged()
    {
        // The far row of either class comes first and takes all; the violation 24 h² is below 1e-3, and r = 20 h² too.
        const double H = 0.006;
        Points inputs = Points.FromColumn([4 * H, H, -4 * H, -H]);
        double[] labels = [1, 1, -1, -1];
        var recipe = new SupportVectorClassifier(new Linear()) { Nu = 0.5 };
        DualMachine loose = recipe.Fit(inputs, labels).Training.Machines[0];
        Assert.Equal(20 * H * H, 1 / loose.Extra, 1e-9);
        Assert.False(loose.Certificate.Converged);
        Assert.Contains("margin 0.00072", loose.Certificate.Remedy);
        DualMachine tight = (recipe with { Solver = Tight }).Fit(inputs, labels).Training.Machines[0];
        Assert.Equal(5 * H * H, 1 / tight.Extra, 1e-9);      // the middle: no row is free
        Assert.True(tight.Certificate.Converged);
    }

    [Fact]
    public void Exchanging_the_labels_changes_the_sign_alone()
    {
        (Points inputs, double[] labels) = Moons(80, 2);
        var recipe = new SupportVectorClassifier(Rbf.FromGamma(0.7)) { Solver = Tight };
        double[] one = recipe.Fit(inputs, labels).DecisionValues(inputs).View.ColumnToArray(0);
        double[] other = recipe.Fit(inputs, [.. labels.Select(label => -label)])
            .DecisionValues(inputs).View.ColumnToArray(0);
        for (int i = 0; i < one.Length; i++)
        {
            Assert.Equal(one[i], -other[i], 1e-5);
        }
    }

    [Fact]
    public void A_whole_weight_counts_as_repeated_rows_and_zero_as_none()
    {
        (Points inputs, double[] labels) = Moons(60, 2);
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        var recipe = new SupportVectorClassifier(Rbf.FromGamma(0.7)) { Solver = Tight };
        double[] weighted = recipe.Fit(inputs, labels, weights).DecisionValues(inputs).View.ColumnToArray(0);
        double[] expanded = recipe.Fit(inputs.Select(repeated), [.. repeated.Select(i => labels[i])])
            .DecisionValues(inputs).View.ColumnToArray(0);
        for (int i = 0; i < weighted.Length; i++)
        {
            Assert.Equal(expanded[i], weighted[i], 1e-5);
        }
    }

    [Fact]
    public void The_weight_of_a_class_is_the_weight_of_its_rows()
    {
        (Points inputs, double[] labels) = Moons(60, 2);
        var recipe = new SupportVectorClassifier(Rbf.FromGamma(0.7)) { Solver = Tight };
        FittedSupportVectorClassifier byClass = (recipe with
        {
            ClassWeights = ImmutableDictionary<double, double>.Empty.Add(1, 3),
        }).Fit(inputs, labels);
        FittedSupportVectorClassifier byRow =
            recipe.Fit(inputs, labels, [.. labels.Select(label => label == 1 ? 3.0 : 1.0)]);
        Assert.Equal(byRow.Training.Machines[0].Coefficients, byClass.Training.Machines[0].Coefficients);
    }

    [Theory]
    [InlineData(MulticlassScheme.OneVersusOne, 6)]
    [InlineData(MulticlassScheme.OneVersusRest, 4)]
    public void Several_classes_are_told_apart(MulticlassScheme scheme, int machines)
    {
        (Points inputs, double[] labels) = Clusters(160);
        FittedSupportVectorClassifier fitted =
            new SupportVectorClassifier(Rbf.FromGamma(1)) { Scheme = scheme }.Fit(inputs, labels);
        Assert.Equal(machines, fitted.Training.Machines.Count);
        Assert.Equal(labels, fitted.Predict(inputs));
        Assert.Equal(fitted.Training.SupportRows.Count, fitted.Training.SupportCounts.Sum());
    }

    [Fact]
    public void A_gram_matrix_at_hand_gives_the_same_machine()
    {
        (Points inputs, double[] labels) = Clusters(80);
        Kernel kernel = Rbf.FromGamma(1);
        var recipe = new SupportVectorClassifier(kernel) { Solver = Tight };
        FittedSupportVectorClassifier fitted = recipe.Fit(inputs, labels);
        using Matrix<double> gram = kernel.GramMatrix(inputs);
        TrainedClassifier trained = recipe.FitGram(gram, labels);
        Assert.Equal(fitted.Training.SupportRows, trained.SupportRows);
        Assert.Equal(fitted.Predict(inputs), trained.Predict(gram));
    }

    [Fact]
    public void A_start_from_another_cost_finds_the_same_optimum_in_fewer_moves()
    {
        (Points inputs, double[] labels) = Moons(200, 2);
        var recipe = new SupportVectorClassifier(Rbf.FromGamma(0.7)) { Solver = Tight with { Tolerance = 1e-5 } };
        FittedSupportVectorClassifier first = (recipe with { Cost = 10 }).Fit(inputs, labels);
        DualMachine cold = (recipe with { Cost = 11 }).Fit(inputs, labels).Training.Machines[0];
        DualMachine warm = (recipe with { Cost = 11 }).Fit(inputs, labels, start: first).Training.Machines[0];
        Assert.Equal(cold.Objective, warm.Objective, 1e-6 * Math.Abs(cold.Objective));
        Assert.True(warm.Certificate.Iterations < cold.Certificate.Iterations);
        Assert.Throws<ArgumentException>(() => recipe.Fit(inputs.Select([0, 1, 2, 100]), [1, 1, -1, -1], start: first));
    }

    [Fact]
    public void Probabilities_sum_to_one_and_their_largest_is_the_prediction()
    {
        (Points inputs, double[] labels) = Clusters(200);
        FittedSupportVectorClassifier fitted =
            new SupportVectorClassifier(Rbf.FromGamma(1)) { WithProbabilities = true }.Fit(inputs, labels);
        Matrix<double> probabilities = fitted.Probabilities(inputs)!;
        double[] predicted = fitted.Predict(inputs);
        for (int i = 0; i < inputs.Count; i++)
        {
            double[] row = probabilities.Row(i).ToArray();
            Assert.Equal(1, row.Sum(), 1e-9);
            Assert.Equal(predicted[i], fitted.Labels[Array.IndexOf(row, row.Max())]);
        }

        Assert.True(predicted.Zip(labels).Count(pair => pair.First == pair.Second) > 190);
        Assert.Null(new SupportVectorClassifier(Rbf.FromGamma(1)).Fit(inputs, labels).Probabilities(inputs));
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        (Points inputs, double[] labels) = Clusters(300);
        var recipe = new SupportVectorClassifier(Rbf.FromGamma(1)) { WithProbabilities = true };
        FittedSupportVectorClassifier one = recipe.Fit(inputs, labels, options: new ComputeOptions { Threads = 1 });
        FittedSupportVectorClassifier three = recipe.Fit(inputs, labels, options: new ComputeOptions { Threads = 3 });
        Assert.Equal(one.Training.Scalings, three.Training.Scalings);
        Assert.Equal(
            one.Training.Machines.SelectMany(machine => machine.Coefficients),
            three.Training.Machines.SelectMany(machine => machine.Coefficients));
    }

    [Fact]
    public void Refuses_what_cannot_be_told_apart()
    {
        var recipe = new SupportVectorClassifier(new Linear());
        Points two = Points.FromColumn([0, 1]);
        Assert.Contains("at least two classes", Refusal(() => recipe.Fit(two, [3, 3])));
        Assert.Contains("length of 'labels'", Refusal(() => recipe.Fit(two, [1])));
        Assert.Contains("element 1 was NaN", Refusal(() => recipe.Fit(two, [1, double.NaN])));
        Assert.Contains("zero or positive", Refusal(() => recipe.Fit(two, [1, 2], [1, -1])));
        Assert.Contains("(0, 0.5]", Refusal(() => (recipe with { Nu = 0.9 })
            .Fit(Points.FromColumn([0, 1, 2, 3]), [1, 1, 1, -1])));
        Assert.Contains("OneVersusOne", Refusal(() => (recipe with
        {
            WithProbabilities = true,
            Scheme = MulticlassScheme.OneVersusRest,
        }).Fit(two, [1, 2])));
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { Cost = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => recipe with { Nu = 1.5 });
        FittedSupportVectorClassifier fitted = recipe.Fit(two, [1, 2]);
        Assert.Contains("1 columns", Refusal(() => fitted.Predict(Points.FromRows(new double[1, 2]))));
    }

    private static string Refusal(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;

    private static (Points Inputs, double[] Labels) Moons(int count, int dimension)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(5, count, dimension);
        return (new Points(values), [.. Enumerable.Range(0, count).Select(i =>
            Math.Sin(2 * values[i, 0]) + values[i, 1] + (0.3 * WorkloadRandom.Normal(6, (ulong)i)) > 0 ? 1.0 : -1.0)]);
    }

    private static (Points Inputs, double[] Labels) Clusters(int count)
    {
        Matrix<double> values = WorkloadRandom.NormalMatrix(7, count, 2);
        double[] labels = new double[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = 3 - (i % 4);
            values[i, 0] = (0.5 * values[i, 0]) + (5 * (i % 2));
            values[i, 1] = (0.5 * values[i, 1]) + (5 * (i / 2 % 2));
        }

        return (new Points(values), labels);
    }
}
