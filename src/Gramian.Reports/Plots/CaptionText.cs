using Gramian.Reports.Markup;

namespace Gramian.Reports.Plots;

/// <summary>Sentences that several captions share.</summary>
internal static class CaptionText
{
    public static string Counted(PredictionSet set, int drawn)
    {
        string text = $" n = {NumberText.Whole(set.Count)}";
        text += drawn < set.Count ? $", of which {NumberText.Whole(drawn)} are drawn, spread evenly over the rows."
            : ".";
        return set.LeftOut == 0 ? text : text + $" {NumberText.Whole(set.LeftOut)} rows without a finite value are "
            + $"left out.";
    }

    public static double[] Take(IReadOnlyList<double> values, int[] indices) => [.. indices.Select(i => values[i])];
}
