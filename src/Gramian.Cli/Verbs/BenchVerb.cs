using System.CommandLine;
using Gramian.Cli.Arguments;
using Gramian.Cli.Bench;
using Gramian.Cli.Shell;

namespace Gramian.Cli.Verbs;

/// <summary>Measures speed on fixed workloads: one JSON line per measurement.</summary>
internal sealed class BenchVerb : Verb
{
    private readonly Argument<string> workload;
    private readonly Option<string?> only;
    private readonly Option<int?> repeats;
    private readonly Option<bool> quick;

    public BenchVerb()
        : base("bench", "Measure speed on a fixed workload: one JSON line per measurement.")
    {
        workload = Takes(Flags.Path("WORKLOAD", $"The workload: {string.Join(", ", Workloads.Names)}."));
        only = Takes(Flags.Text("--only", "CASES", "Run only cases whose name contains one of these, with commas."));
        repeats = Takes(Flags.Whole<int>("--repeats", 1, 1000, "Samples per measurement after a warm-up. Default: 3."));
        quick = Takes(Flags.Switch("--quick", "Run the smallest sizes only."));
    }

    protected override int Run(Session session)
    {
        IWorkload chosen = Workloads.Find(session.Value(workload))
            ?? throw RefusedException.Usage(
                $"there is no workload '{Data.DataException.Show(session.Value(workload))}'; "
                + $"the workloads are {string.Join(", ", Workloads.Names)}");
        var bench = new BenchRun(
            session,
            session.Value(only)?
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            session.Value(repeats),
            session.Value(quick));
        chosen.Run(bench);
        if (bench.Cases == 0)
        {
            throw RefusedException.Usage($"no case of {chosen.Name} has a name that contains '{session.Value(only)}'");
        }

        return ExitCode.Ok;
    }
}
