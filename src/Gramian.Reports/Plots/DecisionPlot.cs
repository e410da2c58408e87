using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots on which side of a machine's margin rows lie that it had not seen.</summary>
public static class DecisionPlot
{
    private const int MostColours = 6;
    private const int MostBins = 40;

    /// <summary>Draws the signed decision values, the rows of each class stacked in its colour.</summary>
    /// <param name="set">The predictions, with decision values.</param>
    /// <exception cref="ArgumentException">The set has no decision values.</exception>
    public static ReportFigure Draw(ClassSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        IReadOnlyList<double> values = set.Decisions
            ?? throw new ArgumentException("The set must have decision values.", nameof(set));
        double[] edges = Edges(values);
        bool isColoured = set.Names.Count <= MostColours;
        int groups = isColoured ? set.Names.Count : 1;
        double[][] counts = [.. Enumerable.Range(0, groups).Select(c => Binning.Counts(
            [.. values.Where((_, row) => !isColoured || set.Observed[row] == c)], edges))];

        // The whole stack is drawn first and each lower part over it, so that every class shows its own share.
        var marks = new List<Mark>();
        for (int c = groups - 1; c >= 0; c--)
        {
            double[] upTo = [.. edges.Skip(1).Select((_, bin) => counts.Take(c + 1).Sum(part => part[bin]))];
            marks.Add(new HistogramMark(edges, upTo)
            {
                Label = isColoured ? set.Names[c] : "rows",
                Series = c,
                IsOpaque = true,
            });
        }

        marks.AddRange([ReferenceLineMark.Vertical(-1), ReferenceLineMark.Vertical(0), ReferenceLineMark.Vertical(1)]);
        bool isPair = set.Names.Count == 2;
        int inside = values.Count(value => Math.Abs(value) < 1);
        var drawing = new Figure("Margin", "Histogram of signed decision values, with the margin marked.",
            new Axis(isPair ? $"decision value, positive for {set.Names[1]}"
                : "least decision value of the observed class against another"),
            new Axis("rows") { Low = 0 }, marks);
        string sides = isPair
            ? $"Right of zero the machine says {set.Names[1]}, left of it {set.Names[0]}."
            : "Right of zero the observed class wins against every other; far to the left it loses clearly.";
        string caption = $"{sides} The dashed lines at -1 and 1 are the margin, inside which "
            + $"{NumberText.Whole(inside)} of {NumberText.Whole(set.Count)} rows lie; values beyond the drawing count "
            + "in the end bins. Probabilities are fitted to such values and may cross one half beside zero.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("from", edges[..^1]), DataColumn.Numbers("to", edges[1..]),
            .. counts.Select((part, c) => DataColumn.Numbers(isColoured ? set.Names[c] : "rows", part))]));
    }

    // Edges meet -1, 0 and 1, and span the middle 98 % of the values.
    private static double[] Edges(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        double low = Math.Min(-1, sorted.Length == 0 ? -1 : Binning.Quantile(sorted, 0.01));
        double high = Math.Max(1, sorted.Length == 0 ? 1 : Binning.Quantile(sorted, 0.99));
        double step = 0.1;
        foreach (double wider in (ReadOnlySpan<double>)[0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10])
        {
            step = (high - low) / step <= MostBins ? step : wider;
        }

        step = Math.Max(step, (high - low) / MostBins);
        (double first, double last) = (Math.Floor(low / step), Math.Ceiling(high / step));
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(k => (first + k) * step)];
    }
}
