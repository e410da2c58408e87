using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Densities;
using Gramian.Models.Densities.Evaluation;
using Gramian.Models.Tables;
using Gramian.Numerics.Random;
using Gramian.Reports;

namespace Gramian.Cli.Verbs;

/// <summary>Estimates how densely the rows of a table lie, and writes densities, draws and a report.</summary>
internal sealed partial class DensityVerb : Verb
{
    private const int MostDraws = 100_000_000;
    private const string Header = "log_density";
    private readonly Argument<string> table;
    private readonly Option<string[]?> columns;
    private readonly Option<string?> at;
    private readonly Option<(string Column, double Value)[]?> given;
    private readonly Option<double[]?> hdr;
    private readonly Option<int?> sample;
    private readonly Option<ulong?> seed;
    private readonly BandwidthFlags bandwidthFlags = new();
    private readonly ToleranceFlags toleranceFlags = new();
    private readonly EstimateFlags estimateFlags = new(Header, ".density.html");
    private readonly TableFlags tableFlags = new();

    public DensityVerb()
        : base("density", "Estimate the density of a table's rows: CSV on standard output, and NAME.density.html.")
    {
        table = Takes(Flags.Path("TABLE", "The table; - for standard input."));
        columns = Takes(Flags.Parsed<string[]?>(
            "--columns", "COL,…", "The columns of numbers. Default: all of them.", NameList.Parse));
        TakesAll(bandwidthFlags.All);
        TakesAll(toleranceFlags.All);
        at = Takes(Flags.Text("--at", "TABLE",
            "Rows at which to estimate. Default: the table's own rows, each estimated from all others."));
        given = Takes(Flags.Parsed<(string Column, double Value)[]?>("--given", "COL=X,…",
            "Estimate the density of the columns given these values of others: a curve or a grid of it, or the rows "
            + "of --at.", GivenText.Parse));
        hdr = Takes(Flags.Parsed<double[]?>("--hdr", "SHARE,…",
            "Find the smallest regions that hold these shares of the density, such as 0.5,0.95, and which rows are "
            + "inside.", RegionOutput.ParseShares));
        sample = Takes(Flags.Whole<int>("--sample", 0, MostDraws, "Draw N rows from the estimate instead."));
        seed = Takes(Flags.Whole<ulong>("--seed", 0, ulong.MaxValue, "The seed of the draws. Default: 0."));
        TakesAll(estimateFlags.All);
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        string path = session.Value(table);
        (OutputFile? file, OutputFile? page) = estimateFlags.Files(session, path);
        if (session.Value(sample) is not null && session.Value(at) is not null)
        {
            throw RefusedException.Usage("--sample draws new rows and --at estimates given ones; choose one of them");
        }

        TableReadOptions reading = tableFlags.Read(session);
        Table rows = TableSource.Read(session, path, reading);
        if (session.Value(given) is { } values)
        {
            return RunGiven(session, rows, values, reading, file, page);
        }

        var points = NumericPoints.Of(rows, session.Value(columns));
        KernelDensity recipe = bandwidthFlags.Recipe(session, points.Names);
        DensityRefusals.Outside(recipe, points, rows.Source);
        if (recipe.Bandwidth is null)
        {
            DensityRefusals.Constant(points, rows.Source);
        }

        FittedKernelDensity density = session.Watch(
            "fitting", compute => Refusing(() => recipe.Fit(points.Points, options: compute)));
        if (density.Choice.Warning is { } warning)
        {
            session.Note(warning);
        }

        DensityDiagnosis? diagnosis = density.Points.Count > 2
            ? session.Watch("diagnosing", compute => density.Diagnose(options: compute))
            : null;
        IReadOnlyList<DensityRegion> regions = session.Value(hdr) is double[] shares
            ? session.Watch("finding regions", compute => new RegionSearch { Seed = session.Value(seed) ?? 0 }
                .HighestDensity(density, shares, compute))
            : [];
        string? statement = null;
        Table made = session.Value(sample) is int count
            ? Draws(density, points, count, session.Value(seed) ?? 0)
            : Densities(session, density, diagnosis, points, reading, regions, out statement);
        var known = new DensityFindings { Diagnosis = diagnosis, LeaveOneOut = LeftOut(session, made) };
        string? html = page is null ? null : session.Watch("reporting", compute => DensityReport.Render(
            density, points.Names, points.Units, TableSource.BareName(path), regions: regions, known: known,
            options: compute));
        session.NoteIfAny(diagnosis?.Text);
        session.NoteIfAny(statement);
        foreach (DensityRegion region in regions)
        {
            session.Note(RegionOutput.Sentence(region));
        }

        Write(session, made, file, page, $"bandwidth {density.Bandwidth} by {density.Choice.Rule}",
            () => AsJson(density, diagnosis, points, regions, made, statement, page));
        page?.WriteText(writer => writer.Write(html));
        return ExitCode.Ok;
    }

    // The table's own densities are those of points left out; of other rows and of draws they are not. An absolute
    // error, or a chance of a larger one, is nothing that a mean of logarithms can be told with.
    private double[]? LeftOut(Session session, Table made) =>
        session.Value(sample) is null && session.Value(at) is null
        && toleranceFlags.Read(session) is { Absolute: 0, FailureChance: 0 }
            ? ((NumberColumn)made[Header]).Values.ToArray()
            : null;

    // What a rule cannot use, such as too few different points, is the fault of the data.
    private static T Refusing<T>(Func<T> fit)
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

    private static void Write(
        Session session, Table made, OutputFile? file, OutputFile? page, string decided, Func<JsonObject> json)
    {
        Action<TextWriter> write = session.Json
            ? writer => Json.Write(writer, json())
            : writer => PredictionText.Write(made, writer);
        if (file is null)
        {
            write(session.Output);
        }
        else
        {
            file.WriteText(write);
        }

        if (page is not null)
        {
            session.Note($"{decided}; report {page.Path}");
        }
    }

    private static Table Draws(FittedKernelDensity density, NumericPoints points, int count, ulong seed)
    {
        Points drawn = density.Sample(count, new RandomStream(seed));
        return new Table([.. points.Names.Select((name, j) =>
            new NumberColumn(name, drawn.Values.ColumnToArray(j), points.Units[j]))]);
    }

    private Table Densities(
        Session session, FittedKernelDensity density, DensityDiagnosis? diagnosis, NumericPoints points,
        TableReadOptions reading, IReadOnlyList<DensityRegion> regions, out string statement)
    {
        DensityTolerance tolerance = toleranceFlags.Read(session);
        DensityEvaluation found;
        if (session.Value(at) is not string other)
        {
            if (points.Points.Count < 2)
            {
                throw RefusedException.Request("one row has no others to be estimated from; give rows by --at");
            }

            found = session.Watch("estimating", compute => density.EvaluateLeaveOneOut(tolerance, compute));
            statement = found.Statement(tolerance);
            return Columns([(Header, found.LogDensities)], Inside(session, regions, points.Points));
        }

        Table rows = TableSource.Read(session, other, reading);
        Points queries = NumericPoints.Of(rows, points.Names).Points;
        found = session.Watch("estimating", compute => density.Evaluate(queries, tolerance, options: compute));
        statement = found.Statement(tolerance);
        double[] numbers = session.Watch(
            "estimating", compute => density.EvaluateEffectiveNumber(queries, tolerance, compute));
        var columns = new List<(string Name, double[] Values)>
        {
            (Header, found.LogDensities), ("effective_number", numbers),
        };
        if (diagnosis is not null)
        {
            columns.Add(("relative_error", density.RelativeErrors(numbers, diagnosis)));
        }

        return Columns(columns, Inside(session, regions, queries));
    }

    private static IEnumerable<NumberColumn> Inside(
        Session session, IReadOnlyList<DensityRegion> regions, Points rows) => regions.Count == 0
        ? []
        : session.Watch("finding regions", compute => RegionOutput.Columns(regions, rows, compute));

    // What is no number is written as an empty cell: the logarithm of a density of 0, outside a support or a compact
    // profile, and an error where the central limit theorem has failed.
    private static Table Columns(IEnumerable<(string Name, double[] Values)> columns, IEnumerable<NumberColumn> inside)
        => new([
            .. columns.Select(column => new NumberColumn(column.Name, Array.ConvertAll(
                column.Values, value => double.IsFinite(value) ? value : double.NaN))),
            .. inside,
        ]);

    private static JsonObject AsJson(
        FittedKernelDensity density, DensityDiagnosis? diagnosis, NumericPoints points,
        IReadOnlyList<DensityRegion> regions, Table made, string? statement, OutputFile? page)
    {
        var result = new JsonObject
        {
            ["rows"] = density.Points.Count,
            ["columns"] = Json.Texts(points.Names),
            ["bandwidth"] = new JsonObject
            {
                ["rule"] = density.Choice.Rule,
                ["lengths"] = Json.Numbers(density.Bandwidth.Lengths.ToArray()),
                ["warning"] = density.Choice.Warning,
            },
            ["profile"] = density.Profile.Name,
            ["support"] = Json.Texts(density.Supports.Select(support => support.ToString())),
            ["sensitivity"] = Json.Number(density.Sensitivity),
            ["evaluation"] = statement,
        };
        if (diagnosis is not null)
        {
            result["regime"] = RegimeOutput.AsJson(diagnosis);
        }

        return WithResults(result, regions, made, page);
    }

    private static JsonObject WithResults(
        JsonObject result, IReadOnlyList<DensityRegion> regions, Table made, OutputFile? page)
    {
        if (regions.Count > 0)
        {
            result["regions"] = RegionOutput.AsJson(regions);
        }

        foreach (Column column in made.Columns)
        {
            result[column.Name] = Json.Numbers(((NumberColumn)column).Values.ToArray());
        }

        result["report_file"] = page?.Path;
        return result;
    }
}
