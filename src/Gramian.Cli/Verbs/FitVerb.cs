using System.CommandLine;
using System.Diagnostics;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models;
using Gramian.Models.Files;

namespace Gramian.Cli.Verbs;

/// <summary>Fits a model to a table, validates it, and writes it with its report.</summary>
internal sealed class FitVerb : Verb
{
    private readonly Argument<string> table;
    private readonly Option<string?> target;
    private readonly Option<string?> model;
    private readonly Option<string?> kernel;
    private readonly Option<double?> noise;
    private readonly Option<string?> output;
    private readonly Option<bool> noReport;
    private readonly FitFlags fitFlags = new();
    private readonly TableFlags tableFlags = new();

    public FitVerb()
        : base("fit", "Fit a model to a table: plan, fit, validate, and write MODEL.gram and MODEL.html.")
    {
        table = Takes(Flags.Path("TABLE",
            "The table: CSV, TSV, JSON lines, svmlight, npy or npz, also .gz; - for standard input."));
        target = Takes(Required(Flags.Text("--target", "COL", "The column to predict.")));
        model = Takes(Flags.Choice("--model", "The model. Default: auto, by predicted cost.",
            [ModelChoice.Automatic, .. ModelKindText.ShortNames]));
        kernel = Takes(Flags.Parsed<string?>("--kernel", "auto|EXPR",
            $"The kernel, or auto to search for one. Default: {FitOptions.DefaultKernel}; for classes rbf.",
            FitFlags.CheckedKernel));
        noise = Takes(Flags.Number("--noise",
            "The standard deviation of the noise, in the target's unit. Default: estimated.",
            value => value >= 0, "must be a number from 0"));
        TakesAll(fitFlags.All);
        output = Takes(Flags.Output("The model file. Default: the table's name with .gram, in the current folder."));
        noReport = Takes(Flags.Switch("--no-report", "Write no report."));
        TakesAll(tableFlags.All);
    }

    protected override int Run(Session session)
    {
        long start = Stopwatch.GetTimestamp();
        string path = session.Value(table);
        OutputFile modelFile = ModelFile.Model(session.Value(output), path);
        OutputFile? reportFile = session.Value(noReport) ? null : ModelFile.Report(modelFile);
        modelFile.Check();
        reportFile?.Check();
        FitOptions options = Options(session);
        Table rows = TableSource.Read(session, path, tableFlags.Read(session));
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        options = TaskChoice.Decided(rows, session.Value(target)!, options, out string? reason);
        TableModel trained = session.Watch("fitting", compute =>
            TableModel.FitTo(rows, session.Value(target)!, options, fitFlags.Compute(session, compute)));
        Write(session, trained, rows, path, modelFile, reportFile);
        session.NoteIfAny(reason);
        var result = new FitResult(trained, modelFile.Path, reportFile?.Path, load,
            Stopwatch.GetElapsedTime(start).TotalSeconds);
        result.Print(session);
        return ExitCode.Ok;
    }

    private FitOptions Options(Session session)
    {
        ModelKind? kind = session.Value(model) is string name ? ModelKindText.Parse(name) : null;
        if (kind is ModelKind.KernelRidge or ModelKind.NystromRidge && session.Value(noise) is not null)
        {
            throw RefusedException.Usage(
                "--noise is for Gaussian processes; kernel ridge regression has a ridge instead");
        }

        bool searches = session.Value(kernel) == FitOptions.AutomaticKernel;
        if (searches && kind is not (null or ModelKind.GaussianProcess))
        {
            throw RefusedException.Usage(
                "--kernel auto searches for the kernel of an exact Gaussian process; name one for "
                + kind.Value.ShortName());
        }

        // Only an exact process is searched for, and only a process has noise that can be given.
        FitOptions options = fitFlags.Options(session);
        if (searches && options.Solver == FitSolver.Automatic)
        {
            kind = ModelKind.GaussianProcess;
        }

        options = options with
        {
            Model = kind,
            Kernel = session.Value(kernel),
            NoiseStandardDeviation = session.Value(noise),
        };
        return options.Conflict is { } conflict ? throw RefusedException.Usage(conflict) : options;
    }

    // The page is made before the model is written, so that a defect in it leaves no model without its report.
    private static void Write(
        Session session, TableModel trained, Table rows, string table, OutputFile modelFile, OutputFile? reportFile)
    {
        string? page = reportFile is null
            ? null
            : session.Watch("reporting", compute => ReportPage.Of(trained, rows, table, modelFile, compute));
        modelFile.Write(stream => GramFile.Save(stream, trained));
        reportFile?.WriteText(writer => writer.Write(page));
    }
}
