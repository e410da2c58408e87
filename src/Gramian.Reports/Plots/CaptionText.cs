using Gramian.Reports.Markup;

namespace Gramian.Reports.Plots;

/// <summary>Sentences that several captions share.</summary>
internal static class CaptionText
{
    private const int ShownNames = 4;

    public static string Counted(PredictionSet set, int drawn)
    {
        string text = $" n = {NumberText.Whole(set.Count)}";
        text += drawn < set.Count ? $", of which {NumberText.Whole(drawn)} are drawn, spread evenly over the rows."
            : ".";
        return set.LeftOut == 0 ? text : text + $" {NumberText.Whole(set.LeftOut)} rows without a finite value are "
            + $"left out.";
    }

    /// <summary>The first names, and how many more there are: a heading, not an inventory.</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count <= ShownNames + 1
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(ShownNames))} and {NumberText.Whole(names.Count - ShownNames)} more columns";

    public static double[] Take(IReadOnlyList<double> values, int[] indices) => [.. indices.Select(i => values[i])];
}
