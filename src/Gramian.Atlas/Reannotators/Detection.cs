namespace Gramian.Atlas.Reannotators;

/// <summary>Measures of how well wrong rows were found.</summary>
internal static class Detection
{
    /// <summary>The mean precision at each wrong row when rows are looked at in rising order of their scores.</summary>
    public static double AveragePrecision(double[] scores, bool[] wrong)
    {
        int found = 0;
        double sum = 0;
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i])];
        for (int place = 0; place < order.Length; place++)
        {
            if (wrong[order[place]])
            {
                found++;
                sum += found / (place + 1.0);
            }
        }

        return sum / found;
    }

    /// <summary>The harmonic mean of precision and recall of suspects.</summary>
    public static double F1(int[] suspects, bool[] wrong)
    {
        int hits = suspects.Count(i => wrong[i]);
        return 2.0 * hits / (suspects.Length + wrong.Count(row => row));
    }

    /// <summary>The share of labels that are right.</summary>
    public static double Share(double[] labels, double[] truth) =>
        labels.Zip(truth).Average(pair => pair.First == pair.Second ? 1.0 : 0);

    /// <summary>The mean over the true classes of the F1 of labels.</summary>
    public static double MacroF1(double[] labels, double[] truth) => truth.Distinct().Average(label =>
    {
        int hits = labels.Zip(truth).Count(pair => pair.First == label && pair.Second == label);
        return 2.0 * hits / (labels.Count(given => given == label) + truth.Count(right => right == label));
    });
}
