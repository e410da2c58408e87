using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Models.Dependence;
using Gramian.Models.Tables;
using Gramian.Numerics;

namespace Gramian.Cli.Verbs;

/// <summary>Tests whether the rows of two tables come from one law.</summary>
internal sealed class CompareDistributionsVerb : Verb
{
    private const int UsualPermutations = 500;
    private const int MostPermutations = 1_000_000;
    private const int MostNames = 8;
    private const int MostPairedRows = 50_000; // of both tables; at 500 permutations half a minute on two cores
    private const string Pairs = "pairs";
    private const string Blocks = "blocks";
    private const string Permutations = "permutations";
    private const string Spectrum = "spectrum";
    private const string StandardInput = "-";
    private readonly Argument<string> first;
    private readonly Argument<string> second;
    private readonly Option<string[]?> columns;
    private readonly Option<string?> test;
    private readonly Option<int?> blockSize;
    private readonly Option<string?> law;
    private readonly Option<int?> permutations;
    private readonly Option<ulong?> seed;
    private readonly TableFlags tableFlags = new();

    public CompareDistributionsVerb()
        : base(
            "compare-distributions",
            "Test whether the rows of two tables come from one law (MMD), and where they differ.")
    {
        first = Takes(Flags.Path("A", "The first table; - for standard input."));
        second = Takes(Flags.Path("B", "The second table, with the same columns; - for standard input."));
        columns = Takes(Flags.Parsed<string[]?>(
            "--columns", "COL,…", "The columns of numbers. Default: all of the first table's.", NameList.Parse));
        test = Takes(Flags.Choice(
            "--test", "pairs: MMD² over all pairs of rows; blocks: its mean over blocks of rows, for many rows. "
            + "Default: pairs up to 50 000 rows in both.", Pairs, Blocks));
        blockSize = Takes(Flags.Whole<int>(
            "--block-size", 2, int.MaxValue, "blocks: rows of each table in a block; 2 is the linear-time test. "
            + "Default: the root of the number of rows."));
        law = Takes(Flags.Choice(
            "--null", "pairs: the law of the statistic when nothing differs, by permutations or by the "
            + "spectrum of the kernel matrix. Default: permutations.", Permutations, Spectrum));
        permutations = Takes(Flags.Whole<int>(
            "--permutations", 1, MostPermutations, "pairs: the number of permutations, or of draws. Default: 500."));
        seed = Takes(Flags.Whole<ulong>("--seed", 0, ulong.MaxValue, "The seed of everything random. Default: 0."));
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
        ulong stream = session.Value(seed) ?? 0;
        Func<ComputeOptions, KernelTestResult> run = Planned(session, x.Points, y.Points, stream);
        (KernelTestResult result, double[] distances) = session.Watch(
            "comparing", compute => (run(compute), Wasserstein.ByCoordinate(x.Points, y.Points, compute)));
        if (session.Json)
        {
            Json.Write(session.Output, AsJson(result, x, y, distances, stream));
        }
        else
        {
            Print(session, result, x, y, distances);
        }

        return ExitCode.Ok;
    }

    // Decides by the numbers of rows alone, and refuses options of the other test.
    private Func<ComputeOptions, KernelTestResult> Planned(Session session, Points x, Points y, ulong stream)
    {
        string? asked = session.Value(test) ?? (session.Value(blockSize) is null ? null : Blocks);
        bool pairs = asked is null ? (long)x.Count + y.Count <= MostPairedRows : asked == Pairs;
        if (pairs)
        {
            RefuseFor(Pairs, blockSize.Name, session.Value(blockSize) is not null);
            var all = new MeanDiscrepancyTest
            {
                ScaleColumns = true,
                Null = session.Value(law) == Spectrum ? NullMethod.Asymptotic : NullMethod.Permutation,
                Replicates = session.Value(permutations) ?? UsualPermutations,
                Seed = stream,
            };
            return compute => all.Run(x, y, compute);
        }

        RefuseFor(Blocks, law.Name, session.Value(law) is not null);
        RefuseFor(Blocks, permutations.Name, session.Value(permutations) is not null);
        int least = Math.Min(x.Count, y.Count);
        int size = session.Value(blockSize) ?? Math.Max(2, (int)Math.Sqrt(least));
        if (least / 2 < size)
        {
            throw RefusedException.Request(FormattableString.Invariant(
                $"a test by blocks of {size} rows needs two of them in each table, but one has {least} rows"));
        }

        var blocks = new BlockDiscrepancyTest { ScaleColumns = true, BlockSize = size, Seed = stream };
        return compute => blocks.Run(x, y, compute);
    }

    private static void RefuseFor(string chosen, string option, bool given)
    {
        if (given)
        {
            throw RefusedException.Usage($"{option} has no meaning for the test by {chosen}; see --test");
        }
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

    private void Print(Session session, KernelTestResult result, NumericPoints x, NumericPoints y, double[] distances)
    {
        var lines = new LabelledLines();
        lines.Add("compared", FormattableString.Invariant(
            $"{session.Value(first)} ({x.Points.Count} rows) with {session.Value(second)} ({y.Points.Count} rows)"));
        lines.Add("columns", Names(x.Names) + ", each over its standard deviation");
        lines.Add("statistic", FormattableString.Invariant($"{result.Name} = {result.Statistic:G6}"));
        string made = result.Replicates > 0
            ? FormattableString.Invariant($"{result.Replicates} {DrawsOf(result)}")
            : result.Method;
        lines.Add("p-value", FormattableString.Invariant(
            $"{result.PValue:G4} ({made}; small: the tables differ)"));
        lines.Add("apart", Apart(x.Names, distances));
        lines.Add("kernel", x.Names.Count <= MostNames
            ? Figures.Shortened(result.Kernels[0].ToString())
            : "rbf with the median distance as its length (--json has all lengths)");
        foreach (string note in result.Notes)
        {
            lines.Add("note", note);
        }

        session.Output.WriteLine(lines.ToString());
    }

    private static string DrawsOf(KernelTestResult result) =>
        result.Method == Permutations ? result.Method : $"draws, {result.Method}";

    // The columns that are furthest apart, first.
    private static string Apart(IReadOnlyList<string> names, double[] distances)
    {
        int[] order = [.. Enumerable.Range(0, names.Count).OrderByDescending(column => distances[column])];
        IEnumerable<string> columns = order.Take(MostNames).Select(column => FormattableString.Invariant(
            $"{names[column]} {distances[column]:G3}"));
        string rest = names.Count > MostNames ? ", …" : string.Empty;
        return $"{string.Join(", ", columns)}{rest} (mean shift of each column's quantiles, in standard deviations)";
    }

    private static string Names(IReadOnlyList<string> names) => names.Count <= MostNames
        ? string.Join(", ", names)
        : FormattableString.Invariant($"{string.Join(", ", names.Take(MostNames))}, … ({names.Count} columns)");

    private static JsonObject AsJson(
        KernelTestResult result, NumericPoints x, NumericPoints y, double[] distances, ulong seed) => new()
        {
            ["rows"] = Json.Numbers([x.Points.Count, y.Points.Count]),
            ["columns"] = Json.Texts(x.Names),
            ["statistic_name"] = result.Name,
            ["statistic"] = Json.Number(result.Statistic),
            ["p_value"] = Json.Number(result.PValue),
            ["method"] = result.Method,
            ["permutations"] = result.Method == Permutations ? result.Replicates : 0,
            ["replicates"] = result.Replicates,
            ["column_distances"] = Json.Numbers(distances),
            ["seed"] = seed,
            ["kernel"] = result.Kernels[0].ToString(),
            ["notes"] = Json.Texts(result.Notes),
        };
}
