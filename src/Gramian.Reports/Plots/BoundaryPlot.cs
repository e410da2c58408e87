using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots where a classifier of two columns changes its mind.</summary>
public static class BoundaryPlot
{
    /// <summary>Draws the boundaries over the rows.</summary>
    /// <param name="data">The field and the rows.</param>
    public static ReportFigure Draw(BoundaryData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var marks = new List<Mark>();
        for (int c = 0; c < data.Names.Count; c++)
        {
            int place = c;
            int[] rows = [.. Enumerable.Range(0, data.Observed.Count).Where(i => data.Observed[i] == place)];
            marks.Add(new ScatterMark([.. rows.Select(i => data.RowX[i])], [.. rows.Select(i => data.RowY[i])])
            {
                Label = data.Names[c],
                Series = c,
            });
        }

        // With two classes one field says everything; with more each class has the line where another overtakes it.
        for (int c = data.Names.Count == 2 ? 1 : 0; c < data.Names.Count; c++)
        {
            bool two = data.Names.Count == 2;
            marks.Add(new ContourMark(data.X, data.Y, data.Leads[c], two ? [-0.8, 0, 0.8] : [0])
            {
                Series = two ? -1 : c,
                Label = two ? "probability 0.1, 0.5, 0.9" : null,
            });
        }

        var drawing = new Figure("Decision boundary",
            "The lines at which the predicted class changes, over the rows by their class.",
            new Axis(data.NameX) { Unit = data.UnitX }, new Axis(data.NameY) { Unit = data.UnitY }, marks);
        string caption = "Dots are rows of the data. "
            + (data.Names.Count == 2
                ? $"Lines are where the probability of {data.Names[1]} is 0.1, 0.5 and 0.9."
                : "The line of a colour is where its class ceases to be the likeliest.")
            + $" {NumberText.Whole(data.Observed.Count)} rows are drawn.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers(data.NameX, data.RowX), DataColumn.Numbers(data.NameY, data.RowY),
            DataColumn.Texts("class", data.Observed.Select(place => data.Names[place]))]));
    }
}
