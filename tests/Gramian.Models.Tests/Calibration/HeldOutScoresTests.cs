using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.Calibration;
using Gramian.Models.Logistic;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Calibration;

public sealed class HeldOutScoresTests
{
    [Fact]
    public void A_part_that_knows_one_class_of_a_pair_speaks_for_it()
    {
        // Pairs of 0, 1 and 2; the first part never met class 2 and the second never met class 0.
        var scores = new HeldOutScores(new Known(0, 1, 2), CalibrationMethod.Isotonic);
        Points query = Points.FromColumn([0]);
        scores.Add(new Known(0, 1), query, [0], null);
        scores.Add(new Known(2, 1), query, [2], null);
        scores.Add(new Known(1, 0), query, [1], null);
        scores.Add(new Known(1, 2), query, [1], null);
        IReadOnlyList<IScoreScaling> scalings = scores.Calibrate().Scalings;

        // Row 0 has +1 and row 2 has -1 for the pair of 0 against 2, although nobody met both.
        Assert.Equal([-1, 1], ((IsotonicScaling)scalings[1]).Values);
        // Two rows say little: what they did not show may yet be, once in four.
        Assert.Equal([0.25, 0.75], ((IsotonicScaling)scalings[1]).Probabilities);
    }

    [Fact]
    public void A_part_is_asked_the_way_round_that_it_knows_a_pair()
    {
        var scores = new HeldOutScores(new Known(0, 1), CalibrationMethod.Isotonic);
        Points query = Points.FromColumn([0]);
        scores.Add(new Known(0, 1) { Value = 0.7 }, query, [0], null);
        scores.Add(new Known(1, 0) { Value = 0.4 }, query, [1], null);
        var scaling = (IsotonicScaling)scores.Calibrate().Scalings[0];
        Assert.Equal([-0.4, 0.7], scaling.Values);
        Assert.Equal([0.25, 0.75], scaling.Probabilities);
    }

    [Fact]
    public void A_temperature_changes_no_label_of_a_classifier_that_knows_probabilities()
    {
        var random = new RandomStream(4);
        double[] labels = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 3))];
        Points inputs = Points.FromColumn([.. labels.Select(label => (2 * label) + random.NextNormal())]);
        var inner = new KernelLogisticRegression(new Rbf(1.0)) { Ridge = 1e-4 };
        FittedCalibratedClassifier fitted = new CalibratedClassifier(inner)
        {
            Method = CalibrationMethod.Temperature,
        }.Fit(inputs, labels);
        Assert.Equal(inner.Fit(inputs, labels).Predict(inputs), fitted.Predict(inputs));

        // So small a ridge is sure of itself, and held-out rows say that it should not be.
        Assert.InRange(fitted.Temperature!.Temperature, 1.1, 100);
    }

    // One machine for each pair, all of one value.
    private sealed class Known(params double[] labels) : IClassifier
    {
        public double Value { get; init; }

        public int InputDimension => 1;

        public IReadOnlyList<double> Labels => labels;

        public MulticlassScheme DecisionScheme => MulticlassScheme.OneVersusOne;

        public double[] Predict(Points queries, ComputeOptions? options = null) => new double[queries.Count];

        public Matrix<double> DecisionValues(Points queries, ComputeOptions? options = null)
        {
            var values = new Matrix<double>(queries.Count, labels.Length * (labels.Length - 1) / 2);
            values.View.Fill(Value);
            return values;
        }

        public Matrix<double>? Probabilities(Points queries, ComputeOptions? options = null) => null;
    }
}
