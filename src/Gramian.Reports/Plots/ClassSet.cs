using Gramian.Numerics;

namespace Gramian.Reports.Plots;

/// <summary>Represents predicted classes of rows that the models had not seen, and what was observed.</summary>
/// <param name="Names">The names of the k classes; any text.</param>
/// <param name="Observed">The place of the observed class of each row, [n].</param>
/// <param name="Predicted">The place of the predicted class of each row, [n].</param>
/// <param name="Probabilities">The probability of each class, [n, k]; null for none.</param>
public sealed record ClassSet(
    IReadOnlyList<string> Names, IReadOnlyList<int> Observed, IReadOnlyList<int> Predicted,
    Matrix<double>? Probabilities)
{
    private const int MostCurves = 6;

    /// <summary>
    /// The signed decision value of each row, in units of the margin, [n]: of two classes positive for the second, of
    /// more the least of the observed class against any other; null for a model without a margin.
    /// </summary>
    public IReadOnlyList<double>? Decisions { get; init; }

    /// <summary>The number of rows, n.</summary>
    public int Count => Observed.Count;

    /// <summary>How many rows of each class were observed, [k].</summary>
    public IReadOnlyList<int> Counts { get; } =
        [.. Names.Select((_, place) => Observed.Count(observed => observed == place))];

    /// <summary>
    /// The classes whose curves are drawn, each against the rest: of two only the second, of more than six the six most
    /// frequent; a class that was not observed, or alone, has no curve.
    /// </summary>
    public IReadOnlyList<int> Drawn =>
        [.. Enumerable.Range(0, Names.Count)
            .Where(place => (Names.Count > 2 || place == 1) && Counts[place] > 0 && Counts[place] < Count)
            .OrderByDescending(place => Counts[place]).Take(MostCurves).Order()];

    /// <summary>A sentence about what was drawn.</summary>
    internal string Caption => Names.Count == 2
        ? $" The positive class is {Names[1]}. n = {Count}."
        : $" Each class is set against all others. n = {Count}."
            + (Drawn.Count < Names.Count ? $" {Drawn.Count} of {Names.Count} classes are drawn." : "");
}
