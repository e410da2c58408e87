using Gramian.Data;
using Gramian.Models.Calibration;
using Gramian.Models.Files;
using Gramian.Models.Planning;
using Gramian.Models.Selection;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.TableClasses;

public sealed class CalibratedTableTests
{
    public static TheoryData<ModelKind, CalibrationMethod> Pairs
    {
        get
        {
            ModelKind[] kinds = [.. Enum.GetValues<ModelKind>()
                .Where(kind => kind.Task() == ModelTask.Classification && kind.IsFitted())];
            var pairs = new TheoryData<ModelKind, CalibrationMethod>();
            foreach ((ModelKind kind, int place) in kinds.Select((kind, place) => (kind, place)))
            {
                pairs.Add(kind, (CalibrationMethod)(place % 3));
            }

            pairs.Add(ModelKind.SupportVectors, CalibrationMethod.Isotonic);
            pairs.Add(ModelKind.SupportVectors, CalibrationMethod.Temperature);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_kind_is_calibrated_kept_and_told(ModelKind kind, CalibrationMethod method)
    {
        Table table = TableClassifierTests.Clouds(60, spread: 1.2);
        var options = new FitOptions
        {
            Model = kind,
            Calibration = method,
            Restarts = 0,
            Folds = 2,
            Kernel = kind == ModelKind.SupportVectors ? "rbf(lengthscale=1)" : null,
        };
        TableClassifier model = TableClassifier.Fit(table, "kind", options);
        var calibrated = Assert.IsType<CalibratedClassModel>(model.Classifier);
        Assert.Equal((kind, method), (model.Kind, calibrated.Method));
        Assert.Equal(method == CalibrationMethod.Temperature, calibrated.Temperature is not null);
        Assert.Equal(method == CalibrationMethod.Temperature ? 0 : 3, calibrated.Scalings.Count);
        Assert.NotNull(model.Validation!.Uncalibrated);
        Assert.Equal(60, model.Validation.Uncalibrated!.Count);
        Assert.InRange(model.Card.ClassMetrics!.Value.LogLoss, 0.2, 1);
        using var stream = new MemoryStream();
        GramFile.Save(stream, model);
        var loaded = (TableClassifier)GramFile.LoadAny(new MemoryStream(stream.ToArray()), "m.gram");
        ClassPrediction expected = model.Predict(table).Prediction;
        ClassPrediction found = loaded.Predict(table).Prediction;
        for (int row = 0; row < 60; row++)
        {
            double[] probabilities = expected.Probabilities!.Row(row).ToArray();
            Assert.Equal(probabilities, found.Probabilities!.Row(row).ToArray());
            Assert.Equal(1, probabilities.Sum(), 1e-9);
            Assert.Equal(probabilities.Max(), probabilities[expected.Labels[row]]);
        }

        using var again = new MemoryStream();
        GramFile.Save(again, loaded);
        Assert.Equal(stream.ToArray(), again.ToArray());
    }

    // Labels that are coins. A short lengthscale tells all training rows apart, so that a scaling of their own decision
    // values would promise all; one of rows that were left out knows better.
    [Fact]
    public void Scalings_come_from_rows_that_did_not_help_to_decide()
    {
        Table clouds = TableClassifierTests.Clouds(200);
        var random = new RandomStream(5);
        var noise = new Table(
        [
            clouds["x"], clouds["y"],
            CategoryColumn.FromText("coin", Enumerable.Range(0, 200).Select(_ => random.NextInt(2) == 0 ? "a" : "b")),
        ]);
        TableClassifier model = TableClassifier.Fit(noise, "coin", new FitOptions
        {
            Model = ModelKind.KernelRidgeClassifier,
            Kernel = "rbf(lengthscale=0.02)",
            Calibration = CalibrationMethod.Platt,
            Folds = 2,
        });
        IKernelClassifier inner = ((CalibratedClassModel)model.Classifier).Inner;
        double[] own = inner.DecisionValues(model.Pipeline.Encode(noise, out _)).View.ColumnToArray(0);
        bool[] positive = [.. model.Pipeline.Labels(noise).Select(label => label == (int)inner.Labels[0])];
        var leaky = PlattScaling.Fit(own, positive);
        Assert.True(own.Average(value => Math.Abs(leaky.Probability(value) - 0.5)) > 0.4);
        ClassPrediction after = model.Predict(noise).Prediction;
        Assert.InRange(
            Enumerable.Range(0, 200).Average(row => after.Probabilities!.Row(row).ToArray().Max()), 0.5, 0.7);
        Assert.InRange(model.Card.ClassMetrics!.Value.LogLoss, 0.66, 0.75);
    }

    // Overconfident before, and measured on rows that neither the model nor its scaling has seen.
    [Fact]
    public void A_model_that_promises_too_much_promises_less()
    {
        Table table = TableClassifierTests.Clouds(240, spread: 1.6);
        TableClassifier model = TableClassifier.Fit(table, "kind", new FitOptions
        {
            Model = ModelKind.KernelLogistic,
            Calibration = CalibrationMethod.Temperature,
        });
        ClassificationMetrics before = ClassificationMetrics.Measure(
            model.Validation!.Uncalibrated!, model.Validation.Observed);
        Assert.InRange(model.Card.ClassMetrics!.Value.LogLoss, before.LogLoss - 0.2, before.LogLoss + 0.03);
        Assert.Equal(before.Accuracy, model.Card.ClassMetrics.Value.Accuracy, 0.02);
    }

    [Fact]
    public void What_cannot_be_calibrated_is_refused()
    {
        Table table = TableClassifierTests.Clouds(30);
        string?[] kinds = [.. Enumerable.Range(0, 30).Select(i => i < 2 ? "rare" : i % 2 == 0 ? "a" : "b")];
        var rare = new Table([table["x"], table["y"], CategoryColumn.FromText("kind", kinds)]);
        var options = new FitOptions { Model = ModelKind.KernelRidgeClassifier, Calibration = CalibrationMethod.Platt };
        Assert.Contains("'rare' has fewer", Assert.Throws<DataException>(
            () => TableClassifier.Fit(rare, "kind", options)).Message);
        Assert.Contains("undo the weights", (options with { ClassWeights = ClassWeighting.Balanced }).Conflict);
        Assert.Contains("the target is a number", (options with
        {
            Model = null,
            Task = ModelTask.Regression,
        }).Conflict);
        Assert.Equal(ModelTask.Classification, new FitOptions { Calibration = CalibrationMethod.Platt }.AskedTask);
        var small = new Workload(500, 4, 5);
        Assert.Equal(
            6 * Planner.KernelRidgeClassifier(small, 2, new Budget()).PredictedSeconds,
            Planner.KernelRidgeClassifier(small with { Refits = 6 }, 2, new Budget()).PredictedSeconds, 1e-9);
    }
}
