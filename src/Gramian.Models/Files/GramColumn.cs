namespace Gramian.Models.Files;

/// <summary>One input column and what was learnt about it, as it stands in JSON.</summary>
internal sealed record GramColumn(
    string Name,
    string? Unit,
    string Type,
    bool Indicator,
    double? Median,
    double? Mean,
    double? Scale,
    bool? Constant,
    string[]? Levels,
    string[]? RareLevels);
