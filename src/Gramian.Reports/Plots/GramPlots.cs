using Gramian.Numerics;
using Gramian.Reports.Markup;
using Gramian.Reports.Svg;
using Gramian.Reports.Svg.Marks;

namespace Gramian.Reports.Plots;

/// <summary>Plots the Gram matrix: its entries as an image, and its eigenvalues.</summary>
public static class GramPlots
{
    /// <summary>Draws the entries of a Gram matrix.</summary>
    /// <param name="gram">The matrix of some rows, [k, k].</param>
    /// <param name="rows">The number of rows of the data.</param>
    /// <param name="order">How the rows are ordered, such as "the target"; any text.</param>
    public static ReportFigure Image(Matrix<double> gram, int rows, string order)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in Enumerable.Range(0, gram.Rows * gram.Columns)
            .Select(k => gram[k / gram.Columns, k % gram.Columns]))
        {
            (low, high) = double.IsFinite(value) ? (Math.Min(low, value), Math.Max(high, value)) : (low, high);
        }

        (low, high) = low <= high ? (low, high) : (0, 1);
        string share = gram.Rows < rows
            ? $"{NumberText.Whole(gram.Rows)} of {NumberText.Whole(rows)} rows, evenly chosen"
            : $"all {NumberText.Whole(rows)} rows";
        var drawing = new Figure("Gram matrix", $"Image of the kernel between rows, ordered by {order}.",
            new Axis("rows, by " + order) { Kind = AxisKind.Bare, Low = 0, High = Math.Max(1, gram.Columns) },
            new Axis("rows, by " + order)
            {
                Kind = AxisKind.Bare, Low = 0, High = Math.Max(1, gram.Rows), Direction = AxisDirection.Reversed,
            },
            [new HeatmapMark(gram, low, high)])
        { Height = 430, ColourBar = new ColourBar("k(x, x′)", low, high) };
        string caption = $"What the kernel holds for similar: bright is alike, dark is unrelated. Drawn: {share}, "
            + $"ordered by {order}.";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("row", Enumerable.Range(1, gram.Rows).Select(i => (double)i)),
            DataColumn.Numbers("k(x, x)", Enumerable.Range(0, gram.Rows)
                .Select(i => gram[i, Math.Min(i, gram.Columns - 1)])),
            DataColumn.Numbers("k(x, first)", Enumerable.Range(0, gram.Rows).Select(i => gram[i, 0]))]));
    }

    /// <summary>Draws the eigenvalues of a Gram matrix, the largest first, with the noise variance.</summary>
    /// <param name="eigenvalues">The eigenvalues in any order.</param>
    /// <param name="noiseVariance">The noise variance in the same unit; NaN for none.</param>
    /// <param name="rows">The number of rows of the data.</param>
    public static ReportFigure Spectrum(IReadOnlyList<double> eigenvalues, double noiseVariance, int rows)
    {
        double[] sorted = [.. eigenvalues.Where(double.IsFinite).OrderDescending()];
        double floor = sorted.Length > 0 && sorted[0] > 0 ? sorted[0] * 1e-17 : 1e-17;
        double[] index = [.. Enumerable.Range(1, sorted.Length).Select(i => (double)i)];
        double[] drawn = [.. sorted.Select(value => value > floor ? value : double.NaN)];
        var marks = new List<Mark> { new LineMark(index, drawn) { Label = "eigenvalue" } };
        string noise = "";
        if (noiseVariance > 0 && double.IsFinite(noiseVariance))
        {
            marks.Add(ReferenceLineMark.Horizontal(noiseVariance) with { Label = "noise variance" });
            noise = $" {sorted.Count(value => value > noiseVariance)} of them are above the noise variance: about "
                + $"so many "
                + "directions can be learnt from these rows.";
        }

        var drawing = new Figure("Spectrum of the Gram matrix",
            "Eigenvalues of the Gram matrix from the largest to the smallest.",
            new Axis("rank"), new Axis("eigenvalue") { Kind = AxisKind.Logarithmic }, marks)
        { Height = 430 };
        int lost = sorted.Length - drawn.Count(double.IsFinite);
        string caption = $"The {NumberText.Whole(sorted.Length)} eigenvalues of the matrix "
            + $"of {NumberText.Whole(sorted.Length)} "
            + $"of {NumberText.Whole(rows)} rows." + noise;
        caption += lost > 0 ? $" {NumberText.Whole(lost)} are zero to rounding and not drawn." : "";
        return new ReportFigure(drawing, caption, new DataTable([
            DataColumn.Numbers("rank", index), DataColumn.Numbers("eigenvalue", sorted)]));
    }
}
