using System.CommandLine;
using Gramian.Cli.Arguments;
using Gramian.Cli.Shell;

namespace Gramian.Cli.Verbs;

/// <summary>Represents one verb of the command line: what it accepts and what it does.</summary>
internal abstract class Verb(string name, string description)
{
    private readonly Command command = new(name, description);

    /// <summary>Makes the command that the parser knows.</summary>
    public Command Build(Terminal terminal, Interruption interruption)
    {
        command.Add(Flags.Threads);
        command.Add(Flags.Json);
        command.SetAction(parsed => Run(new Session(parsed, terminal, interruption.Token)));
        return command;
    }

    /// <summary>Does it, and returns the exit code; whatever fails is thrown.</summary>
    protected abstract int Run(Session session);

    /// <summary>Adds an argument.</summary>
    protected Argument<T> Takes<T>(Argument<T> argument)
    {
        command.Add(argument);
        return argument;
    }

    /// <summary>Adds an option.</summary>
    protected Option<T> Takes<T>(Option<T> option)
    {
        command.Add(option);
        return option;
    }

    /// <summary>Adds options.</summary>
    protected void TakesAll(IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>Makes an option one that must be given.</summary>
    protected static Option<T> Required<T>(Option<T> option)
    {
        option.Required = true;
        return option;
    }
}
