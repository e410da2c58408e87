using System.Globalization;

namespace Gramian.Models.Planning;

/// <summary>
/// Predicts what a fit takes, from its size and fixed constants, and refuses what the budget does not allow.
/// </summary>
/// <remarks>
/// The constants describe a processor of modest speed, so that a plan is the same on every machine and a prediction of
/// time is right within a factor of a few: 10¹⁰ multiplications and additions per second in factorisations, and 2·10⁸
/// kernel values per second of few inputs.
/// </remarks>
public static class Planner
{
    private const double FactorRate = 1e10;
    private const double KernelRate = 2e8;
    private const double EigenRate = 1.5e9;
    private const double EvaluationsPerStart = 60;
    private const long SmallBytes = 1 << 24;
    private const double RidgePathPoints = 61;
    private const double RidgeCandidates = 5;
    private const int RidgeSelectionRows = 500;
    private const double StartRows = 500;

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
            $"{work.Rows} rows are few enough to solve exactly: one Cholesky factorisation of an "
            + $"{work.Rows} x {work.Rows} matrix for each evaluation of the likelihood.");
        return Decide("exact Cholesky", "An exact Gaussian process", rule, work, bytes, seconds, 16, budget);
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
            $"{work.Rows} rows are few enough for one eigendecomposition of an {work.Rows} x "
            + $"{work.Rows} matrix, which serves every ridge.");
        return Decide("eigendecomposition", "Kernel ridge regression", rule, work, bytes, seconds, 24, budget);
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

    private static Plan Decide(
        string method,
        string subject,
        string rule,
        Workload work,
        double bytes,
        double seconds,
        double bytesPerSquare,
        Budget budget)
    {
        string? refusal = null;
        if (bytes > budget.MemoryBytes)
        {
            double squares = Math.Max(budget.MemoryBytes - SmallBytes, 0) / bytesPerSquare;
            int rows = (int)Math.Max(1, 0.95 * Math.Sqrt(squares));
            refusal = string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} of {work.Rows} rows needs {Size(bytes)}, but {Size(budget.MemoryBytes)} "
                + $"may be used: fit at most {rows} rows, or allow more memory.");
        }
        else if (seconds > budget.Seconds)
        {
            double share = Math.Pow(budget.Seconds / seconds, 1.0 / 3);
            int rows = (int)Math.Max(1, 0.95 * share * work.Rows);
            refusal = string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} of {work.Rows} rows is predicted to take {seconds:F0} s, but "
                + $"{budget.Seconds:F0} s are allowed: fit at most {rows} rows, or allow more time.");
        }

        return new Plan(method, rule, (long)Math.Min(bytes, long.MaxValue / 2), seconds, refusal);
    }

    private static string Size(double bytes) => bytes >= 1e9
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB");
}
