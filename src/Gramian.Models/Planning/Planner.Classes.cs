using System.Globalization;

namespace Gramian.Models.Planning;

/// <content>The plans of classifications.</content>
public static partial class Planner
{
    private const double MachineRate = 1e8;           // squares of rows that one machine of few inputs takes per second
    private const double MachineCacheBytes = 200e6;
    private const double MachineCells = 30;
    private const double MachineFolds = 5;
    private const double MachineFirstRows = 1000;
    private const double MachineMostRows = 16_000;

    /// <summary>Chooses a classifier.</summary>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <returns>The first plan that fits; when none does, the last, with its refusal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan ChooseClassifier(Workload work, int classes, Budget budget)
    {
        Plan machine = SupportVectors(work, classes, budget);
        return machine;
    }

    /// <summary>
    /// Plans support vector machines of pairs of classes, tuned on a grid: the rows, and a cache of kernel values that
    /// does not grow.
    /// </summary>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, k, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan SupportVectors(Workload work, int classes, Budget budget)
    {
        Check(work, budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        double n = work.Rows;
        double seconds = (1 + work.Folds) * TunedMachineSeconds(work, classes, n);
        double bytes = Math.Min(MachineCacheBytes, 4 * n * n) + (24 * n * (work.Inputs + (4.0 * classes)))
            + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows of {classes} classes are separated by support vectors, whose memory does not grow with "
            + $"the square of the rows.");
        return Decide(
            ModelKind.SupportVectors, "sequential minimal optimisation", "A tuned support vector machine", rule, work,
            bytes, seconds, growth: 1, budget);
    }

    // Every pair of classes is a machine of 2/k of the rows, so all together cost 2(k − 1)/k as much as one of all
    // rows.
    private static double TunedMachineSeconds(Workload work, int classes, double rows)
    {
        double One(double n) => 2.0 * (classes - 1) / classes * n * n * (1 + (0.05 * work.Inputs)) / MachineRate;
        double seconds = One(rows);
        double most = Math.Min(rows, MachineMostRows);
        double cells = MachineCells;
        for (double n = Math.Min(most, MachineFirstRows); ; n = Math.Min(4 * n, most), cells = Math.Max(2, cells / 4))
        {
            double share = (MachineFolds - 1) / MachineFolds;
            seconds += cells * MachineFolds * One(share * n);
            if (n >= most)
            {
                return seconds;
            }
        }
    }
}
