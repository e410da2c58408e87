using System.Text;
using Gramian.Data;
using Gramian.Models.Files;
using Gramian.Models.Planning;
using Gramian.Solvers;

namespace Gramian.Cli.Shell;

/// <summary>Represents how a run failed: what the person reads and what the process returns.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Kind">The kind, one word; see <see cref="FailureKind"/>.</param>
/// <param name="Message">One line.</param>
/// <param name="Where">The place, or null.</param>
internal sealed record Failure(int ExitCode, string Kind, string Message, string? Where)
{
    private const int PosixNoSpace = 28;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Says what an exception means.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="cancelledBy">The exit code of the signal that came, or null when none did.</param>
    public static Failure From(Exception exception, int? cancelledBy)
    {
        if (exception is AggregateException { InnerException: { } inner })
        {
            return From(inner, cancelledBy);
        }

        return exception switch
        {
            OperationCanceledException => new Failure(
                cancelledBy ?? Shell.ExitCode.Interrupted, FailureKind.Cancelled, "cancelled; nothing was written",
                null),
            RefusedException refused => Of(refused.ExitCode, refused.Kind, refused, refused.Where),
            DataException data => new Failure(
                Shell.ExitCode.Wrong, FailureKind.Data, Hint.AddTo(OneLine(data.Message), data), Place(data)),
            GramFileException file => Of(Shell.ExitCode.Wrong, FailureKind.Data, file, null),
            PlanException plan => Of(Shell.ExitCode.Wrong, FailureKind.Request, plan, null),
            SolverException solver => Of(Shell.ExitCode.Numerical, FailureKind.Numerical, solver, null),
            OutOfMemoryException => new Failure(
                Shell.ExitCode.Resources, FailureKind.Memory,
                "there is not enough memory; use fewer rows, or a smaller --budget to be refused earlier", null),
            IOException io when IsDiskFull(io) => Of(Shell.ExitCode.Resources, FailureKind.Disk, io, null),
            IOException or UnauthorizedAccessException => Of(Shell.ExitCode.Wrong, FailureKind.File, exception, null),
            _ => new Failure(Shell.ExitCode.Defect, FailureKind.Defect, Defect(exception), null),
        };
    }

    /// <summary>Makes one line of a text: control characters become blanks, runs of blanks one.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            bool blank = char.IsControl(c) || c == ' ';
            if (!blank)
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The sentence of an argument exception, without the name of the parameter that .NET appends.</summary>
    public static string WithoutParameter(ArgumentException exception)
    {
        int suffix = exception.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return suffix < 0 ? exception.Message : exception.Message[..suffix];
    }

    private static Failure Of(int exitCode, string kind, Exception exception, string? where) =>
        new(exitCode, kind, OneLine(exception.Message), where);

    private static bool IsDiskFull(IOException exception) =>
        exception.HResult is PosixNoSpace or WindowsHandleDiskFull or WindowsDiskFull;

    private static string? Place(DataException data)
    {
        string?[] parts =
        [
            data.File,
            data.Line is long line ? FormattableString.Invariant($"line {line}") : null,
            data.Column is string column ? $"column '{column}'" : null,
        ];
        string place = string.Join(", ", parts.Where(part => part is not null));
        return place.Length == 0 ? null : OneLine(place);
    }

    private static string Defect(Exception exception) => OneLine(
        $"this is a defect of gramian ({exception.GetType().Name}: {exception.Message}); please report it with the "
        + "command, and with the trace that GRAMIAN_TRACE=1 shows");
}
