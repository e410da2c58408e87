using System.Globalization;
using Gramian.Models.LargeRidge;
using Gramian.Numerics;

namespace Gramian.Models.Planning;

/// <content>The plans whose memory does not grow with the square of the rows.</content>
public static partial class Planner
{
    private const double IterativeEvaluations = 40;
    private const double IterativeProducts = 60;      // with the kernel matrix, per evaluation
    private const double IterativeVectors = 17;       // the targets and the probes, side by side
    private const double SparseEvaluations = 60;
    private const double SparseBlockBytes = 1 << 28;
    private const double StochasticEpochs = 20;
    private const double StochasticBatch = 1024;
    private const double VecchiaEvaluations = 60;
    private const double VecchiaNeighbours = 30;
    private const double SmallRate = 1e9;             // factorisations of small matrices, row by row
    private const double TuningRows = 10_000;
    private const double TuningCentres = 300;
    private const double TuningEvaluations = 65;

    /// <summary>Plans a Gaussian process by products with the kernel matrix, which is never written out.</summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan IterativeProcess(Workload work, Budget budget)
    {
        Check(work, budget);
        double n = work.Rows;
        double rank = Math.Min(n, Math.Clamp(5 * Math.Sqrt(n), 100, 1000));
        double pair = (1 + (0.1 * work.Inputs)) / KernelRate;
        double product = n * n * (pair + (IterativeVectors / FactorRate));
        double evaluation = (IterativeProducts * product) + (4 * n * rank * rank / FactorRate);
        double seconds = (1 + work.Folds) * ((IterativeEvaluations * evaluation) + StartSeconds(work));
        double bytes = (24 * n * rank) + (8 * 8 * n * IterativeVectors) + (8 * n * work.Inputs) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"Conjugate gradients, preconditioned by {rank:F0} pivots, see {work.Rows} rows by products alone.");
        return Decide(
            ModelKind.IterativeGaussianProcess, "conjugate gradients", "A Gaussian process by iteration", rule, work,
            bytes, seconds, growth: 1, budget);
    }

    /// <summary>Plans a Gaussian process through inducing points: 256 MiB and 40 M² bytes.</summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="inducing">M, the number of inducing points, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan SparseProcess(Workload work, Budget budget, int inducing)
    {
        Check(work, budget);
        double m = Math.Min(Guard.AtLeast(inducing, 1), work.Rows);
        double n = work.Rows;
        double evaluation = (4 * n * m * m / FactorRate) + (2 * n * m * (1 + (0.1 * work.Inputs)) / KernelRate);
        double seconds = (1 + work.Folds) * ((SparseEvaluations * evaluation) + StartSeconds(work));
        double bytes = SparseBlockBytes + (40 * m * m) + DataBytes(work) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows are seen through {m:F0} inducing points, whose bound on the likelihood is maximised.");
        return Decide(
            ModelKind.SparseGaussianProcess, "collapsed bound", "A Gaussian process through inducing points", rule,
            work, bytes, seconds, growth: 1, budget) with
        { Centres = (int)m };
    }

    /// <summary>
    /// Plans a Gaussian process through inducing points, learnt from batches: 256 MiB and 64 M² bytes.
    /// </summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="inducing">M, the number of inducing points, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan StochasticProcess(Workload work, Budget budget, int inducing)
    {
        Check(work, budget);
        double m = Math.Min(Guard.AtLeast(inducing, 1), work.Rows);
        double n = work.Rows;
        double steps = StochasticEpochs * Math.Ceiling(n / StochasticBatch);
        double step = (4 * Math.Min(n, StochasticBatch) * m * m / FactorRate) + (8 * m * m * m / FactorRate)
            + (2 * StochasticBatch * m * (1 + (0.1 * work.Inputs)) / KernelRate);
        double seconds = (1 + work.Folds) * ((steps * step) + StartSeconds(work));
        double bytes = SparseBlockBytes + (64 * m * m) + DataBytes(work) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows are seen in batches through {m:F0} inducing points.");
        return Decide(
            ModelKind.StochasticGaussianProcess, "natural gradients", "A Gaussian process learnt from batches", rule,
            work, bytes, seconds, growth: 1, budget) with
        { Centres = (int)m };
    }

    /// <summary>Plans a Gaussian process of nearest neighbours.</summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan VecchiaProcess(Workload work, Budget budget)
    {
        Check(work, budget);
        double n = work.Rows;
        double m = Math.Min(VecchiaNeighbours, n);
        double row = ((m * m * m) + (m * m * work.Hyperparameters)) / SmallRate;
        double neighbours = 2 * n * n * (1 + (0.1 * work.Inputs)) / KernelRate;
        double seconds = (1 + work.Folds) * ((VecchiaEvaluations * n * row) + neighbours + StartSeconds(work));
        double bytes = (8 * n * ((2 * work.Inputs) + (2 * m) + 4)) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture, $"Each of {work.Rows} rows is given its {m:F0} nearest neighbours alone.");
        return Decide(
            ModelKind.VecchiaProcess, "nearest neighbours", "A Gaussian process of nearest neighbours", rule, work,
            bytes, seconds, growth: 2, budget);
    }

    /// <summary>Plans ridge regression on centres, with lengthscales and the ridge fitted to held-out rows.</summary>
    /// <param name="work">The size of the fit.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="centres">M, the number of centres, at least 1.</param>
    /// <param name="solver">How the system is to be solved.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan NystromRidge(
        Workload work, Budget budget, int centres, NystromSolver solver = NystromSolver.Automatic)
    {
        Check(work, budget);
        int m = Math.Min(Guard.AtLeast(centres, 1), work.Rows);
        NystromPlan plan = NystromPlan.Make(work.Rows, Math.Max(1, work.Inputs), m, 1e-4, solver);
        double rows = Math.Min(work.Rows, TuningRows);
        double few = Math.Min(m, TuningCentres);
        double tuning = TuningEvaluations
            * ((4 * rows * few * few / FactorRate) + (2 * rows * few * (1 + (0.1 * work.Inputs)) / KernelRate));
        double seconds = (1 + work.Folds) * ((plan.Operations / FactorRate) + tuning);
        double bytes = plan.Bytes + DataBytes(work) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows are regressed on {m} centres; {Lower(plan.Reason)}");
        return Decide(
            ModelKind.NystromRidge, "ridge regression on centres", "Ridge regression on centres", rule, work, bytes,
            seconds, growth: 1, budget) with
        { Centres = m };
    }

    private static double DataBytes(Workload work) => 8.0 * work.Rows * ((DataCopies * work.Inputs) + 8);

    // The starts compete on few rows, with the exact likelihood.
    private static double StartSeconds(Workload work) =>
        EvaluationsPerStart * work.Starts * GaussianProcessEvaluation(work, Math.Min(work.Rows, StartRows));

    private static string Lower(string sentence) =>
        sentence.Length == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static void Check(Workload work, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(budget);
        work.Check();
    }
}
