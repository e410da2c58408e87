using Gramian.Reports.Plots;

namespace Gramian.Reports;

/// <summary>Represents one experiment of the gallery page; every text may hold any characters.</summary>
/// <param name="Slug">The short name, as the command line takes it.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Verdict">PASS, PASS-SCALED, PARTIAL or FAIL.</param>
public sealed record AtlasEntry(string Slug, string Title, string Verdict)
{
    /// <summary>The reference to the paper.</summary>
    public string Reference { get; init; } = "";

    /// <summary>What was run, and where it differs from the paper.</summary>
    public string Setting { get; init; } = "";

    /// <summary>The claims.</summary>
    public IReadOnlyList<AtlasClaim> Claims { get; init; } = [];

    /// <summary>The figures.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>Tables beside the claims, each with its title.</summary>
    public IReadOnlyList<(string Title, DataTable Table)> Tables { get; init; } = [];

    /// <summary>Remarks, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The seeds, in words.</summary>
    public string Seeds { get; init; } = "";

    /// <summary>The seconds that it took; NaN when it was not timed.</summary>
    public double Seconds { get; init; } = double.NaN;
}
