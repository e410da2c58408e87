using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models.Outliers;
using Gramian.Models.Tables;
using Gramian.Reports;

namespace Gramian.Cli.Verbs;

/// <summary>Scores how unlike the others each row of a table is, and flags the most unusual ones.</summary>
internal sealed class OutliersVerb : Verb
{
    private const string Header = "row,score,p,outlier";
    private const string DensityName = "kde";
    private const string MachineName = "ocsvm";
    private readonly Argument<string> table;
    private readonly Option<string?> model;
    private readonly Option<string[]?> columns;
    private readonly Option<string?> at;
    private readonly Option<string[]?> keep;
    private readonly Option<double?> contamination;
    private readonly Option<double?> nu;
    private readonly Option<double?> gamma;
    private readonly BandwidthFlags bandwidthFlags = new();
    private readonly ToleranceFlags toleranceFlags = new();
    private readonly EstimateFlags estimateFlags = new(Header, ".outliers.html");
    private readonly TableFlags tableFlags = new();

    public OutliersVerb()
        : base("outliers", "Score how unusual each row of a table is: CSV on standard output, and NAME.outliers.html.")
    {
        table = Takes(Flags.Path("TABLE", "The table; - for standard input."));
        model = Takes(Flags.Choice(
            "--model", "kde: where other rows are least dense; ocsvm: outside the support of the others. Default: kde.",
            DensityName, MachineName));
        columns = Takes(Flags.Parsed<string[]?>(
            "--columns", "COL,…", "The columns of numbers. Default: all of them.", NameList.Parse));
        at = Takes(Flags.Text("--at", "TABLE", "Rows to score by the first table. Default: the table's own rows."));
        keep = Takes(Flags.Parsed<string[]?>("--keep", "COL,…", "Columns of the scored table to copy behind.",
            NameList.Parse));
        contamination = Takes(Flags.Number("--contamination", "kde: the share of rows to flag. Default: 0.05.",
            value => value is >= 0 and < 1, "must be a number from 0 to below 1"));
        nu = Takes(Flags.Number("--nu", "ocsvm: the most of the rows that may come out as outliers. Default: 0.05.",
            value => value is > 0 and <= 1, "must be a number above 0, at most 1"));
        gamma = Takes(Flags.Number("--gamma",
            "ocsvm: exp(−γ‖x − x′‖²) on standardised columns. Default: 1 over the number of columns that vary.",
            value => value > 0, "must be a number above 0"));
        TakesAll(bandwidthFlags.All);
        TakesAll(toleranceFlags.Relative);
        TakesAll(estimateFlags.All);
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        RefuseForeignOptions(session);
        string path = session.Value(table);
        (OutputFile? file, OutputFile? page) = estimateFlags.Files(session, path);
        TableReadOptions reading = tableFlags.Read(session);
        Table rows = TableSource.Read(session, path, reading);
        var points = NumericPoints.Of(rows, session.Value(columns));
        if (points.Points.Count < 2)
        {
            throw DataException.At("the table has one row; outliers need others to differ from", rows.Source);
        }

        FittedOutliers fitted = Fit(session, points, rows.Source);
        Table scored = rows;
        OutlierScores scores = fitted.Training;
        NumericPoints shown = points;
        if (session.Value(at) is string other)
        {
            scored = TableSource.Read(session, other, reading);
            shown = NumericPoints.Of(scored, points.Names);
            scores = session.Watch("scoring", compute => fitted.Score(shown.Points, compute));
        }

        foreach (string note in fitted.Notes)
        {
            session.Note(note);
        }

        Table made = Columns(scores, scored, session.Value(keep) ?? []);
        string? html = page is null ? null : session.Watch("reporting", compute => OutlierReport.Render(
            fitted, shown.Points, scores, points.Names, points.Units, TableSource.BareName(path), options: compute));
        Write(session, fitted, points, scores, made, file, page);
        page?.WriteText(writer => writer.Write(html));
        return fitted.Certificate is { Converged: false } ? ExitCode.Numerical : ExitCode.Ok;
    }

    private void RefuseForeignOptions(Session session)
    {
        if (Name(session) == DensityName)
        {
            if (session.Value(nu) is not null || session.Value(gamma) is not null)
            {
                throw RefusedException.Usage("--nu and --gamma are for --model ocsvm; kde has --contamination and the "
                    + "options of a bandwidth");
            }
        }
        else if (session.Value(contamination) is not null || bandwidthFlags.IsAnyGiven(session)
            || toleranceFlags.IsRelativeGiven(session))
        {
            throw RefusedException.Usage("--contamination, --rtol and the options of a bandwidth are for --model kde; "
                + "ocsvm has --nu and --gamma");
        }
    }

    private string Name(Session session) => session.Value(model) ?? DensityName;

    private FittedOutliers Fit(Session session, NumericPoints points, string? source)
    {
        if (Name(session) == MachineName)
        {
            var recipe = new SupportVectorOutliers { Nu = session.Value(nu) ?? 0.05, Gamma = session.Value(gamma) };
            return session.Watch("fitting", compute => Refusing(() => recipe.Fit(points.Points, compute)));
        }

        var density = new DensityOutliers
        {
            Density = bandwidthFlags.Recipe(session, points.Names),
            Contamination = session.Value(contamination) ?? 0.05,
            Tolerance = toleranceFlags.Read(session, isRelative: true),
        };
        DensityRefusals.Outside(density.Density, points, source);
        if (density.Density.Bandwidth is null)
        {
            DensityRefusals.Constant(points, source);
        }

        return session.Watch("fitting", compute => Refusing(() => density.Fit(points.Points, compute)));
    }

    // What a model cannot use, such as rows that are all the same, is the fault of the data.
    private static FittedOutliers Refusing(Func<FittedOutliers> fit)
    {
        try
        {
            return fit();
        }
        catch (ArgumentException refused)
        {
            throw RefusedException.Request(Failure.WithoutParameter(refused));
        }
    }

    private static Table Columns(OutlierScores scores, Table rows, IReadOnlyList<string> kept) => new([
        new NumberColumn("row", [.. Enumerable.Range(1, rows.Rows).Select(row => (double)row)]),
        new NumberColumn("score", [.. scores.Scores.Select(score => double.IsFinite(score) ? score : double.NaN)]),
        new NumberColumn("p", [.. scores.Ranks]),
        new NumberColumn("outlier", [.. scores.Flags.Select(flag => flag ? 1.0 : 0.0)]),
        .. kept.Select(name => rows[name]),
    ]);

    private void Write(
        Session session, FittedOutliers fitted, NumericPoints points, OutlierScores scores, Table made,
        OutputFile? file, OutputFile? page)
    {
        Action<TextWriter> write = session.Json
            ? writer => Json.Write(writer, AsJson(session, fitted, points, scores, page))
            : writer => PredictionText.Write(made, writer);
        if (file is null)
        {
            write(session.Output);
        }
        else
        {
            file.WriteText(write);
        }

        int flagged = scores.Flags.Count(flag => flag);
        session.Note(FormattableString.Invariant($"{flagged} of {scores.Flags.Count} rows flagged by {Name(session)}")
            + (page is null ? "" : $"; report {page.Path}"));
    }

    private JsonObject AsJson(
        Session session, FittedOutliers fitted, NumericPoints points, OutlierScores scores, OutputFile? page)
    {
        var facts = new JsonObject();
        foreach ((string name, string value) in fitted.Facts)
        {
            facts[name] = value;
        }

        return new JsonObject
        {
            ["rows"] = scores.Flags.Count,
            ["columns"] = Json.Texts(points.Names),
            ["model"] = Name(session),
            ["decided"] = facts,
            ["score_name"] = fitted.ScoreName,
            ["threshold"] = Json.Number(fitted.Threshold),
            ["flagged"] = scores.Flags.Count(flag => flag),
            ["converged"] = fitted.Certificate?.Converged ?? true,
            ["notes"] = Json.Texts(fitted.Notes),
            ["score"] = Json.Numbers(scores.Scores),
            ["p"] = Json.Numbers(scores.Ranks),
            ["outlier"] = new JsonArray([.. scores.Flags.Select(flag => (JsonNode?)JsonValue.Create(flag))]),
            ["report_file"] = page?.Path,
        };
    }
}
