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
}
