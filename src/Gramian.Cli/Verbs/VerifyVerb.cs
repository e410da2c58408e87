using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data.Safetensors;
using Gramian.Models.Files;

namespace Gramian.Cli.Verbs;

/// <summary>Checks every checksum of a model file, and that it loads.</summary>
internal sealed class VerifyVerb : Verb
{
    private readonly Argument<string> model;

    public VerifyVerb()
        : base("verify", "Check the checksums of a model file, and that it loads.") =>
        model = Takes(Flags.Path("MODEL", "The model file."));

    protected override int Run(Session session)
    {
        string path = session.Value(model);
        ModelSource.CheckThere(path);
        IReadOnlyList<TensorInfo> arrays = GramFile.Verify(path);
        long bytes = new FileInfo(path).Length;
        if (session.Json)
        {
            Json.Write(session.Output, new JsonObject
            {
                ["model_file"] = path,
                ["verified"] = true,
                ["bytes"] = bytes,
                ["arrays"] = Json.Texts(arrays.Select(array => array.Name)),
            });
        }
        else
        {
            session.Output.WriteLine(FormattableString.Invariant(
                $"{path}: whole; the header and {arrays.Count} arrays agree with their SHA-256 ({bytes} bytes)"));
        }

        return ExitCode.Ok;
    }
}
