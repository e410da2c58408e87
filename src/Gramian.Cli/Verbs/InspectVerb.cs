using System.CommandLine;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Models;

namespace Gramian.Cli.Verbs;

/// <summary>Shows what a model says about itself.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> model;

    public InspectVerb()
        : base("inspect", "Show the card of a model: data, columns, kernel, metrics, how it was solved, versions.") =>
        model = Takes(Flags.Path("MODEL", "The model file."));

    protected override int Run(Session session)
    {
        string path = session.Value(model);
        TableModel trained = ModelSource.Load(path);
        if (session.Json)
        {
            Json.Write(session.Output, ModelText.Card(trained, path));
        }
        else
        {
            session.Output.WriteLine(ModelText.Describe(trained));
        }

        return ExitCode.Ok;
    }
}
