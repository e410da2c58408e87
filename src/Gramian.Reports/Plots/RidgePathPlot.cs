using Gramian.Numerics;
using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the leave-one-out and the generalised cross-validation error along the ridge.</summary>
public static class RidgePathPlot
{
    /// <summary>Draws the plot.</summary>
    /// <param name="ridges">λ, positive, [k].</param>
    /// <param name="leaveOneOut">The leave-one-out root mean square error, [k].</param>
    /// <param name="generalised">The root of the generalised cross-validation error, [k]; empty for none.</param>
    /// <param name="chosen">The λ that was kept.</param>
    /// <param name="unit">The unit of the target, or null.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ReportFigure Draw(
        IReadOnlyList<double> ridges, IReadOnlyList<double> leaveOneOut, IReadOnlyList<double> generalised,
            double chosen,
        string? unit)
    {
        Guard.Length(leaveOneOut.Count, ridges.Count, nameof(leaveOneOut));
        var marks = new List<Mark> { new LineMark(ridges, leaveOneOut) { Label = "leave one out" } };
        List<DataColumn> columns = [DataColumn.Numbers("ridge", ridges),
            DataColumn.Numbers("leave_one_out", leaveOneOut)];
        if (generalised.Count > 0)
        {
            Guard.Length(generalised.Count, ridges.Count, nameof(generalised));
            marks.Add(new LineMark(ridges, generalised)
            {
                Label = "generalised", Series = 1,
                Style = LineStyle.Dashed
            });
            columns.Add(DataColumn.Numbers("generalised", generalised));
        }

        marks.Add(ReferenceLineMark.Vertical(chosen) with { Label = "chosen" });
        var drawing = new Figure("Path of the ridge", "Cross-validated error against the ridge, with the chosen value.",
            new Axis("ridge λ") { Kind = AxisKind.Logarithmic }, new Axis("cross-validated error") { Unit = unit },
                marks);
        string caption = "Left of the minimum the model follows noise, right of it it is too stiff. "
            + $"Chosen: λ = {NumberText.Human(chosen)}, one of {ridges.Count}.";
        return new ReportFigure(drawing, caption, new DataTable(columns));
    }
}
