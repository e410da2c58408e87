using Gramian.Numerics;
using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the log loss over a grid of costs and lengthscales.</summary>
public static class TuningGridPlot
{
    // The worst cell still differs from one that was not tried.
    private const double FaintestTint = 0.1;

    /// <summary>Draws a cell for each trial, the smaller its loss the stronger; the chosen one has a ring.</summary>
    /// <param name="grid">The trials.</param>
    public static ReportFigure Draw(TuningGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        double[] costs = [.. grid.Costs.Distinct().Order()], lengths = [.. grid.Lengthscales.Distinct().Order()];
        var shares = new Matrix<double>(costs.Length, lengths.Length);
        shares.View.Fill(double.NaN);
        string[] texts = [.. Enumerable.Repeat("", costs.Length * lengths.Length)];
        (double least, double most) = (grid.Losses.Min(), grid.Losses.Max());
        int ring = -1;
        for (int t = 0; t < grid.Losses.Count; t++)
        {
            int row = Array.IndexOf(costs, grid.Costs[t]), column = Array.IndexOf(lengths, grid.Lengthscales[t]);

            // Losses far above the least differ in nothing that matters, so the tint follows their logarithm.
            double worse = most > least ? Math.Log(grid.Losses[t] / least) / Math.Log(most / least) : 0;
            shares[row, column] = 1 - ((1 - FaintestTint) * worse);
            int place = (row * lengths.Length) + column;
            texts[place] = NumberText.Human(grid.Losses[t], 3);
            ring = t == grid.Chosen ? place : ring;
        }

        var drawing = new Figure("Choice of C and lengthscale",
            "Cross-validated log loss by cost and lengthscale; the chosen cell has a ring.",
            Axis.Of("lengthscale", [.. lengths.Select(length => NumberText.Human(length, 3))]),
            Axis.Of("C", [.. costs.Select(cost => NumberText.Human(cost, 3))]),
            [new CellMark(shares, texts) { Ringed = ring }])
        { Height = Math.Clamp(130 + (30 * costs.Length), 240, 620) };
        string edge = grid.AtBounds.Count == 0
            ? "It lies inside of what was tried."
            : $"It lies on the edge of all that was tried, {string.Join(" and ", grid.AtBounds)}: a better one may lie "
                + "beyond.";
        int rows = grid.Rows.Max();
        string fewer = grid.Rows.All(count => count == rows)
            ? ""
            : $" Cells that were left earlier were judged on fewer rows than {NumberText.Whole(rows)} and compare "
                + "roughly.";
        string caption = "Log loss in nats of cross-validated probabilities; lengthscales are those of standardised "
            + "columns, gamma of an rbf kernel is 1/(2 lengthscale squared); empty cells were not tried. The ring is "
            + $"what was chosen; a cell beyond the first grid must gain a thousandth. {edge}{fewer}";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("c", grid.Costs), DataColumn.Numbers("lengthscale", grid.Lengthscales),
            DataColumn.Numbers("rows", grid.Rows.Select(count => (double)count)),
            DataColumn.Numbers("log_loss", grid.Losses)]));
    }
}
