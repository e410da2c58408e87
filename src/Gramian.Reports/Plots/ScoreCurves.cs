using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots what every threshold of a probability would do: ROC, precision and recall, error trade-off.</summary>
public static class ScoreCurves
{
    private const int MostPoints = 300;

    /// <summary>Draws the share of found rows against the share of false alarms.</summary>
    /// <param name="set">The predictions, with probabilities.</param>
    public static ReportFigure Roc(ClassSet set) => Draw(
        set, "ROC", "Curves of the true positive rate against the false positive rate over all thresholds.",
        new Axis("false positive rate") { Low = 0, High = 1 }, new Axis("true positive rate") { Low = 0, High = 1 },
        curve => (curve.FalseRate, curve.TrueRate),
        curve => $"AUC {NumberText.Human(curve.Area, 3)}",
        [ReferenceLineMark.Sloped(1, 0) with { Label = "no skill" }],
        "The further to the top left, the better; the dashed line is guessing. AUC is the area below a curve, the "
            + "probability that a row of the class is ranked above another.");

    /// <summary>Draws precision against recall.</summary>
    /// <param name="set">The predictions, with probabilities.</param>
    public static ReportFigure PrecisionRecall(ClassSet set) => Draw(
        set, "Precision and recall", "Curves of precision against recall over all thresholds.",
        new Axis("recall") { Low = 0, High = 1 }, new Axis("precision") { Low = 0, High = 1 },
        curve => (curve.TrueRate, curve.Precision),
        curve => $"AP {NumberText.Human(curve.AveragePrecision, 3)}",
        set.Names.Count == 2
            ? [ReferenceLineMark.Horizontal(set.Counts[1] / (double)set.Count) with { Label = "no skill" }]
            : [],
        "Precision is the share of alarms that are right, recall the share of the class that is found. AP is the mean "
            + "precision over the steps of recall.");

    /// <summary>Draws misses against false alarms, both on logarithmic axes.</summary>
    /// <param name="set">The predictions, with probabilities.</param>
    public static ReportFigure ErrorTradeOff(ClassSet set)
    {
        double least = 0.5 / Math.Max(1, set.Count);
        Axis Of(string label) => new(label) { Kind = AxisKind.Logarithmic, Low = least, High = 1 };
        return Draw(
            set, "Detection error trade-off",
            "Curves of the false negative rate against the false positive rate, both logarithmic.",
            Of("false positive rate"), Of("false negative rate"),
            curve => (curve.FalseRate, [.. curve.TrueRate.Select(rate => 1 - rate)]),
            curve => $"equal at {NumberText.Human(curve.EqualError, 3)}", [],
            "Both errors on logarithmic axes; nearer to the bottom left is better. Rates of zero are not drawn. The "
                + "figure beside a class is the rate at which both errors are equal.");
    }

    /// <summary>Draws precision, recall, their harmonic mean and the share of alarms against the threshold.</summary>
    /// <param name="set">The predictions of two classes, with probabilities.</param>
    /// <exception cref="ArgumentException">There are not two classes, of which both have rows.</exception>
    public static ReportFigure Thresholds(ClassSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Names.Count != 2 || set.Drawn.Count == 0)
        {
            throw new ArgumentException("Thresholds are drawn for two classes that both have rows.", nameof(set));
        }

        string name = set.Names[1];
        ScoreCurve curve = ScoreCurve.Of(set, 1);
        int[] kept = Kept(curve.Threshold.Length - 1);
        double[] Shown(Func<int, double> value) => [.. kept.Select(i => value(i + 1))];
        double F1(int i) => 2 * curve.Precision[i] * curve.TrueRate[i]
            / Math.Max(double.Epsilon, curve.Precision[i] + curve.TrueRate[i]);
        (double own, double all) = (set.Counts[1], set.Count);
        double[] thresholds = Shown(i => curve.Threshold[i]);
        (string Label, double[] Values)[] lines =
        [
            ("precision", Shown(i => curve.Precision[i])),
            ("recall", Shown(i => curve.TrueRate[i])),
            ("F1", Shown(F1)),
            ("share of alarms", Shown(i => ((curve.TrueRate[i] * own) + (curve.FalseRate[i] * (all - own))) / all)),
        ];
        int best = Enumerable.Range(1, curve.Threshold.Length - 1).MaxBy(F1);
        var marks = new List<Mark>();
        List<DataColumn> columns = [DataColumn.Numbers("threshold", thresholds)];
        for (int i = 0; i < lines.Length; i++)
        {
            marks.Add(new LineMark(thresholds, lines[i].Values) { Label = lines[i].Label, Series = i });
            columns.Add(DataColumn.Numbers(lines[i].Label, lines[i].Values));
        }

        marks.Add(ReferenceLineMark.Vertical(curve.Threshold[best]) with { Label = "best F1" });
        var figure = new Figure(
            "Thresholds", $"Precision, recall, F1 and the share of alarms against the threshold of {name}.",
            new Axis($"least probability of {name}") { Low = 0, High = 1 }, new Axis("value") { Low = 0, High = 1 },
            marks);
        return new ReportFigure(
            figure,
            $"A row is called {name} from a probability upwards: what comes of each choice. F1 is largest, "
                + $"{NumberText.Human(F1(best), 3)}, at {NumberText.Human(curve.Threshold[best], 3)}; that choice has "
                + "seen these rows." + set.Caption,
            new DataTable(columns));
    }

    private static ReportFigure Draw(
        ClassSet set, string title, string description, Axis x, Axis y,
        Func<ScoreCurve, (double[] X, double[] Y)> choose, Func<ScoreCurve, string> figure, Mark[] below,
        string caption)
    {
        var marks = new List<Mark>(below);
        var columns = new List<DataColumn>();
        foreach (int place in set.Drawn)
        {
            ScoreCurve curve = ScoreCurve.Of(set, place);
            (double[] horizontal, double[] vertical) = choose(curve);
            int[] kept = Kept(horizontal.Length);
            (double[] across, double[] up) = (
                [.. kept.Select(i => horizontal[i])], [.. kept.Select(i => vertical[i])]);
            marks.Add(new LineMark(across, up) { Label = $"{set.Names[place]}, {figure(curve)}", Series = place % 6 });
            columns.Add(DataColumn.Numbers($"{x.Label} of {set.Names[place]}", across));
            columns.Add(DataColumn.Numbers($"{y.Label} of {set.Names[place]}", up));
        }

        return new ReportFigure(
            new Figure(title, description, x, y, marks), caption + set.Caption, new DataTable(columns));
    }

    // Both ends and what lies evenly between.
    private static int[] Kept(int count) => count <= MostPoints
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, MostPoints).Select(i => (int)((long)i * (count - 1) / (MostPoints - 1)))];
}
