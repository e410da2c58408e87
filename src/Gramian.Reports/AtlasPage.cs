using Gramian.Reports.Html;
using Gramian.Reports.Markup;
using Gramian.Reports.Plots;

namespace Gramian.Reports;

/// <summary>Makes the gallery page of reproduced experiments: one HTML page that loads nothing and runs
/// nothing.</summary>
public static class AtlasPage
{
    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing HTML page is replaced, a file of another kind is not.</param>
    /// <param name="entries">The experiments in the order wanted.</param>
    /// <exception cref="Data.DataException">The file exists and is not an HTML page, or is a folder.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<AtlasEntry> entries) => ReportFile.Write(path, Render(entries));

    /// <summary>Returns the page as text.</summary>
    /// <param name="entries">The experiments in the order wanted.</param>
    public static string Render(IReadOnlyList<AtlasEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var page = new PageWriter(entries.Count == 1 ? $"{entries[0].Slug} – Gramian Atlas" : "Gramian Atlas");
        string counts = string.Join(", ", entries.GroupBy(entry => entry.Verdict)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}"));
        page.Header("Atlas", "Published figures, run again",
            entries.Count == 0 ? "No experiment was run."
                : $"{entries.Count} {(entries.Count == 1 ? "experiment" : "experiments")}: {counts}.");
        if (entries.Count > 1)
        {
            page.Table(new DataTable([
                DataColumn.Texts("experiment", entries.Select(entry => entry.Slug)),
                DataColumn.Texts("about", entries.Select(entry => entry.Title)),
                DataColumn.Texts("verdict", entries.Select(entry => entry.Verdict)),
                DataColumn.Numbers("seconds", entries.Select(entry => Math.Round(entry.Seconds, 1)))]), "verdict");
        }

        foreach (AtlasEntry entry in entries)
        {
            Entry(page, entry);
        }

        return page.Finish("Made by Gramian. PASS: within the stated tolerance. PASS-SCALED: the claim came out in "
            + "a smaller "
            + "setting, which is stated. PARTIAL and FAIL come with their reason.");
    }

    private static void Entry(PageWriter page, AtlasEntry entry)
    {
        page.Heading(entry.Title);
        page.Verdict(entry.Verdict);
        List<ReportFact> facts = [new ReportFact("run again with", "gramian reproduce " + entry.Slug)];
        if (entry.Reference.Length > 0)
        {
            facts.Add(new ReportFact("source", entry.Reference));
        }

        if (entry.Setting.Length > 0)
        {
            facts.Add(new ReportFact("setting", entry.Setting));
        }

        if (entry.Seeds.Length > 0)
        {
            facts.Add(new ReportFact("seeds", entry.Seeds));
        }

        if (double.IsFinite(entry.Seconds))
        {
            facts.Add(new ReportFact("time", NumberText.Human(entry.Seconds, 3) + " s"));
        }

        page.Facts(facts);
        if (entry.Claims.Count > 0)
        {
            page.Table(new DataTable([
                DataColumn.Texts("claim", entry.Claims.Select(claim => claim.Claim)),
                DataColumn.Texts("paper", entry.Claims.Select(claim => claim.Paper)),
                DataColumn.Texts("ours", entry.Claims.Select(claim => claim.Ours)),
                DataColumn.Texts("tolerance", entry.Claims.Select(claim => claim.Tolerance)),
                DataColumn.Texts("verdict", entry.Claims.Select(claim => claim.Verdict))]), "verdict");
        }

        if (entry.Figures.Count > 0)
        {
            page.Figures(entry.Figures, "", small: false);
        }

        foreach ((string title, DataTable table) in entry.Tables)
        {
            page.Paragraph(title);
            page.Table(table);
        }

        foreach (string note in entry.Notes)
        {
            page.Paragraph(note);
        }
    }
}
