using System.CommandLine;
using System.Text.Json.Nodes;
using Gramian.Atlas;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;

namespace Gramian.Cli.Verbs;

/// <summary>Runs experiments of the Atlas: published figures, found again or not.</summary>
internal sealed class ReproduceVerb : Verb
{
    private const string GalleryName = "atlas";
    private const string PageExtension = ".html";
    private const string DataExtension = ".json";
    private readonly Argument<string[]> slugs;
    private readonly Option<bool> all;
    private readonly Option<bool> list;
    private readonly Option<bool> quick;
    private readonly Option<ulong?> seed;
    private readonly Option<string?> output;

    public ReproduceVerb()
        : base("reproduce", "Run experiments of the Atlas again: claim, the paper's figure, ours, the verdict.")
    {
        slugs = Takes(new Argument<string[]>("SLUG")
        {
            Description = "The experiments; see --list.",
            Arity = ArgumentArity.ZeroOrMore,
        });
        all = Takes(Flags.Switch("--all", "Run all, and make one gallery page."));
        list = Takes(Flags.Switch("--list", "List the experiments and run none."));
        quick = Takes(Flags.Switch("--quick",
            "Run a small setting in some seconds; verdicts are PASS-SCALED at best."));
        seed = Takes(Flags.Whole<ulong>("--seed", 0, ulong.MaxValue - 1000, "The first seed. Default: 0."));
        output = Takes(Flags.Output(
            "The page. Default: the slug (or atlas) with .html, in the current folder; JSON beside it."));
    }

    protected override int Run(Session session)
    {
        if (session.Value(list))
        {
            List(session);
            return ExitCode.Ok;
        }

        IExperiment[] chosen = Chosen(session);
        (OutputFile page, OutputFile data) = Files(session, chosen);
        page.Check();
        data.Check();
        var results = new List<ExperimentResult>();
        foreach (IExperiment experiment in chosen)
        {
            ExperimentResult result = session.Watch($"reproducing {experiment.Slug}", compute => experiment.Run(
                new ExperimentContext
                {
                    Quick = session.Value(quick),
                    FirstSeed = session.Value(seed) ?? 0,
                    Compute = compute,
                }));
            results.Add(result);
            Print(session, experiment, result);
        }

        data.WriteText(writer => results.ForEach(result => writer.WriteLine(ResultJson.Write(result))));
        page.WriteText(writer => writer.Write(ResultPage.Write(results)));
        session.Note($"written: {page.Path}, {data.Path}");
        return results.Any(result => result.Verdict == Verdict.Fail) ? ExitCode.Wrong : ExitCode.Ok;
    }

    private IExperiment[] Chosen(Session session)
    {
        string[] names = session.Value(slugs);
        if (session.Value(all) == names.Length > 0)
        {
            throw RefusedException.Usage(
                $"name experiments or give --all; there are {string.Join(", ", Experiments.All.Select(e => e.Slug))}");
        }

        string? unknown = Array.Find(names, name => Experiments.All.All(e => e.Slug != name));
        if (unknown is not null)
        {
            throw RefusedException.Usage($"there is no experiment '{Data.DataException.Show(unknown)}'; "
                + $"there are {string.Join(", ", Experiments.All.Select(e => e.Slug))}");
        }

        return names.Length == 0 ? [.. Experiments.All] : [.. names.Distinct().Select(Experiments.Find)];
    }

    private (OutputFile Page, OutputFile Data) Files(Session session, IExperiment[] chosen)
    {
        string page = session.Value(output) ?? (chosen.Length == 1 ? chosen[0].Slug : GalleryName) + PageExtension;
        return page.EndsWith(PageExtension, StringComparison.OrdinalIgnoreCase)
            ? (new OutputFile(page, ModelFile.IsPage),
                new OutputFile(Path.ChangeExtension(page, DataExtension), IsResult))
            : throw RefusedException.Usage(
                $"--output must end in {PageExtension}, but it was '{Data.DataException.Show(page)}'");
    }

    private static bool IsResult(string path) =>
        OutputFile.Start(path).StartsWith("{\"slug\":", StringComparison.Ordinal);

    private static void List(Session session)
    {
        if (session.Json)
        {
            Json.Write(session.Output, new JsonObject
            {
                ["experiments"] = new JsonArray([.. Experiments.All.Select(experiment => new JsonObject
                {
                    ["slug"] = experiment.Slug,
                    ["title"] = experiment.Title,
                    ["paper"] = experiment.PaperKey,
                })]),
            });
            return;
        }

        var lines = new LabelledLines();
        foreach (IExperiment experiment in Experiments.All)
        {
            lines.Add(experiment.Slug, $"{experiment.Title} [{experiment.PaperKey}]");
        }

        session.Output.WriteLine(lines);
    }

    private static void Print(Session session, IExperiment experiment, ExperimentResult result)
    {
        if (session.Json)
        {
            session.Output.WriteLine(ResultJson.Write(result));
            session.Output.Flush();
            return;
        }

        session.Output.WriteLine($"{result.Slug}: {experiment.Title}");
        session.Output.WriteLine(result.Setting);
        var claims = new TextTable("claim", "paper", "ours", "verdict");
        foreach (Claim claim in result.Claims)
        {
            claims.Add(
                claim.Statement, claim.Paper is double paper ? Figures.Short(paper) : "none", Figures.Short(claim.Ours),
                claim.Verdict.Word());
        }

        session.Output.WriteLine(claims);
        foreach (Claim claim in result.Claims.Where(claim => claim.Reason.Length > 0))
        {
            session.Output.WriteLine($"{claim.Verdict.Word()}: {claim.Statement}: {claim.Reason}");
        }

        session.Output.WriteLine($"verdict {result.Verdict.Word()}; seeds {string.Join(", ", result.Seeds)}; "
            + $"{Figures.Seconds(result.Seconds)} s");
    }
}
