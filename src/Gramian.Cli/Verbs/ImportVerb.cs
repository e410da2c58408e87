using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Files;
using Gramian.Models.SupportVectors.Libsvm;

namespace Gramian.Cli.Verbs;

/// <summary>Makes a model file of a LIBSVM model, for predict, evaluate and the others.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> model;
    private readonly Argument<string> output;
    private readonly Option<string?> scaling;
    private readonly Option<string?> target;
    private readonly Option<string[]?> columns;
    private readonly Option<Dictionary<string, string>?> classes;

    public ImportVerb()
        : base("import", "Make a .gram model of a LIBSVM model file, of any of its five kinds.")
    {
        model = Takes(Flags.Path("MODEL", "The LIBSVM model file."));
        output = Takes(Flags.Path("OUTPUT", "The model file, .gram."));
        scaling = Takes(Flags.Text(
            "--scaling", "FILE", "What svm-scale -s wrote when the training rows were scaled. Default: not scaled."));
        columns = Takes(Flags.Parsed<string[]?>(
            "--columns", "COL,…", "The names of the columns 1, 2, …. Default: x1, x2, …, as in svmlight tables.",
            NameList.Parse));
        target = Takes(Flags.Text("--target", "COL", "The name of the target. Default: label."));
        classes = Takes(Flags.Parsed<Dictionary<string, string>?>(
            "--classes", "LABEL=NAME,…", "A name for each label. Default: the labels.", NameList.ParsePairs));
    }

    protected override int Run(Session session)
    {
        string path = session.Value(model);
        ModelSource.CheckThere(path);
        if (!session.Value(output).EndsWith(ModelFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            throw RefusedException.Usage($"the output must end in {ModelFile.Extension}, but it was "
                + $"'{DataException.Show(session.Value(output))}'");
        }

        var file = new OutputFile(session.Value(output), GramFile.IsGramFile);
        file.Check();
        string digest;
        using (FileStream bytes = File.OpenRead(path))
        {
            digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        }

        var import = new LibsvmImport(LibsvmReader.Load(path), Path.GetFileName(path), digest)
        {
            Columns = session.Value(columns),
            Classes = session.Value(classes),
        };
        import = session.Value(target) is string name ? import with { Target = name } : import;
        if (session.Value(scaling) is string map)
        {
            ModelSource.CheckThere(map);
            import = import with { Scaling = LibsvmScaling.Load(map) };
        }

        TableModel made = import.ToTableModel();
        file.Write(stream => GramFile.Save(stream, made));
        if (session.Json)
        {
            JsonObject card = ModelText.Card(made, file.Path);
            Json.Write(session.Output, card);
        }
        else
        {
            session.Output.WriteLine(ModelText.Describe(made));
        }

        session.Note($"next: gramian predict {file.Path} TABLE");
        return ExitCode.Ok;
    }
}
