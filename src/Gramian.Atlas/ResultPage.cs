using System.Globalization;
using System.Net;
using System.Text;

namespace Gramian.Atlas;

/// <summary>Writes results as one self-contained HTML page without scripts: the verdict, the claims, the tables.</summary>
public static class ResultPage
{
    private const string Style =
        ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
        + "table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}"
        + "th,td{border-bottom:1px solid #8886;padding:.2rem .6rem;text-align:left}caption{text-align:left;font-weight:600}"
        + ".verdict{font-weight:700;border:2px solid;border-radius:.3rem;padding:0 .4rem}";

    /// <summary>The page of one or of several results: a gallery when there are several.</summary>
    /// <exception cref="ArgumentException">There is no result.</exception>
    public static string Write(IReadOnlyList<ExperimentResult> results)
    {
        if (results.Count == 0) throw new ArgumentException("A page needs at least one result.", nameof(results));
        string title = results.Count == 1 ? results[0].Slug : "Atlas";
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append($"<title>{Text(title)}</title><style>{Style}</style></head><body>\n<h1>{Text(title)}</h1>\n");
        foreach (var result in results) Section(page, result, results.Count > 1);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Section(StringBuilder page, ExperimentResult result, bool named)
    {
        string title = Experiments.All.FirstOrDefault(experiment => experiment.Slug == result.Slug)?.Title ?? result.Slug;
        if (named) page.Append($"<h2 id=\"{Text(result.Slug)}\">{Text(result.Slug)}</h2>\n");
        page.Append($"<p>{Text(title)}</p>\n<p><span class=\"verdict\">{result.Verdict.Word()}</span> {Text(result.Setting)} ")
            .Append($"Seeds {string.Join(", ", result.Seeds)}; {Number(result.Seconds, "0.0")} s.</p>\n");
        Table(page, new ResultTable(
            "Claims",
            ["claim", "paper or peer", "ours", "tolerance", "verdict", "why"],
            [.. result.Claims.Select(Row)]));
        foreach (var table in result.Tables) Table(page, table);
    }

    private static IReadOnlyList<string> Row(Claim claim) =>
    [
        claim.Statement, claim.Paper is { } paper ? Number(paper, "0.####") : "none", Number(claim.Ours, "0.####"),
        claim.Tolerance, claim.Verdict.Word(), claim.Reason,
    ];

    private static void Table(StringBuilder page, ResultTable table)
    {
        page.Append($"<table><caption>{Text(table.Title)}</caption><tr>");
        foreach (string heading in table.Columns) page.Append($"<th scope=\"col\">{Text(heading)}</th>");
        page.Append("</tr>\n");
        foreach (var row in table.Rows)
            page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Text(cell)}</td>")).Append("</tr>\n");
        page.Append("</table>\n");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
