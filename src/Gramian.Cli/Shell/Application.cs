using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Verbs;

namespace Gramian.Cli.Shell;

/// <summary>
/// Runs a command line: parses it, runs the verb, and turns whatever fails into one line and an exit code.
/// </summary>
internal static class Application
{
    /// <summary>Runs a command line in this process's terminal and returns the exit code.</summary>
    public static int Run(string[] arguments)
    {
        Terminal terminal = Terminal.OfProcess();
        using var interruption = new Interruption();
        return Run(arguments, terminal, interruption);
    }

    /// <summary>Runs a command line and returns the exit code.</summary>
    public static int Run(string[] arguments, Terminal terminal, Interruption interruption)
    {
        int code;
        try
        {
            code = VersionReport.IsAskedBy(arguments)
                ? Version(terminal, arguments.Contains(Flags.JsonName))
                : Parse(arguments, terminal, interruption);
            terminal.Output.Flush();
        }
#pragma warning disable CA1031 // the last door of the process: whatever comes becomes one line and an exit code
        catch (Exception exception)
#pragma warning restore CA1031
        {
            code = Report(exception, arguments.Contains(Flags.JsonName), terminal, interruption);
        }

        return code;
    }

    private static int Version(Terminal terminal, bool json)
    {
        VersionReport.Write(terminal.Output, json);
        return ExitCode.Ok;
    }

    // Apart, so that a question for the version loads no parser.
    private static int Parse(string[] arguments, Terminal terminal, Interruption interruption)
    {
        ParseResult parsed = Root(terminal, interruption).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            throw RefusedException.Usage(Explain(parsed));
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.Output,
            Error = terminal.Error,
        });
    }

    private static string Explain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command is RootCommand)
        {
            string verbs = string.Join(", ", command.Subcommands.Select(verb => verb.Name));
            return parsed.UnmatchedTokens.Count > 0
                ? $"there is no verb '{Data.DataException.Show(parsed.UnmatchedTokens[0])}'; the verbs are {verbs}"
                : $"a verb is needed: {verbs}; see: gramian --help";
        }

        string[] absent = [.. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0
            && parsed.GetResult(argument) is not { Tokens.Count: > 0 }).Select(argument => $"<{argument.Name}>")];
        string message = parsed.UnmatchedTokens.Count > 0
            ? $"'{Data.DataException.Show(parsed.UnmatchedTokens[0])}' is no option or argument of {command.Name}"
            : absent.Length > 0 && parsed.Errors[0].SymbolResult is CommandResult or ArgumentResult
            ? $"{command.Name} needs {string.Join(" and ", absent)}"
            : Failure.OneLine(parsed.Errors[0].Message).TrimEnd('.');
        return $"{message}; see: gramian {command.Name} --help";
    }

    private static RootCommand Root(Terminal terminal, Interruption interruption)
    {
        var root = new RootCommand(
            "Kernel machines: from a table to a model that says how sure it is.\n"
            + "Data go to standard output, messages to standard error. Exit codes: 0 ok, 1 the data or the request is "
            + "wrong, 2 usage, 3 numerical failure, 5 out of memory, disk or time, 70 a defect, 130 or 143 cancelled.");
        foreach (Option option in root.Options.Where(o => o is VersionOption).ToArray())
        {
            root.Options.Remove(option);
        }

        root.Add(new Option<bool>(VersionReport.Flag)
        {
            Description = "Print version, runtime, instruction set and threads.",
            Action = new VersionAction(terminal),
        });
        foreach (Verb verb in VerbList.All())
        {
            root.Add(verb.Build(terminal, interruption));
        }

        return root;
    }

    private static int Report(Exception exception, bool json, Terminal terminal, Interruption interruption)
    {
        Failure failure = Failure.From(exception, interruption.ExitCode);
        if (json)
        {
            TryToWrite(() =>
            {
                Json.Write(terminal.Output, new JsonObject
                {
                    ["error"] = new JsonObject
                    {
                        ["code"] = failure.Kind,
                        ["message"] = failure.Message,
                        ["where"] = failure.Where,
                        ["exit_code"] = failure.ExitCode,
                    },
                });
                terminal.Output.Flush();
            });
        }

        TryToWrite(() => terminal.Error.WriteLine($"gramian: {failure.Message}"));
        if (Environment.GetEnvironmentVariable("GRAMIAN_TRACE") == "1")
        {
            TryToWrite(() => terminal.Error.WriteLine(exception));
        }

        return failure.ExitCode;
    }

    private static void TryToWrite(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // The report of a failure must not fail because there is nowhere to write it.
        }
    }
}
