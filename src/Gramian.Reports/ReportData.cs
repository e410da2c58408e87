using Gramian.Reports.Html;

namespace Gramian.Reports;

/// <summary>Represents what the reports of all models fitted to tables show, whatever they predict.</summary>
/// <remarks>All texts may hold any characters: they are escaped where they are written.</remarks>
public abstract record ReportData
{
    private protected ReportData()
    {
    }

    /// <summary>The name of the data, such as the file without its folder.</summary>
    public required string DataName { get; init; }

    /// <summary>The name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>The model in words, such as "Gaussian process".</summary>
    public required string Model { get; init; }

    /// <summary>The fitted kernel as an expression; empty for none.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>The number of rows that the model was fitted on.</summary>
    public required int Rows { get; init; }

    /// <summary>The number of columns that the model uses.</summary>
    public required int Inputs { get; init; }

    /// <summary>How the predictions below were made, such as "closed-form leave one out".</summary>
    public string Validation { get; init; } = "";

    /// <summary>The seed of every random choice.</summary>
    public ulong Seed { get; init; }

    /// <summary>The headline metrics.</summary>
    public IReadOnlyList<MetricCard> Metrics { get; init; } = [];

    /// <summary>What was decided and why.</summary>
    public IReadOnlyList<ReportFact> Decisions { get; init; } = [];

    /// <summary>Things that the reader should know before trusting the model, as sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The certificate of the solve.</summary>
    public IReadOnlyList<ReportFact> Certificate { get; init; } = [];

    /// <summary>Versions, hashes and times that are needed to make the model again.</summary>
    public IReadOnlyList<ReportFact> Reproduction { get; init; } = [];

    /// <summary>The command that made the model; empty for none.</summary>
    public string Command { get; init; } = "";

    /// <summary>The sources of the methods, one reference each.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Commands to go on with.</summary>
    public IReadOnlyList<string> NextCommands { get; init; } = [];
}
