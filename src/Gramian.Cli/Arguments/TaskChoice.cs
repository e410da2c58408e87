using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Tables;

namespace Gramian.Cli.Arguments;

/// <summary>Settles whether a target is a number or a class.</summary>
internal static class TaskChoice
{
    /// <summary>
    /// The options with the task that was decided for a table. The reason is for the person, once the work succeeded: a
    /// failure says one line.
    /// </summary>
    /// <exception cref="DataException">The choice does not suit the target.</exception>
    /// <exception cref="RefusedException">Other options do not suit the task.</exception>
    public static FitOptions Decided(Table table, string target, FitOptions options, out string? reason)
    {
        TargetTask decided = TargetTask.Of(table, target, options);
        reason = decided.Reason;
        options = options with { Task = decided.Task };
        return options.Conflict is { } conflict ? throw RefusedException.Usage(conflict) : options;
    }
}
