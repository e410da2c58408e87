using Gramian.Solvers.Optimisation;

namespace Gramian.Models.Densities;

/// <summary>Finds bandwidths axis by axis: a scan of each, then Brent's method around the best place.</summary>
internal static class AxisSearch
{
    private const int Scan = 12;
    private const double Tolerance = 1e-3;

    /// <summary>The least value over one number that all axes share, then over each axis for a few rounds.</summary>
    /// <param name="score">The score of logarithms of factors; what is not a number counts as infinite.</param>
    /// <param name="free">The axes that matter; the others keep a factor of 1.</param>
    /// <param name="lower">The least logarithm.</param>
    /// <param name="upper">The largest logarithm.</param>
    /// <param name="rounds">How often every axis is searched; 0 for one shared number.</param>
    public static (double[] Logs, int Evaluations) Minimize(
        Func<double[], double> score, bool[] free, double lower, double upper, int rounds)
    {
        int evaluations = 0;
        double Value(double[] logs)
        {
            evaluations++;
            double value = score(logs);
            return double.IsNaN(value) ? double.PositiveInfinity : value;
        }

        var logs = new double[free.Length];
        void Share(double log)
        {
            for (int j = 0; j < logs.Length; j++)
            {
                logs[j] = free[j] ? log : 0;
            }
        }

        (double shared, double best) = Along(log =>
        {
            Share(log);
            return Value(logs);
        }, lower, upper);
        Share(shared);
        for (int round = 0; round < rounds; round++)
        {
            double before = best;
            for (int j = 0; j < logs.Length; j++)
            {
                if (!free[j])
                {
                    continue;
                }

                double kept = logs[j];
                (double log, double value) = Along(candidate =>
                {
                    logs[j] = candidate;
                    return Value(logs);
                }, lower, upper);
                (logs[j], best) = value < best ? (log, value) : (kept, best);
            }

            if (!(best < before - (1e-6 * Math.Abs(before))))
            {
                break;
            }
        }

        return (logs, evaluations);
    }

    private static (double Log, double Value) Along(Func<double, double> score, double lower, double upper)
    {
        double step = (upper - lower) / Scan;
        (int place, double least) = (0, double.PositiveInfinity);
        for (int i = 0; i <= Scan; i++)
        {
            double value = score(lower + (i * step));
            (place, least) = value < least ? (i, value) : (place, least);
        }

        if (place is 0 or Scan || double.IsInfinity(least))
        {
            return (lower + (place * step), least);
        }

        double middle = lower + (place * step);
        (double point, double found) = ScalarMinimum.Brent(score, middle - step, middle + step, Tolerance);
        return found < least ? (point, found) : (middle, least);
    }
}
