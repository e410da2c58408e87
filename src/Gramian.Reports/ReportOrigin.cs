namespace Gramian.Reports;

/// <summary>Represents what a report says about where its model comes from; every text may hold any
/// characters.</summary>
/// <param name="DataName">The name of the data, such as the file without its folder.</param>
public sealed record ReportOrigin(string DataName)
{
    /// <summary>The name of the model file, for the commands to go on with; empty for none.</summary>
    public string ModelFile { get; init; } = "";

    /// <summary>The command that made the model; empty for none.</summary>
    public string Command { get; init; } = "";

    /// <summary>The sources of the methods, one reference each.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
