using System.Globalization;

namespace Gramian.Models.Planning;

/// <content>The plans of classifications.</content>
public static partial class Planner
{
    private const double LatentSteps = 4;             // Newton steps of an evaluation, from where the last one ended
    private const double LatentStartRows = 300;
    private const double LatentFollowed = 20;         // evaluations on all rows, from the end on drawn ones
    private const double MachineRate = 1e8;           // squares of rows that one machine of few inputs takes per second
    private const double MachineCacheBytes = 200e6;
    private const double MachineCells = 30;
    private const double MachineFolds = 5;
    private const double MachineFirstRows = 1000;
    private const double MachineMostRows = 16_000;

    /// <summary>Chooses a classifier: support vectors, whatever the number of rows.</summary>
    /// <remarks>
    /// The Laplace approximation of <see cref="GaussianProcessClassifier"/> underestimates how sure it may be, and
    /// loses to calibrated support vectors by log loss on most small tables; so it is fitted only when asked for.
    /// </remarks>
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

    /// <summary>
    /// Plans an exact Gaussian-process classifier: 24 n² bytes for two classes, 16 k n² for k, and their workspace.
    /// </summary>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, k, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan GaussianProcessClassifier(Workload work, int classes, Budget budget)
    {
        Check(work, budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        double n = work.Rows;
        double machines = classes == 2 ? 1 : classes;
        double One(double rows) => machines * LatentSteps
            * ((3 * rows * rows * rows / FactorRate) + (rows * rows * (1 + (0.1 * work.Inputs)) / KernelRate));
        double Search(double rows) => (EvaluationsPerStart * work.Starts * One(Math.Min(rows, LatentStartRows)))
            + (rows > 2 * LatentStartRows ? LatentFollowed * One(rows) : 0);
        double seconds = Search(n) + (work.Folds * Search(n * Math.Max(0, work.Folds - 1) / Math.Max(1, work.Folds)));
        double bytes = (16 * (machines + 1) * n * n) + (8 * n * (work.Inputs + 256.0)) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows of {classes} classes get latent Gaussian processes, whose kernel is found by its "
            + $"evidence and whose memory grows with the square of the rows.");
        return Decide(
            ModelKind.GaussianProcessClassifier, "Laplace approximation", "A Gaussian-process classifier", rule, work,
            bytes, seconds, growth: 2, budget);
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
