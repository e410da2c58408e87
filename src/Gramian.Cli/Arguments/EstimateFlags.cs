using System.CommandLine;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;

namespace Gramian.Cli.Arguments;

/// <summary>The options that say where an estimate of a table's rows is written, and its report.</summary>
/// <param name="header">How the first line of the text begins, by which a file of this kind is known.</param>
/// <param name="ending">What follows the table's name in the name of the report.</param>
internal sealed class EstimateFlags(string header, string ending)
{
    private readonly Option<string?> output = Flags.Output("The file to write instead of standard output.");
    private readonly Option<bool> noReport = Flags.Switch("--no-report", "Write no report.");
    private readonly Option<string?> report = Flags.Text(
        "--report", "PATH", $"The report. Default: the table's name with {ending}.");

    /// <summary>The options in the order in which help shows them.</summary>
    public IEnumerable<Option> All => [output, report, noReport];

    /// <summary>The files to write, null for none; both may be written.</summary>
    /// <param name="session">The run.</param>
    /// <param name="table">The table's path.</param>
    /// <exception cref="RefusedException">A file of another kind has the name.</exception>
    public (OutputFile? Text, OutputFile? Page) Files(Session session, string table)
    {
        OutputFile? text = session.Value(output) is string named ? new OutputFile(named, IsText) : null;
        OutputFile? page = session.Value(noReport)
            ? null
            : new OutputFile(session.Value(report) ?? TableSource.BareName(table) + ending, ModelFile.IsPage);
        text?.Check();
        page?.Check();
        return (text, page);
    }

    private bool IsText(string path)
    {
        string start = OutputFile.Start(path);
        return start.StartsWith(header, StringComparison.Ordinal)
            || start.StartsWith("{\"rows\":", StringComparison.Ordinal);
    }
}
