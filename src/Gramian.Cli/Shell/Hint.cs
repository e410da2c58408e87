using Gramian.Data;

namespace Gramian.Cli.Shell;

/// <summary>Says which option of the command line makes data acceptable that were refused.</summary>
internal static class Hint
{
    /// <summary>The message with the option in brackets before its full stop; as it is where there is none.</summary>
    public static string AddTo(string message, DataException refused)
    {
        string? option = refused.Remedy switch
        {
            DataRemedy.DecimalComma => "--decimal-comma",
            DataRemedy.Encoding => "--encoding",
            DataRemedy.MissingTokens => "--missing-cells",
            DataRemedy.ColumnTypes => Typed(refused),
            DataRemedy.Columns => $"--columns, or {Typed(refused)}",
            DataRemedy.CompleteRows => $"--skip-missing {Quoted(refused.Column)}",
            _ => null,
        };
        return option is null ? message : $"{message.TrimEnd('.')} ({option}).";
    }

    private static string Typed(DataException refused) => $"--types {Quoted(refused.Column)}=category";

    private static string Quoted(string? column) =>
        column is null ? "COL" : column.Contains(' ', StringComparison.Ordinal) ? $"'{column}'" : column;
}
