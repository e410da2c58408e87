using Gramian.Models;

namespace Gramian.Cli.Arguments;

/// <summary>
/// Represents a model as typed: a short name, alone or with a kernel, such as gp:rbf(lengthscale=ard) + linear.
/// </summary>
/// <param name="Name">The text, which names it in tables.</param>
/// <param name="Kind">The model.</param>
/// <param name="Kernel">The kernel as text, or null for the model's own choice.</param>
internal sealed record ModelChoice(string Name, ModelKind Kind, string? Kernel)
{
    /// <summary>The word that leaves the choice to the planner.</summary>
    public const string Automatic = "auto";

    /// <summary>Reads a list of models.</summary>
    /// <exception cref="FormatException">A name is no model, or comes twice.</exception>
    /// <exception cref="Shell.RefusedException">A kernel cannot be read.</exception>
    public static ModelChoice[] ParseList(string text)
    {
        ModelChoice[] choices = Array.ConvertAll(NameList.Split(text, ','), part => Parse(part.Trim()));
        return choices.DistinctBy(choice => choice.Name).Count() == choices.Length
            ? choices
            : throw new FormatException("must name each model once");
    }

    private static ModelChoice Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon].Trim();
        ModelKind kind = ModelKindText.Parse(name) ?? throw new FormatException(
            $"must be a list of {string.Join(", ", ModelKindText.ShortNames)}, each alone or as NAME:KERNEL");
        return new ModelChoice(text, kind, colon < 0 ? null : FitFlags.CheckedKernel(text[(colon + 1)..].Trim()));
    }
}
