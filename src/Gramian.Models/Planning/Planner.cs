using System.Globalization;

namespace Gramian.Models.Planning;

/// <summary>
/// Chooses a model by what it takes, predicted from sizes and fixed constants, and refuses what the budget does not
/// allow.
/// </summary>
/// <remarks>
/// <see cref="Choose"/> takes the first that fits: a process on a grid, where at least 1 000 inputs fill one and the
/// kernel has its structure; Fourier features for one input of at least 50 000 rows; an exact Gaussian process; one
/// through 1 024, 512 or 256 inducing points; ridge regression on 8 000, 4 000, 2 000 or 1 000 centres. Without a
/// budget of time a choice has <see cref="Patience"/> seconds. The constants describe two cores of modest speed, so
/// that a plan is the same on every machine and a prediction of time is right within a factor of two or so: 6·10¹⁰
/// multiplications and additions per second in products and factorisations, and 10⁹ kernel values per second of few
/// inputs.
/// </remarks>
public static partial class Planner
{
    /// <summary>The seconds that a choice may be predicted to take when the budget sets no limit.</summary>
    public const double Patience = 150;

    private const double FactorRate = 6e10;
    private const double KernelRate = 1e9;
    private const double DataCopies = 6;      // of the inputs: tables, encoded, standardised, packed
    private const double EigenRate = 4e9;
    private const double EvaluationsPerStart = 60;
    private const long SmallBytes = 1 << 24;
    private const double RidgePathPoints = 61;
    private const double RidgeCandidates = 5;
    private const int RidgeSelectionRows = 500;
    private const double StartRows = 500;
    private static readonly int[] InducingCounts = [1024, 512, 256];
    private static readonly int[] CentreCounts = [8000, 4000, 2000, 1000];

    /// <summary>Chooses a model.</summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <returns>The first plan that fits; when none does, the last, with its refusal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan Choose(Workload work, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(budget);
        work.Check();
        Budget patient = double.IsPositiveInfinity(budget.Seconds) ? budget with { Seconds = Patience } : budget;
        if (work.GridShape is not null && work.Rows >= GridRows && work.Folds == 0
            && GridProcess(work, patient) is { Fits: true } grid)
        {
            return grid;
        }

        if (work.HasWaves && work.Inputs == 1 && work.Rows >= WaveRows
            && FourierProcess(work, patient) is { Fits: true } waves)
        {
            return waves;
        }

        Plan exact = GaussianProcess(work, patient);
        if (exact.Fits)
        {
            return exact;
        }

        string why = exact.PredictedBytes > budget.MemoryBytes
            ? $"{Size(exact.PredictedBytes)} of the {Size(budget.MemoryBytes)} that may be used"
            : string.Create(CultureInfo.InvariantCulture, $"{exact.PredictedSeconds:F0} s");
        string first = string.Create(CultureInfo.InvariantCulture,
            $"An exact Gaussian process of {work.Rows} rows is predicted to take {why}, so ");
        IEnumerable<Plan> sparse = InducingCounts
            .Where(count => count < work.Rows)
            .Select(count => SparseProcess(work, patient, count));
        IEnumerable<Plan> ridges = CentreCounts
            .Where(count => count < work.Rows)
            .Select(count => NystromRidge(work, patient, count));
        Plan[] plans = [.. sparse, .. ridges];
        Plan chosen = Array.Find(plans, plan => plan.Fits) ?? (plans.Length > 0 ? plans[^1] : exact);
        return chosen with { Rule = first + char.ToLowerInvariant(chosen.Rule[0]) + chosen.Rule[1..] };
    }

    /// <summary>Plans an exact Gaussian process: 16 n² bytes (the factor, and the inverse for leave-one-out).</summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan GaussianProcess(Workload work, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(budget);
        work.Check();
        double n = work.Rows;
        double seconds = SearchSeconds(work, n) + (2 * GaussianProcessEvaluation(work, n));
        double foldRows = work.Folds > 1 ? n * (work.Folds - 1) / work.Folds : 0;
        seconds += work.Folds * SearchSeconds(work, foldRows);
        double bytes = (16 * n * n) + (8 * n * (work.Inputs + (4.0 * work.Targets) + 256)) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows are few enough to solve exactly: one Cholesky factorisation of order "
            + $"{work.Rows} for each evaluation of the likelihood.");
        return Decide(
            ModelKind.GaussianProcess, "exact Cholesky", "An exact Gaussian process", rule, work, bytes, seconds,
            growth: 2, budget);
    }

    /// <summary>
    /// Plans kernel ridge regression: 24 n² bytes (the kernel matrix, the eigenvectors, and their workspace).
    /// </summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan KernelRidge(Workload work, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(budget);
        work.Check();
        double n = work.Rows;
        double foldRows = work.Folds > 1 ? n * (work.Folds - 1) / work.Folds : 0;
        double seconds = RidgeSeconds(work, n) + (work.Folds * RidgeSeconds(work, foldRows));
        double bytes = (24 * n * n) + (8 * n * (work.Inputs + (4.0 * work.Targets) + 256)) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows are few enough for one eigendecomposition of order {work.Rows}, "
            + $"which serves every ridge.");
        return Decide(
            ModelKind.KernelRidge, "eigendecomposition", "Kernel ridge regression", rule, work, bytes, seconds,
            growth: 2, budget);
    }

    // As the recipe does it: with many rows, the starts compete on a few and only the best is followed on all.
    private static double SearchSeconds(Workload work, double rows)
    {
        bool screened = work.Starts > 1 && rows > 2 * StartRows;
        double competing = work.Starts * GaussianProcessEvaluation(work, screened ? StartRows : rows);
        return EvaluationsPerStart * (competing + (screened ? GaussianProcessEvaluation(work, rows) : 0));
    }

    private static double GaussianProcessEvaluation(Workload work, double rows) =>
        (rows * rows * rows / FactorRate) + (rows * rows * (1 + (0.1 * work.Inputs)) / KernelRate);

    private static double RidgeSeconds(Workload work, double rows)
    {
        double selection = Math.Min(rows, RidgeSelectionRows);
        double One(double n) => (9 * n * n * n / EigenRate)
            + (n * n * (1 + (0.1 * work.Inputs)) / KernelRate)
            + (RidgePathPoints * 2 * n * n * work.Targets / FactorRate);
        return One(rows) + (RidgeCandidates * One(selection));
    }

    // Time grows as the cube of the rows for a dense model, whose memory grows as their square, or as the first power.
    private static Plan Decide(
        ModelKind kind,
        string method,
        string subject,
        string rule,
        Workload work,
        double bytes,
        double seconds,
        int growth,
        Budget budget)
    {
        seconds *= work.Refits;
        string? refusal = null;
        if (bytes > budget.MemoryBytes)
        {
            double share = Math.Max(budget.MemoryBytes - SmallBytes, 0) / Math.Max(1, bytes - SmallBytes);
            refusal = string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} of {work.Rows} rows needs {Size(bytes)}, but {Size(budget.MemoryBytes)} "
                + $"may be used: fit at most {Fewer(work, share, growth)} rows, or allow more memory.");
        }
        else if (seconds > budget.Seconds)
        {
            double share = budget.Seconds / seconds;
            refusal = string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} of {work.Rows} rows is predicted to take {seconds:F0} s, but "
                + $"{budget.Seconds:F0} s are allowed: fit at most {Fewer(work, share, growth == 1 ? 1 : 3)} rows, or "
                + $"allow more time.");
        }

        return new Plan(kind, method, rule, (long)Math.Min(bytes, long.MaxValue / 2), seconds, refusal);
    }

    private static int Fewer(Workload work, double share, int power) =>
        (int)Math.Max(1, 0.95 * Math.Pow(share, 1.0 / power) * work.Rows);

    private static string Size(double bytes) => bytes >= 1e9
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB");
}
