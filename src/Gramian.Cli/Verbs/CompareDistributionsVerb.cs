using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models.Dependence;
using Gramian.Models.Tables;

namespace Gramian.Cli.Verbs;

/// <summary>Tests whether the rows of two tables come from one law.</summary>
internal sealed class CompareDistributionsVerb : Verb
{
    private const int UsualPermutations = 500;
    private const int MostPermutations = 1_000_000;
    private const int MostNames = 8;
    private const string StandardInput = "-";
    private readonly Argument<string> first;
    private readonly Argument<string> second;
    private readonly Option<string[]?> columns;
    private readonly Option<int?> permutations;
    private readonly Option<ulong?> seed;
    private readonly TableFlags tableFlags = new();

    public CompareDistributionsVerb()
        : base("compare-distributions", "Test whether the rows of two tables come from one law (MMD, permutations).")
    {
        first = Takes(Flags.Path("A", "The first table; - for standard input."));
        second = Takes(Flags.Path("B", "The second table, with the same columns; - for standard input."));
        columns = Takes(Flags.Parsed<string[]?>(
            "--columns", "COL,…", "The columns of numbers. Default: all of the first table's.", NameList.Parse));
        permutations = Takes(Flags.Whole<int>(
            "--permutations", 1, MostPermutations, "The number of permutations. Default: 500."));
        seed = Takes(Flags.Whole<ulong>("--seed", 0, ulong.MaxValue, "The seed of the permutations. Default: 0."));
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        (string a, string b) = (session.Value(first), session.Value(second));
        if (a == StandardInput && b == StandardInput)
        {
            throw RefusedException.Usage("standard input holds one table; give the other one as a file");
        }

        TableReadOptions reading = tableFlags.Read(session);
        NumericPoints x = Read(session, a, reading, session.Value(columns));
        NumericPoints y = Read(session, b, reading, x.Names);
        RefuseConstant(x, y);
        var test = new MeanDiscrepancyTest
        {
            ScaleColumns = true,
            Replicates = session.Value(permutations) ?? UsualPermutations,
            Seed = session.Value(seed) ?? 0,
        };
        KernelTestResult result = session.Watch("comparing", compute => test.Run(x.Points, y.Points, compute));
        if (session.Json)
        {
            Json.Write(session.Output, AsJson(result, x, y, test.Seed));
        }
        else
        {
            Print(session, result, x, y);
        }

        return ExitCode.Ok;
    }

    private static NumericPoints Read(
        Session session, string path, TableReadOptions reading, IReadOnlyList<string>? names)
    {
        Table table = TableSource.Read(session, path, reading);
        var points = NumericPoints.Of(table, names);
        return points.Points.Count > 1
            ? points
            : throw DataException.At("the table has one row; a comparison needs at least 2", table.Source);
    }

    private static void RefuseConstant(NumericPoints x, NumericPoints y)
    {
        double[] start = x.Points.Values.Row(0).ToArray();
        if (!Varies(x, start) && !Varies(y, start))
        {
            throw RefusedException.Request("all rows of both tables are equal, so that there is nothing to compare");
        }
    }

    private static bool Varies(NumericPoints points, ReadOnlySpan<double> start)
    {
        for (int i = 0; i < points.Points.Count; i++)
        {
            if (!points.Points.Values.Row(i).SequenceEqual(start))
            {
                return true;
            }
        }

        return false;
    }

    private void Print(Session session, KernelTestResult result, NumericPoints x, NumericPoints y)
    {
        var lines = new LabelledLines();
        lines.Add("compared", FormattableString.Invariant(
            $"{session.Value(first)} ({x.Points.Count} rows) with {session.Value(second)} ({y.Points.Count} rows)"));
        lines.Add("columns", Names(x.Names) + ", each over its standard deviation");
        lines.Add("statistic", FormattableString.Invariant($"{result.Name} = {result.Statistic:G6}"));
        lines.Add("p-value", FormattableString.Invariant(
            $"{result.PValue:G4} ({result.Replicates} {result.Method}; small: the tables differ)"));
        lines.Add("kernel", x.Names.Count <= MostNames
            ? Figures.Shortened(result.Kernels[0].ToString())
            : "rbf with the median distance as its length (--json has all lengths)");
        foreach (string note in result.Notes)
        {
            lines.Add("note", note);
        }

        session.Output.WriteLine(lines.ToString());
    }

    private static string Names(IReadOnlyList<string> names) => names.Count <= MostNames
        ? string.Join(", ", names)
        : FormattableString.Invariant($"{string.Join(", ", names.Take(MostNames))}, … ({names.Count} columns)");

    private static JsonObject AsJson(KernelTestResult result, NumericPoints x, NumericPoints y, ulong seed) => new()
    {
        ["rows"] = Json.Numbers([x.Points.Count, y.Points.Count]),
        ["columns"] = Json.Texts(x.Names),
        ["statistic_name"] = result.Name,
        ["statistic"] = Json.Number(result.Statistic),
        ["p_value"] = Json.Number(result.PValue),
        ["method"] = result.Method,
        ["permutations"] = result.Replicates,
        ["seed"] = seed,
        ["kernel"] = result.Kernels[0].ToString(),
        ["notes"] = Json.Texts(result.Notes),
    };
}
