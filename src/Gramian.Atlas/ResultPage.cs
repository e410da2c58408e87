using System.Globalization;
using Gramian.Reports;
using Gramian.Reports.Plots;

namespace Gramian.Atlas;

/// <summary>Writes results as one self-contained HTML page: the verdict, the claims, the tables.</summary>
public static class ResultPage
{
    /// <summary>The page of one or of several results: a gallery when there are several.</summary>
    /// <exception cref="ArgumentException">There is no result.</exception>
    public static string Write(IReadOnlyList<ExperimentResult> results)
    {
        if (results.Count == 0) throw new ArgumentException("A page needs at least one result.", nameof(results));
        return AtlasPage.Render([.. results.Select(Entry)]);
    }

    private static AtlasEntry Entry(ExperimentResult result)
    {
        var experiment = Experiments.All.FirstOrDefault(experiment => experiment.Slug == result.Slug);
        return new AtlasEntry(result.Slug, experiment?.Title ?? result.Slug, result.Verdict.Word())
        {
            Reference = experiment?.PaperKey ?? "",
            Setting = result.Setting,
            Claims = [.. result.Claims.Select(Row)],
            Tables = [.. result.Tables.Select(table => (table.Title, Columns(table)))],
            Notes = [.. result.Claims.Where(claim => claim.Reason.Length > 0).Select(claim =>
                $"{claim.Verdict.Word()}: {claim.Statement}; {claim.Reason}.")],
            Seeds = string.Join(", ", result.Seeds),
            Seconds = result.Seconds,
        };
    }

    private static AtlasClaim Row(Claim claim) => new(
        claim.Statement, claim.Paper is { } paper ? Number(paper) : "none", Number(claim.Ours), claim.Tolerance,
        claim.Verdict.Word());

    private static DataTable Columns(ResultTable table) => new(
        [.. table.Columns.Select((name, index) => DataColumn.Texts(name, table.Rows.Select(row => row[index])))]);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
