using System.CommandLine;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Numerics;

namespace Gramian.Cli.Shell;

/// <summary>Represents one run of a verb: its arguments, where it writes, and how it is stopped.</summary>
internal sealed class Session(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
{
    /// <summary>Receives data only.</summary>
    public TextWriter Output => terminal.Output;

    /// <summary>Whether one JSON object is wanted instead of text.</summary>
    public bool Json { get; } = parsed.GetValue(Flags.Json);

    /// <summary>Is cancelled by Ctrl-C and by the request to end.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>How the libraries may use the machine.</summary>
    public ComputeOptions Compute { get; } = Options(parsed, cancellation);

    /// <summary>The value of an option; the default of the type when it was not given.</summary>
    /// <remarks>The parser alone would give an empty list for a list that was not given.</remarks>
    public T? Value<T>(Option<T> option) => IsGiven(option) ? parsed.GetValue(option) : default;

    /// <summary>
    /// The value of an argument, which the parser has seen to be there; an empty list where none is needed.
    /// </summary>
    public T Value<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>Writes a message for the person.</summary>
    public void Note(string message) => terminal.Error.WriteLine($"gramian: {Failure.OneLine(message)}");

    /// <summary>Writes a message for the person when there is one.</summary>
    public void NoteIfAny(string? message)
    {
        if (message is not null)
        {
            Note(message);
        }
    }

    /// <summary>Runs a computation while its progress is shown: drawn on a terminal, told in lines elsewhere.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The computation; it is given the options to pass on.</param>
    public T Watch<T>(string title, Func<ComputeOptions, T> work)
    {
        Cancellation.ThrowIfCancellationRequested();
        T result = terminal.IsInteractive
            ? ProgressDisplay.Run(title, Compute, work)
            : work(Compute with { Progress = new ProgressLines(terminal.Error) });
        Cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    private static ComputeOptions Options(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new ComputeOptions { CancellationToken = cancellation };
        int? threads = parsed.GetValue(Flags.Threads);
        return threads is int count ? options with { Threads = count } : options;
    }
}
