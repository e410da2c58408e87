namespace Gramian.Reports.Plots;

// The rates of one class against the rest at every threshold of its probability, the strictest first; the first one
// lies above all probabilities and finds nothing.
internal sealed record ScoreCurve(
    double[] Threshold, double[] TrueRate, double[] FalseRate, double[] Precision, double Area, double AveragePrecision,
    double EqualError)
{
    public static ScoreCurve Of(ClassSet set, int place)
    {
        int[] order = [.. Enumerable.Range(0, set.Count).OrderByDescending(row => set.Probabilities![row, place])];
        double positives = set.Counts[place];
        double negatives = set.Count - positives;
        var (found, alarms, precision) = (new List<double> { 0 }, new List<double> { 0 }, new List<double> { 1 });
        var threshold = new List<double> { double.PositiveInfinity };
        (double hits, double wrong, double area, double average, double equal, double gap) = (0, 0, 0, 0, 1, 2);
        for (int i = 0; i < order.Length; i++)
        {
            bool own = set.Observed[order[i]] == place;
            (hits, wrong) = own ? (hits + 1, wrong) : (hits, wrong + 1);
            // Rows of one probability stand on one side of every threshold.
            if (i + 1 < order.Length
                && set.Probabilities![order[i], place] == set.Probabilities[order[i + 1], place])
            {
                continue;
            }

            (double rate, double alarm) = (hits / positives, wrong / negatives);
            area += (alarm - alarms[^1]) * (rate + found[^1]) / 2;
            average += (rate - found[^1]) * hits / (hits + wrong);
            if (Math.Abs(1 - rate - alarm) < gap)
            {
                (gap, equal) = (Math.Abs(1 - rate - alarm), (1 - rate + alarm) / 2);
            }

            threshold.Add(set.Probabilities![order[i], place]);
            found.Add(rate);
            alarms.Add(alarm);
            precision.Add(hits / (hits + wrong));
        }

        return new ScoreCurve(
            [.. threshold], [.. found], [.. alarms], [.. precision], area, average, equal);
    }
}
