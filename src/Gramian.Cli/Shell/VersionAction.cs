using System.CommandLine;
using System.CommandLine.Invocation;

namespace Gramian.Cli.Shell;

/// <summary>Prints the version when the parser meets its flag among others.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        VersionReport.Write(terminal.Output, json: false);
        return ExitCode.Ok;
    }
}
