using System.Globalization;
using Gramian.Reports.Markup;

namespace Gramian.Reports.Html;

/// <summary>Writes the sections that the reports of all models share.</summary>
internal static class PageSections
{
    public static void Facts(PageWriter page, string heading, IReadOnlyList<ReportFact> facts)
    {
        if (facts.Count > 0)
        {
            page.Heading(heading);
            page.Facts(facts);
        }
    }

    /// <summary>Begins a page with what the model is, how good it is, and what was decided.</summary>
    /// <param name="eyebrow">The kind of report.</param>
    /// <param name="heading">What is predicted.</param>
    /// <param name="data">What the report shows.</param>
    /// <param name="further">What the first sentence lists after rows and inputs; empty for nothing.</param>
    public static PageWriter Opening(string eyebrow, string heading, ReportData data, string further = "")
    {
        var page = new PageWriter($"{data.Target} – {data.DataName} – Gramian report");
        page.Header(eyebrow, heading,
            $"{data.Model} fitted to {data.DataName}: {Count(data.Rows, "row")}, {Count(data.Inputs, "input")}"
            + $"{further}.");
        if (data.Kernel.Length > 0)
        {
            page.Code(data.Kernel);
        }

        if (data.Metrics.Count > 0)
        {
            page.Cards(data.Metrics);
            page.Paragraph(data.Validation.Length == 0 ? ""
                : $"Measured by {data.Validation}, on rows that each prediction had "
                + "not seen. Small print under a value is its confidence interval.", "lead");
        }

        foreach (string warning in data.Warnings)
        {
            page.Paragraph(warning, "warning");
        }

        Facts(page, "What was decided, and why", data.Decisions);
        Facts(page, "Certificate", data.Certificate);
        return page;
    }

    /// <summary>Ends a page with how the model is made again and what comes next.</summary>
    public static string Closing(PageWriter page, ReportData data)
    {
        if (data.Reproduction.Count > 0 || data.Command.Length > 0)
        {
            page.Heading("To make it again");
            if (data.Command.Length > 0)
            {
                page.Code(data.Command);
            }

            page.Facts(
                [.. data.Reproduction, new ReportFact("seed", data.Seed.ToString(CultureInfo.InvariantCulture))]);
        }

        if (data.References.Count > 0)
        {
            page.Heading("Sources of the methods");
            page.References(data.References);
        }

        if (data.NextCommands.Count > 0)
        {
            page.Heading("What to do next");
            page.Code(string.Join("\n", data.NextCommands));
        }

        return page.Finish();
    }

    private static string Count(int count, string what) =>
        count == 1 ? $"1 {what}" : $"{NumberText.Whole(count)} {what}s";
}
