using Gramian.Cli.Shell;

namespace Gramian.Cli.Tests;

/// <summary>Runs a command line in this process, where starting a program for each case would take too long.</summary>
internal static class InProcess
{
    public static RunResult Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption();
        int code = Application.Run(arguments, new Terminal(output, error, isInteractive: false), interruption);
        return new RunResult(code, output.ToString(), error.ToString());
    }
}
