using System.Globalization;

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

    public static void Closing(
        PageWriter page, IReadOnlyList<ReportFact> reproduction, string command, ulong seed,
        IReadOnlyList<string> references, IReadOnlyList<string> nextCommands)
    {
        if (reproduction.Count > 0 || command.Length > 0)
        {
            page.Heading("To make it again");
            if (command.Length > 0)
            {
                page.Code(command);
            }

            page.Facts([.. reproduction, new ReportFact("seed", seed.ToString(CultureInfo.InvariantCulture))]);
        }

        if (references.Count > 0)
        {
            page.Heading("Sources of the methods");
            page.References(references);
        }

        if (nextCommands.Count > 0)
        {
            page.Heading("What to do next");
            page.Code(string.Join("\n", nextCommands));
        }
    }
}
