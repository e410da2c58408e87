using System.Text;

namespace Gramian.Cli.Shell;

/// <summary>Represents where a run writes: data to one place, messages and progress to another.</summary>
/// <param name="output">Receives data only.</param>
/// <param name="error">Receives messages.</param>
/// <param name="isInteractive">Whether messages go to a terminal that can show progress.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive)
{
    /// <summary>Receives data only.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Receives messages.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether messages go to a terminal that can show progress.</summary>
    public bool IsInteractive { get; } = isInteractive;

    /// <summary>The terminal of this process. Nobody reading the output any more is no failure.</summary>
    public static Terminal OfProcess()
    {
        var output = new StreamWriter(
            new ClosableStream(Console.OpenStandardOutput()), new UTF8Encoding(false), bufferSize: 1 << 16);
        var error = new StreamWriter(
            new ClosableStream(Console.OpenStandardError()), new UTF8Encoding(false), bufferSize: 1 << 10);
        output.NewLine = error.NewLine = "\n";
        error.AutoFlush = true;
        bool interactive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return new Terminal(output, error, interactive);
    }
}
