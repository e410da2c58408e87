using Gramian.Reports.Markup;
using Gramian.Reports.Plots;

namespace Gramian.Reports.Html;

/// <summary>Writes the parts that pages are made of, well-formed as XML and readable as HTML.</summary>
internal sealed class PageWriter
{
    private const int TableRows = 40;

    private readonly MarkupWriter writer = new();

    public PageWriter(string title)
    {
        writer.Trusted("<!DOCTYPE html>\n").Open("html").Attribute("lang", "en").Line();
        writer.Open("head").Line().Open("meta").Attribute("charset", "utf-8").Close().Line();
        writer.Open("meta").Attribute("http-equiv", "Content-Security-Policy")
            .Attribute("content", PageStyle.ContentPolicy).Close().Line();
        writer.Open("meta").Attribute("name", "viewport").Attribute("content", "width=device-width, initial-scale=1")
            .Close().Line();
        writer.Open("meta").Attribute("name", "referrer").Attribute("content", "no-referrer").Close().Line();
        writer.Element("title", title).Line();
        writer.Open("style").Trusted(PageStyle.Css).Close().Line().Close().Line().Open("body").Line().Open("main")
            .Line();
    }

    public string Finish(
        string footer = "Made by Gramian. This page holds its drawings and data itself; it loads nothing and runs no "
            + "scripts.")
    {
        writer.Element("footer", footer).Line();
        return writer.Close().Line().Close().Line().Close().Line().ToString();
    }

    public void Header(string eyebrow, string heading, string lead)
    {
        writer.Open("header").Line().Element("p", eyebrow, "eyebrow").Line().Element("h1", heading).Line();
        if (lead.Length > 0)
        {
            writer.Element("p", lead, "lead").Line();
        }

        writer.Close().Line();
    }

    public void Heading(string text, string? anchor = null) =>
        writer.Open("h2").Attribute("id", anchor).Text(text).Close().Line();

    public void Paragraph(string text, string? cssClass = null) => writer.Element("p", text, cssClass).Line();

    public void Code(string text) => writer.Open("pre").Element("code", text).Close().Line();

    public void Cards(IReadOnlyList<MetricCard> cards)
    {
        writer.Open("div").Class("cards").Line();
        foreach (MetricCard card in cards)
        {
            writer.Open("div").Class("card").Open("div").Class("name").Text(card.Name);
            if (!string.IsNullOrEmpty(card.Unit))
            {
                writer.Text($" [{card.Unit}]");
            }

            writer.Close().Element("div", NumberText.Human(card.Value), "value");
            if (double.IsFinite(card.Lower) && double.IsFinite(card.Upper))
            {
                string range = $"{NumberText.Human(card.Lower)} … {NumberText.Human(card.Upper)}";
                writer.Element("div", range, "range");
            }

            string note = double.IsFinite(card.Value) ? card.Note : "not available. " + card.Note;
            writer.Element("div", note, "note").Close().Line();
        }

        writer.Close().Line();
    }

    public void Facts(IEnumerable<ReportFact> facts)
    {
        writer.Open("dl").Line();
        foreach (ReportFact fact in facts)
        {
            writer.Element("dt", fact.Name).Open("dd").Text(fact.Value);
            if (fact.Why.Length > 0)
            {
                writer.Element("span", fact.Why, "why");
            }

            writer.Close().Line();
        }

        writer.Close().Line();
    }

    public void Figures(IReadOnlyList<ReportFigure> figures, string context, bool small)
    {
        writer.Open("div").Class(small ? "figures small" : "figures").Line();
        foreach (ReportFigure figure in figures)
        {
            Figure(figure, context);
        }

        writer.Close().Line();
    }

    public void Table(DataTable table, string? verdictColumn = null)
    {
        writer.Open("div").Class("scroll");
        Rows(table, table.Rows, verdictColumn);
        writer.Close().Line();
    }

    public void References(IReadOnlyList<string> references)
    {
        writer.Open("ol").Class("refs").Line();
        foreach (string reference in references)
        {
            writer.Element("li", reference).Line();
        }

        writer.Close().Line();
    }

    public void Verdict(string text)
    {
        writer.Open("p");
        VerdictLabel(text);
        writer.Close().Line();
    }

    private void Figure(ReportFigure figure, string context)
    {
        writer.Open("figure").Element("h3", figure.Drawing.Title).Trusted(figure.Drawing.ToInlineSvg()).Line();
        string caption = string.Join(" ", new[] { figure.Caption, context }.Where(text => text.Length > 0));
        if (caption.Length > 0)
        {
            writer.Element("figcaption", caption).Line();
        }

        DataTable data = figure.Data;
        if (data.Rows > 0)
        {
            int shown = Math.Min(TableRows, data.Rows);
            writer.Open("details").Element("summary", $"Data: {NumberText.Whole(data.Rows)} rows");
            writer.Open("p").Open("a").Attribute("download", "data.csv")
                .Attribute("href", "data:text/csv;charset=utf-8," + CsvUri(data)).Text("Save as CSV").Close();
            writer.Text(shown < data.Rows ? $"; the first {shown} rows are below." : ".").Close();
            writer.Open("div").Class("scroll");
            Rows(data, shown, null);
            writer.Close().Close().Line();
        }

        writer.Close().Line();
    }

    private void Rows(DataTable table, int count, string? verdictColumn)
    {
        writer.Open("table").Open("thead").Open("tr");
        foreach (DataColumn column in table.Columns)
        {
            writer.Open("th").Attribute("scope", "col").Attribute("class", column.IsText ? null : "num")
                .Text(column.Name).Close();
        }

        writer.Close().Close().Open("tbody").Line();
        for (int row = 0; row < count; row++)
        {
            writer.Open("tr");
            for (int c = 0; c < table.Columns.Count; c++)
            {
                writer.Open("td").Attribute("class", table.Columns[c].IsText ? null : "num");
                if (table.Columns[c].Name == verdictColumn)
                {
                    VerdictLabel(table[row, c]);
                }
                else
                {
                    writer.Text(table[row, c]);
                }

                writer.Close();
            }

            writer.Close().Line();
        }

        writer.Close().Close();
    }

    private void VerdictLabel(string text)
    {
        string kind = text.StartsWith("PASS", StringComparison.Ordinal) ? "verdict good"
            : text.StartsWith("FAIL", StringComparison.Ordinal) ? "verdict bad" : "verdict";
        writer.Element("span", text, kind);
    }

    // Only what a URI must not contain is encoded; the commas of the table stay, which keeps the page small.
    private static string CsvUri(DataTable data) =>
        Uri.EscapeDataString(data.ToCsv()).Replace("%2C", ",", StringComparison.Ordinal);
}
