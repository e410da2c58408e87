using Gramian.Cli.Shell;
using Gramian.Models.Files;

namespace Gramian.Cli.Output;

/// <summary>Knows the files that a fit leaves: the model and its report.</summary>
internal static class ModelFile
{
    public const string Extension = GramFile.Extension;
    private const string ReportExtension = ".html";

    /// <summary>The file of a model: as named, or after the table in the current folder.</summary>
    /// <exception cref="RefusedException">The name does not end in .gram.</exception>
    public static OutputFile Model(string? named, string table)
    {
        if (named is not null && !named.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            throw RefusedException.Usage(
                $"--output must end in {Extension}, but it was '{Data.DataException.Show(named)}'");
        }

        return new OutputFile(named ?? TableSource.BareName(table) + Extension, GramFile.IsGramFile);
    }

    /// <summary>The file of a model's report, beside it.</summary>
    public static OutputFile Report(OutputFile model) =>
        new(Path.ChangeExtension(model.Path, ReportExtension), IsPage);

    /// <summary>Whether a file is a page that this program made.</summary>
    public static bool IsPage(string path)
    {
        string start = OutputFile.Start(path);
        return start.StartsWith("<!doctype html>", StringComparison.OrdinalIgnoreCase)
            && start.Contains("gramian", StringComparison.OrdinalIgnoreCase);
    }
}
