using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the prediction along one input while the others stay where they are.</summary>
public static class EffectCurvePlot
{
    /// <summary>Draws the plot.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="unit">Its unit, or null.</param>
    /// <param name="low">The lower end of the vertical axis, shared by the curves of a report; null to fit.</param>
    /// <param name="high">The upper end, or null.</param>
    public static ReportFigure Draw(EffectCurve curve, string target, string? unit, double? low = null,
        double? high = null)
    {
        bool banded = curve.Lower.Count > 0 && curve.Upper.Count > 0;
        bool categories = curve.Categories.Count > 0;
        double[] x = categories ? [.. Enumerable.Range(0, curve.Mean.Count).Select(k => (double)k)] : [.. curve.X];
        var marks = new List<Mark>();
        if (banded)
        {
            marks.Add(categories
                ? new IntervalMark(x, curve.Lower, curve.Upper)
                : new BandMark(x, curve.Lower, curve.Upper));
        }

        marks.Add(categories ? new ScatterMark(x, curve.Mean) : new LineMark(x, curve.Mean));
        if (!categories && curve.Observed.Count > 0)
        {
            marks.Add(new RugMark(curve.Observed) { Series = -1 });
        }

        Axis axis = categories ? Axis.Of(curve.Name, curve.Categories) : new Axis(curve.Name) { Unit = curve.Unit };
        var drawing = new Figure("Effect of " + curve.Name,
            $"Predicted {target} along {curve.Name}, the other inputs fixed.",
            axis, new Axis(target) { Unit = unit, Low = low, High = high }, marks)
        { Width = 360, Height = 260 };
        DataColumn first = categories
            ? DataColumn.Texts(curve.Name, curve.Categories) : DataColumn.Numbers(curve.Name, curve.X);
        DataColumn[] columns = [first, DataColumn.Numbers("mean", curve.Mean)];
        return new ReportFigure(drawing, "", new DataTable(banded
            ? [.. columns, DataColumn.Numbers("lower", curve.Lower), DataColumn.Numbers("upper", curve.Upper)]
            : columns));
    }
}
