namespace Gramian.Cli.Shell;

/// <summary>Says that a request cannot be met, with the exit code that it ends in.</summary>
/// <param name="exitCode">The exit code.</param>
/// <param name="kind">The kind of failure, one word, as JSON readers see it.</param>
/// <param name="message">One sentence: what is wrong and what is accepted.</param>
/// <param name="where">The place, such as a file or an option; null when there is none.</param>
internal sealed class RefusedException(int exitCode, string kind, string message, string? where = null)
    : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string Kind { get; } = kind;

    public string? Where { get; } = where;

    /// <summary>The command line is wrong.</summary>
    public static RefusedException Usage(string message, string? where = null) =>
        new(Shell.ExitCode.Usage, FailureKind.Usage, message, where);

    /// <summary>The request cannot be met with these data.</summary>
    public static RefusedException Request(string message, string? where = null) =>
        new(Shell.ExitCode.Wrong, FailureKind.Request, message, where);
}
