using Gramian.Numerics;
using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots how often each class was taken for each.</summary>
public static class ConfusionPlot
{
    private const int MostWithTexts = 16;

    /// <summary>Draws the matrix; cells are tinted by their share of the observed class.</summary>
    /// <param name="set">The predictions.</param>
    public static ReportFigure Draw(ClassSet set)
    {
        int k = set.Names.Count;
        var counts = new Matrix<double>(k, k);
        for (int i = 0; i < set.Count; i++)
        {
            counts[set.Observed[i], set.Predicted[i]]++;
        }

        var shares = new Matrix<double>(k, k);
        var texts = new List<string>();
        (var observed, var predicted, var numbers) = (new List<string>(), new List<string>(), new List<double>());
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                shares[i, j] = counts[i, j] / Math.Max(1, set.Counts[i]);
                texts.Add(NumberText.Whole((int)counts[i, j]));
                observed.Add(set.Names[i]);
                predicted.Add(set.Names[j]);
                numbers.Add(counts[i, j]);
            }
        }

        var drawing = new Figure("Confusion matrix",
            "Counts of rows by observed class (rows of the matrix) and predicted class (columns).",
            Axis.Of("predicted", set.Names), Axis.Of("observed", set.Names) with { Direction = AxisDirection.Reversed },
            [new CellMark(shares, k <= MostWithTexts ? texts : [])])
        { Height = Math.Clamp(130 + (44 * k), 240, 620) };
        int right = set.Observed.Zip(set.Predicted).Count(pair => pair.First == pair.Second);
        string caption = $"Rows are what was observed, columns what was predicted; the tint is the share of the row. "
            + $"{NumberText.Whole(right)} of {NumberText.Whole(set.Count)} rows lie on the diagonal.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Texts("observed", observed), DataColumn.Texts("predicted", predicted),
            DataColumn.Numbers("rows", numbers)]));
    }
}
