using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Files;
using Gramian.Models.SupportVectors.Libsvm;

namespace Gramian.Cli.Verbs;

/// <summary>Writes a table as CSV, svmlight or NumPy arrays, or a model as LIBSVM or NumPy read it.</summary>
internal sealed class ExportVerb : Verb
{
    private const string Csv = ".csv";
    private const string Npz = ".npz";
    private const string Libsvm = ".model";
    private static readonly string[] SvmlightExtensions = [".svmlight", ".svm", ".libsvm"];
    private readonly Argument<string> source;
    private readonly Argument<string> output;
    private readonly Option<string?> target;
    private readonly Option<string?> model;
    private readonly Option<string[]?> columns;
    private readonly TableFlags tableFlags = new();

    public ExportVerb()
        : base("export", "Write a table as .csv, .svmlight or .npz, or a .gram model as .model (LIBSVM) or .npz.")
    {
        source = Takes(Flags.Path("TABLE|MODEL", "The table, - for standard input, or the model, .gram."));
        output = Takes(Flags.Path(
            "OUTPUT", "The file. A table: .csv, .npz, or .svmlight, .svm or .libsvm; a model: .model or .npz."));
        target = Takes(Flags.Text(
            "--target", "COLUMN", "The column of the labels of an svmlight file, or of y beside X in an .npz."));
        model = Takes(Flags.Text(
            "--model", "MODEL", "Write the rows of an svmlight file as this model, exported, reads them."));
        columns = Takes(Flags.Parsed<string[]?>(
            "--columns", "COL,…", "The columns to write beside the target. Default: all of them.", NameList.Parse));
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        string path = session.Value(source);
        return path.EndsWith(ModelFile.Extension, StringComparison.OrdinalIgnoreCase)
            ? ExportModel(session, path)
            : ExportTable(session, path);
    }

    private int ExportModel(Session session, string path)
    {
        string name = session.Value(output);
        bool isNpz = Has(name, Npz);
        if (!isNpz && !Has(name, Libsvm))
        {
            throw RefusedException.Usage(
                $"a model is written to {Libsvm} (LIBSVM) or {Npz}, but the output was '{DataException.Show(name)}'");
        }

        if (session.Value(target) is not null || session.Value(model) is not null
            || session.Value(columns) is not null)
        {
            throw RefusedException.Usage("--target, --model and --columns are for tables, but a model is written");
        }

        var file = new OutputFile(name, isNpz ? IsArchive : SvmText.IsModel);
        file.Check();
        TableModel loaded = ModelSource.Load(path);
        if (isNpz)
        {
            file.Write(stream => GramFile.WriteNpz(stream, loaded));
            Report(session, new JsonObject { ["file"] = name });
            return ExitCode.Ok;
        }

        LibsvmExport export = Exported(loaded, path);
        OutputFile? range = export.Scaling is null ? null : new OutputFile(name + ".range", IsRange);
        range?.Check();
        file.WriteText(writer => LibsvmWriter.Write(export.Model, writer));
        range?.WriteText(export.Scaling!.Write);
        Note(session, export, range, path);
        Report(session, new JsonObject
        {
            ["file"] = name,
            ["scaling_file"] = range?.Path,
            ["takes_columns"] = export.TakesColumns,
            ["labels"] = new JsonArray([.. export.Model.Labels.Select(label => (JsonNode)label)]),
        });
        return ExitCode.Ok;
    }

    private static void Note(Session session, LibsvmExport export, OutputFile? range, string path)
    {
        NoteLabels(session, export.LabelNames());
        session.Note(export.TakesColumns
            ? "the model reads the columns as they are, numbered in their order"
            : (range is null
                ? "the model reads encoded columns"
                : $"the model reads scaled columns: svm-scale -r {range.Path}, which rounds to 6 digits")
                + $"; gramian export TABLE ROWS.svmlight --model {path} writes such rows with all digits");
        if (export.Model.Scalings is not null)
        {
            session.Note("svm-predict -b 1 predicts the most probable class, as gramian predict does");
        }
    }

    private static LibsvmExport Exported(TableModel loaded, string path)
    {
        try
        {
            return LibsvmExport.Of(loaded);
        }
        catch (ArgumentException refused)
        {
            throw RefusedException.Request(Failure.WithoutParameter(refused), path);
        }
    }

    private int ExportTable(Session session, string path)
    {
        string name = session.Value(output);
        bool isSvmlight = SvmlightExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
        if (!isSvmlight && !Has(name, Csv) && !Has(name, Npz))
        {
            throw RefusedException.Usage("the output of a table must end in .csv, .npz, .svmlight, .svm or .libsvm, "
                + $"but it was '{DataException.Show(name)}'");
        }

        CheckTarget(session, name, isSvmlight);
        var file = new OutputFile(name, isSvmlight ? IsSvmlight : Has(name, Npz) ? IsArchive : IsTable);
        file.Check();
        if (session.Value(model) is string reader)
        {
            TableModel loaded = ModelSource.Load(reader);
            LibsvmExport export = Exported(loaded, reader);
            Table made = export.Rows(TableSource.Read(
                session, path, loaded.Pipeline.ReadOptions(tableFlags.Read(session))));
            file.WriteText(writer => made.WriteSvmlight(writer, "label"));
            NoteLabels(session, export.LabelNames());
            Report(session, new JsonObject { ["file"] = name, ["rows"] = made.Rows });
            return ExitCode.Ok;
        }

        Table rows = Chosen(session, TableSource.Read(session, path, tableFlags.Read(session)));
        Write(session, rows, file, isSvmlight);
        Report(session, new JsonObject { ["file"] = name, ["rows"] = rows.Rows });
        return ExitCode.Ok;
    }

    private Table Chosen(Session session, Table rows)
    {
        if (session.Value(columns) is not string[] names)
        {
            return rows;
        }

        string? label = session.Value(target);
        return rows.SelectColumns(label is null || names.Contains(label) ? names : [.. names, label]);
    }

    private void CheckTarget(Session session, string name, bool isSvmlight)
    {
        bool isNamed = session.Value(target) is not null;
        if (session.Value(model) is not null)
        {
            if (!isSvmlight || isNamed || session.Value(columns) is not null)
            {
                throw RefusedException.Usage("--model writes an svmlight file of the columns and the target of the "
                    + "model; leave out --target and --columns, or --model");
            }
        }
        else if (isSvmlight && !isNamed)
        {
            throw RefusedException.Usage("an svmlight file needs its column of labels; name it by --target");
        }
        else if (isNamed && Has(name, Csv))
        {
            throw RefusedException.Usage("a CSV file has no label; leave out --target");
        }
    }

    private void Write(Session session, Table rows, OutputFile file, bool isSvmlight)
    {
        string? label = session.Value(target);
        if (isSvmlight)
        {
            file.WriteText(writer => rows.WriteSvmlight(writer, label!));
            if (rows[label!] is CategoryColumn labels)
            {
                NoteLabels(session, labels.Levels.Select((level, code) =>
                    FormattableString.Invariant($"{code + 1} = {DataException.Show(level)}")));
            }
        }
        else if (Has(file.Path, Csv))
        {
            file.WriteText(rows.WriteCsv);
        }
        else if (label is null)
        {
            file.Write(rows.WriteNpz);
        }
        else
        {
            file.Write(stream => rows.WriteNpz(stream, label));
        }
    }

    private static void NoteLabels(Session session, IEnumerable<string> names)
    {
        string text = string.Join(", ", names);
        session.NoteIfAny(text.Length == 0 ? null : "labels: " + text);
    }

    private static void Report(Session session, JsonObject result)
    {
        if (session.Json)
        {
            Json.Write(session.Output, result);
        }
    }

    private static bool Has(string path, string extension) =>
        Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);

    // A file whose first line has commas.
    private static bool IsTable(string path) => OutputFile.Start(path).Split('\n')[0].Contains(',');

    private static bool IsArchive(string path) => OutputFile.Start(path).StartsWith("PK", StringComparison.Ordinal);

    private static bool IsRange(string path) => OutputFile.Start(path).Split('\n')[0].Trim() is "x" or "y";

    // A file that begins with a label; anything else is not replaced.
    private static bool IsSvmlight(string path)
    {
        string first = OutputFile.Start(path).Split('\n')[0];
        return first.Length == 0 || double.TryParse(
            first.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
