using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models;
using Gramian.Models.SupportVectors;
using Gramian.Models.TableClasses;
using Gramian.Models.Tables;
using Gramian.Numerics;
using Gramian.Reports.Html;
using Gramian.Reports.Plots;
using Gramian.Reports.Svg;

namespace Gramian.Reports.Reading;

/// <summary>Reads from a fitted classification what its report shows.</summary>
internal sealed class ClassifierReading(
    TableClassifier model, ReportOrigin origin, Table? table, ComputeOptions? options)
{
    private const int GridPoints = 72;
    private const int ShownRows = 1500;
    private const double Margin = 0.06;

    private IKernelClassifier Plain =>
        model.Classifier is CalibratedClassModel calibrated ? calibrated.Inner : model.Classifier;

    public ClassifierReportData Read()
    {
        ClassValidation? validation = model.Validation;
        var texts = new ModelTexts(model, validation?.Method ?? "", origin);
        int[] labels = table is null ? [] : model.Pipeline.Labels(table);
        IReadOnlyList<string> names = model.Classes.Names;
        return new ClassifierReportData
        {
            DataName = origin.DataName,
            Target = model.Pipeline.Target,
            Classes = names,
            Model = texts.ModelName,
            Kernel = texts.Kernel,
            Rows = model.Card.Rows,
            Inputs = model.Pipeline.Columns.Count,
            Validation = texts.ValidationName,
            Seed = model.Card.Seed,
            Metrics = Metrics(),
            Decisions = texts.Decisions(),
            Warnings = texts.Warnings(),
            Certificate = texts.Certificate(),
            Predictions = validation is null ? null : new ClassSet(
                names, validation.Observed, validation.Prediction.Labels, validation.Prediction.Probabilities)
            {
                Decisions = validation.Prediction.Decisions is { } decisions
                    ? Signed(decisions, validation.Observed, names.Count)
                    : null,
            },
            Uncalibrated = validation?.Uncalibrated is { } before
                ? new ClassSet(names, validation.Observed, before.Labels, before.Probabilities)
                : null,
            Tuning = Tuning(),
            ClassRows = labels.Length == 0
                ? []
                : [.. names.Select((_, place) => labels.Count(label => label == place))],
            SupportVectors = Plain is SupportVectorModel machine ? machine.SupportCounts : [],
            Boundary = Boundary(labels),
            Reproduction = texts.Reproduction(),
            Command = origin.Command,
            References = origin.References,
            NextCommands = texts.NextCommands(),
        };
    }

    private IReadOnlyList<MetricCard> Metrics()
    {
        if ((model.Validation?.Report.Metrics ?? model.Card.ClassMetrics) is not { } found)
        {
            return [];
        }

        var intervals = model.Validation?.Report.Intervals ?? model.Card.Intervals;
        return
        [
            Card("accuracy", "Accuracy", "%", "of rows are right", 100),
            Card("balanced_accuracy", "Balanced", "%", "accuracy, all classes alike", 100),
            Card("log_loss", "Log loss", "nats", "surprise of a row; smaller is better", 1),
            Card("brier", "Brier", null, "squared error of probabilities", 1),
            Card("auc", "AUC", null, "chance of ranking a pair rightly", 1),
            Card("ece", "ECE", "%", "calibration error, 15 bins", 100),
        ];

        MetricCard Card(string key, string name, string? unit, string note, double factor)
        {
            (double lower, double upper) = intervals.TryGetValue(key, out var ends) ? ends : (double.NaN, double.NaN);
            return new MetricCard(name, factor * found[key], factor * lower, factor * upper, unit, note);
        }
    }

    // Of two classes the value for the second; of more the least of the observed class, as a row's slack has it.
    private static double[] Signed(Matrix<double> decisions, int[] observed, int classes)
    {
        if (classes == 2)
        {
            return Array.ConvertAll(decisions.View.ColumnToArray(0), value => -value);
        }

        var least = new double[decisions.Rows];
        Array.Fill(least, double.PositiveInfinity);
        for (int row = 0; row < least.Length; row++)
        {
            for (int i = 0, pair = 0; i < classes; i++)
            {
                for (int j = i + 1; j < classes; j++, pair++)
                {
                    double value = decisions[row, pair];
                    least[row] = observed[row] == i ? Math.Min(least[row], value)
                        : observed[row] == j ? Math.Min(least[row], -value)
                        : least[row];
                }
            }
        }

        return least;
    }

    // A choice among costs alone, as for a kernel that was given, is no grid.
    private TuningGrid? Tuning() =>
        Plain is SupportVectorModel { ChosenTrial: >= 0 } machine
        && machine.Trials.Select(trial => trial.Lengthscale).Distinct().Count() > 1
            ? new TuningGrid(
                [.. machine.Trials.Select(trial => trial.Cost)],
                [.. machine.Trials.Select(trial => trial.Lengthscale)],
                [.. machine.Trials.Select(trial => trial.Loss)], [.. machine.Trials.Select(trial => trial.Rows)],
                machine.ChosenTrial, machine.AtBounds)
            : null;

    // Two columns of numbers span a plane that can be drawn.
    private BoundaryData? Boundary(int[] labels)
    {
        IReadOnlyList<Feature> features = model.Pipeline.Features;
        if (table is null || features.Count != 2 || features.Any(feature => feature.Name != feature.Column))
        {
            return null;
        }

        Points points = model.Pipeline.Encode(table, out _);
        (double[] x, double[] y) = (Grid(points, 0), Grid(points, 1));
        var queries = new Matrix<double>(x.Length * y.Length, 2);
        for (int i = 0; i < queries.Rows; i++)
        {
            (queries[i, 0], queries[i, 1]) = (x[i % x.Length], y[i / x.Length]);
        }

        if (model.Classifier.Probabilities(new Points(queries), options) is not { } probabilities)
        {
            return null;
        }

        int[] shown = Thinning.Indices(points.Count, ShownRows);
        return new BoundaryData(
            features[0].Name, features[1].Name, model.Classes.Names, Raw(x, features[0]), Raw(y, features[1]),
            Leads(probabilities, y.Length, x.Length), Raw([.. shown.Select(i => points.Values[i, 0])], features[0]),
            Raw([.. shown.Select(i => points.Values[i, 1])], features[1]), [.. shown.Select(i => labels[i])])
        {
            UnitX = features[0].Unit,
            UnitY = features[1].Unit,
        };
    }

    private Matrix<double>[] Leads(Matrix<double> probabilities, int rows, int columns)
    {
        int[] places = [.. model.Classifier.Labels.Select(label => (int)label)];
        var leads = new Matrix<double>[places.Length];
        for (int j = 0; j < places.Length; j++)
        {
            var field = new Matrix<double>(rows, columns);
            for (int i = 0; i < probabilities.Rows; i++)
            {
                double other = 0;
                for (int k = 0; k < places.Length; k++)
                {
                    other = k == j ? other : Math.Max(other, probabilities[i, k]);
                }

                field[i / columns, i % columns] = probabilities[i, j] - other;
            }

            leads[places[j]] = field;
        }

        return leads;
    }

    private static double[] Grid(Points points, int column)
    {
        double[] values = points.Values.ColumnToArray(column);
        (double low, double high) = (values.Min(), values.Max());
        double margin = Margin * (high - low);
        return [.. Enumerable.Range(0, GridPoints)
            .Select(i => low - margin + ((high - low + (2 * margin)) * i / (GridPoints - 1)))];
    }

    private static double[] Raw(double[] values, Feature feature) =>
        Array.ConvertAll(values, value => feature.Mean + (feature.Scale * value));
}
