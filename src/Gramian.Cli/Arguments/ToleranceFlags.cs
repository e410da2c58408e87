using System.CommandLine;
using Gramian.Cli.Shell;
using Gramian.Models.Densities.Evaluation;

namespace Gramian.Cli.Arguments;

/// <summary>The options that say how exact densities must be.</summary>
internal sealed class ToleranceFlags
{
    private readonly Option<double?> relative = Flags.Number(
        "--rtol", "The relative error that a density may have, at every row. Default: 1e-10.",
        value => value is >= 1e-12 and <= 0.5, "must be a number from 1e-12 to 0.5");

    private readonly Option<double?> absolute = Flags.Number(
        "--atol", "The absolute error that it may have besides; densities below may come out as 0, an empty cell. "
        + "Default: 0.", value => value >= 0, "must be a number, at least 0");

    /// <summary>The relative error alone.</summary>
    public IEnumerable<Option> Relative => [relative];

    /// <summary>Both, in the order in which help shows them.</summary>
    public IEnumerable<Option> All => [relative, absolute];

    /// <summary>Whether a person gave the relative error.</summary>
    public bool IsRelativeGiven(Session session) => session.Value(relative) is not null;

    /// <summary>What a person asked for.</summary>
    /// <param name="session">The run.</param>
    /// <param name="isRelative">Whether the verb has the relative error alone.</param>
    public DensityTolerance Read(Session session, bool isRelative = false) => new()
    {
        Relative = session.Value(relative) ?? DensityTolerance.Exact.Relative,
        Absolute = isRelative ? 0 : session.Value(absolute) ?? 0,
    };
}
