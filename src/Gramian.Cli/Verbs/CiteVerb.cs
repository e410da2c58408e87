using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Models;

namespace Gramian.Cli.Verbs;

/// <summary>Prints the bibliography of what a model is made of.</summary>
internal sealed class CiteVerb : Verb
{
    private readonly Argument<string> model;

    public CiteVerb()
        : base("cite", "Print the bibliography of a model: the sources of its kernels and methods, as BibTeX.") =>
        model = Takes(Flags.Path("MODEL", "The model file."));

    protected override int Run(Session session)
    {
        TableModel trained = ModelSource.Load(session.Value(model));
        IReadOnlyList<Citation> citations = Citations.Of(trained);
        if (session.Json)
        {
            Json.Write(session.Output, new JsonObject
            {
                ["citations"] = new JsonArray([.. citations.Select(citation => new JsonObject
                {
                    ["key"] = citation.Key,
                    ["for"] = Json.Texts(citation.UsedBy),
                    ["bibtex"] = citation.Entry,
                })]),
            });
        }
        else
        {
            session.Output.WriteLine(string.Join("\n\n", citations.Select(citation =>
                $"% {string.Join("; ", citation.UsedBy)}\n{citation.Entry}")));
        }

        return ExitCode.Ok;
    }
}
