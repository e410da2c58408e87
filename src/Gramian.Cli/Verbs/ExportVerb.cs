using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;

namespace Gramian.Cli.Verbs;

/// <summary>Writes a table in another format: comma-separated text, or svmlight.</summary>
internal sealed class ExportVerb : Verb
{
    private static readonly string[] SvmlightExtensions = [".svmlight", ".svm", ".libsvm"];
    private readonly Argument<string> table;
    private readonly Argument<string> output;
    private readonly Option<string?> target;
    private readonly TableFlags tableFlags = new();

    public ExportVerb()
        : base("export", "Write a table as .csv, or as .svmlight with one column as the label.")
    {
        table = Takes(Flags.Path("TABLE", "The table; - for standard input."));
        output = Takes(Flags.Path("OUTPUT", "The file: .csv, or .svmlight, .svm or .libsvm."));
        target = Takes(Flags.Text("--target", "COLUMN", "The column of the labels of an svmlight file."));
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        string path = session.Value(output);
        bool isSvmlight = SvmlightExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
        if (!isSvmlight && !Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            throw RefusedException.Usage(
                $"the output must end in .csv, .svmlight, .svm or .libsvm, but it was '{DataException.Show(path)}'");
        }

        if (isSvmlight != session.Value(target) is not null)
        {
            throw RefusedException.Usage(isSvmlight
                ? "an svmlight file needs its column of labels; name it by --target"
                : "a CSV file has no label; leave out --target");
        }

        var file = new OutputFile(path, isSvmlight ? IsSvmlight : IsTable);
        file.Check();
        Table rows = TableSource.Read(session, session.Value(table), tableFlags.Read(session));
        if (isSvmlight)
        {
            file.WriteText(writer => rows.WriteSvmlight(writer, session.Value(target)!));
            if (rows[session.Value(target)!] is CategoryColumn labels)
            {
                session.Note("labels: " + string.Join(", ", labels.Levels.Select(
                    (level, code) => FormattableString.Invariant($"{code + 1} = {DataException.Show(level)}"))));
            }
        }
        else
        {
            file.WriteText(rows.WriteCsv);
        }

        if (session.Json)
        {
            Json.Write(session.Output, new JsonObject { ["file"] = path, ["rows"] = rows.Rows });
        }

        return ExitCode.Ok;
    }

    // A file whose first line has commas.
    private static bool IsTable(string path) => OutputFile.Start(path).Split('\n')[0].Contains(',');

    // A file that begins with a label; anything else is not replaced.
    private static bool IsSvmlight(string path)
    {
        string first = OutputFile.Start(path).Split('\n')[0];
        return first.Length == 0 || double.TryParse(
            first.Split(' ')[0], System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture, out _);
    }
}
