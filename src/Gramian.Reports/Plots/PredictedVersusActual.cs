using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots predictions against targets, with the line of equality and the predictive intervals.</summary>
public static class PredictedVersusActual
{
    /// <summary>Draws the plot.</summary>
    /// <param name="set">The predictions.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="unit">Its unit, or null.</param>
    /// <param name="level">The level of the intervals, in (0, 1).</param>
    public static ReportFigure Draw(PredictionSet set, string target, string? unit, double level = 0.95)
    {
        int[] shown = Thinning.Indices(set.Count);
        double[] actual = CaptionText.Take(set.Actual, shown), predicted = CaptionText.Take(set.Predicted, shown);
        var marks = new List<Mark>();
        List<DataColumn> columns =
        [
            DataColumn.Numbers("row", CaptionText.Take(set.RowNumbers, shown)),
            DataColumn.Numbers("actual", actual), DataColumn.Numbers("predicted", predicted),
        ];
        string percent = FormattableString.Invariant($"{100 * level:0.##} %");
        string bars = "";
        if (set.HasDeviations)
        {
            double[] lower = CaptionText.Take(set.IntervalEnd(level, -1), shown);
            double[] upper = CaptionText.Take(set.IntervalEnd(level, +1), shown);
            marks.Add(new IntervalMark(actual, lower, upper) { Label = percent + " interval" });
            columns.AddRange([DataColumn.Numbers("lower", lower), DataColumn.Numbers("upper", upper)]);
            bars = $"; thin bars are {percent} predictive intervals";
        }

        marks.Add(ReferenceLineMark.Sloped(1, 0) with { Label = "prediction = actual" });
        marks.Add(new ScatterMark(actual, predicted) { Label = "prediction" });
        var drawing = new Figure("Predicted against actual",
            $"Scatter of predicted {target} against its actual value, with the line of equality.",
            new Axis("actual " + target) { Unit = unit }, new Axis("predicted " + target) { Unit = unit }, marks)
        { Height = 440 };
        string caption = "Each dot is a row that the model did not see when it predicted it. On the dashed line the "
            + $"prediction is exact{bars}." + CaptionText.Counted(set, shown.Length);
        return new ReportFigure(drawing, caption, new DataTable(columns));
    }
}
