using System.Globalization;
using Gramian.Kernels.Stationary;
using Gramian.Models.Discriminants;
using Gramian.Models.LargeRidge;
using Gramian.Models.Logistic;

namespace Gramian.Models.Planning;

/// <content>The plans of classifications.</content>
public static partial class Planner
{
    private const double LatentSteps = 4;             // Newton steps of an evaluation, from where the last one ended

    // Work of an evaluation over that of factoring and filling one matrix: of two classes, and for each of more; and
    // the evaluations on all rows, from the end on drawn ones. Fitted to measured seconds of 15 tables, as the
    // constants of logistic regression and of machines are.
    private const double LaplacePair = 0.7;
    private const double LaplaceClass = 2.4;
    private const double LaplaceFollowed = 24;
    private const double PropagationPair = 1.5;
    private const double PropagationClass = 2.9;
    private const double PropagationFollowed = 104;
    private const double LatentOverhead = 1e-4;
    private const double LatentStartRows = 300;
    private const double LatentFollowed = 20;         // evaluations on all rows, from the end on drawn ones
    private const int LatentInducing = 256;
    private const int LogisticExactRows = 2000;
    private const double LogisticKeptBytes = 1 << 30;
    private const double LogisticTunedSteps = 310;    // Newton steps of all folds, lengthscales and ridges
    private const double LogisticStepOverhead = 7e-4;
    private const double LogisticExactSteps = 8;
    private const double LogisticCentreSteps = 16;
    private const double LogisticRidgeRows = 10_000;  // a fifth of which chooses the ridge of a fit on centres
    private const double LogisticProducts = 12;       // with the features, for each step and function
    private const double LogisticRate = 2e10;
    private const double RidgeClassPoints = 21;
    private const double RidgeEigenRate = 4e10;
    private const double ScalingRate = 2e6;           // rows per second that get a sigmoid
    private const double NystromTolerance = 1e-4;
    private const double MachinePower = 1.7;          // of the rows: what a machine costs grows less than their square
    private const double MachineUnit = 4.4e-8;
    private const double MachineOverhead = 5.7e-4;    // for each cell, fold and root of the pairs of classes
    private const double MachineLengthscales = 5;
    private const double MachineKernelRate = 5e9;     // kernel values of floats
    private const double MachineCacheBytes = 270e6;  // a Gram matrix, and of each fold the rows that its machines read
    private const double MachineCells = 30;
    private const double MachineFolds = 5;
    private const double MachineFirstRows = 1000;
    private const double MachineMostRows = 16_000;

    /// <summary>
    /// Chooses a classifier: kernel logistic regression for up to 2 000 rows, where it stands on all of them, support
    /// vectors for more.
    /// </summary>
    /// <remarks>
    /// On 19 tables of up to 2 000 rows logistic regression had the smaller log loss on 14; on three larger ones, on
    /// centres, support vectors had it on two. A Gaussian process by expectation propagation had it on 6
    /// of 14 and costs more, so it is fitted only when asked for. The tables and figures are in the measured results.
    /// </remarks>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <returns>The first plan that fits; when none does, the last, with its refusal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan ChooseClassifier(Workload work, int classes, Budget budget)
    {
        Plan logistic = KernelLogistic(work, classes, budget);
        return work.Rows <= LogisticExactRows && logistic.Fits ? logistic : SupportVectors(work, classes, budget);
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
        double seconds = TunedMachineSeconds(work, classes, n) + (work.Folds * TunedMachineSeconds(
            work, classes, n * Math.Max(0, work.Folds - 1) / Math.Max(1, work.Folds)));
        double bytes = Math.Min(MachineCacheBytes, 24 * n * n) + (24 * n * (work.Inputs + (4.0 * classes)))
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
    /// Plans an exact Gaussian-process classifier: 24 n² bytes for two classes; for k, 8 n² (k + 3) by expectation
    /// propagation, 16 k n² by the Laplace approximation.
    /// </summary>
    /// <remarks>
    /// Left to the planner, expectation propagation is taken where it fits a patience of <see cref="Patience"/> seconds
    /// and the budget, else a variational bound through inducing points, whose memory grows with the rows. The
    /// probabilities of Laplace are too modest.
    /// </remarks>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, k, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="solver">The approximation, or automatic to leave it to the planner.</param>
    /// <param name="inducing">The inducing points of a variational one; null for 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan GaussianProcessClassifier(
        Workload work, int classes, Budget budget, FitSolver solver = FitSolver.Automatic, int? inducing = null)
    {
        Check(work, budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (solver == FitSolver.Variational)
        {
            return VariationalClassifier(work, classes, budget, inducing ?? LatentInducing);
        }

        if (solver == FitSolver.Automatic)
        {
            Plan plan = GaussianProcessClassifier(work, classes, budget, FitSolver.ExpectationPropagation);
            return plan.Fits && plan.PredictedSeconds <= Patience
                ? plan
                : GaussianProcessClassifier(work, classes, budget, FitSolver.Variational);
        }

        bool propagates = solver == FitSolver.ExpectationPropagation;
        double n = work.Rows;
        double machines = classes == 2 ? 1 : classes;
        double effort = (classes == 2, propagates) switch
        {
            (true, false) => LaplacePair,
            (true, true) => PropagationPair,
            (false, false) => LaplaceClass * classes,
            _ => PropagationClass * classes,
        };
        double followed = propagates ? PropagationFollowed : LaplaceFollowed;
        double One(double rows) => effort
            * ((3 * rows * rows * rows / FactorRate) + (rows * rows * (1 + (0.1 * work.Inputs)) / KernelRate)
                + LatentOverhead);
        double Search(double rows) => (EvaluationsPerStart * work.Starts * One(Math.Min(rows, LatentStartRows)))
            + (rows > 2 * LatentStartRows ? followed * One(rows) : 0);
        double seconds = Search(n) + (work.Folds * Search(n * Math.Max(0, work.Folds - 1) / Math.Max(1, work.Folds)));
        double bytes = (propagates ? 8 * (machines + 3) * n * n : 16 * (machines + 1) * n * n)
            + (8 * n * (work.Inputs + 256.0)) + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows of {classes} classes get latent Gaussian processes, whose kernel is found by its "
            + $"evidence and whose memory grows with the square of the rows.");
        return Decide(
            ModelKind.GaussianProcessClassifier, propagates ? "expectation propagation" : "Laplace approximation",
            "A Gaussian-process classifier", rule, work, bytes, seconds, growth: 2, budget) with
        { Solver = solver };
    }

    /// <summary>
    /// Plans a kernel logistic regression: on all rows while these are few, 16 n² bytes for two classes and
    /// 8 (k + 3) n² for k; on centres beyond that, whose kernel values are kept up to a gigabyte.
    /// </summary>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, k, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="centres">The number of centres that is asked for; null to leave it to the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan KernelLogistic(Workload work, int classes, Budget budget, int? centres = null)
    {
        Check(work, budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        double n = work.Rows;
        bool exact = centres is null && work.Rows <= LogisticExactRows;
        int m = exact ? 0 : Math.Min(work.Rows, centres ?? KernelLogisticRegression.UsualCentres(work.Rows));
        double functions = classes == 2 ? 1 : classes;
        double foldRows = n * Math.Max(0, work.Folds - 1) / Math.Max(1, work.Folds);
        double seconds = LogisticSeconds(work, classes, n, m)
            + (work.Folds * LogisticSeconds(work, classes, foldRows, m));
        double bytes = (8 * n * (work.Inputs + (8 * functions))) + SmallBytes + (exact
            ? 8 * n * n * (classes == 2 ? 2 : classes + 3)
            : Math.Min(LogisticKeptBytes, 8 * n * m) + (8.0 * m * m * (10 + functions)));
        string rule = exact
            ? string.Create(CultureInfo.InvariantCulture,
                $"{work.Rows} rows of {classes} classes are few enough for logistic regression by functions on all "
                + $"of them, and Newton's method.")
            : string.Create(CultureInfo.InvariantCulture,
                $"{work.Rows} rows of {classes} classes are fitted by logistic regression on {m} centres, whose cost "
                + $"grows with the rows and no faster.");
        return Decide(
            ModelKind.KernelLogistic, exact ? "Newton's method" : "Newton's method with conjugate gradients",
            "A kernel logistic regression", rule, work, bytes, seconds, growth: exact ? 2 : 1, budget) with
        { Centres = m };
    }

    /// <summary>
    /// Plans a kernel ridge classification: on all rows while these are few, 24 n² bytes; on centres beyond that.
    /// </summary>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, k, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="centres">The number of centres that is asked for; null to leave it to the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan KernelRidgeClassifier(Workload work, int classes, Budget budget, int? centres = null)
    {
        Check(work, budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        double n = work.Rows;
        bool exact = centres is null && work.Rows <= RidgeClassTuning.ExactRows;
        int m = exact ? 0 : Math.Min(work.Rows, centres ?? new NystromRidge(new Rbf(1.0)).CentresFor(work.Rows));
        double functions = classes == 2 ? 1 : classes;
        double foldRows = n * Math.Max(0, work.Folds - 1) / Math.Max(1, work.Folds);
        double seconds = RidgeClassSeconds(work, functions, n, m)
            + (work.Folds * RidgeClassSeconds(work, functions, foldRows, m));
        double seen = Math.Min(n, RidgeClassTuning.RowLimit);
        double bytes = (8 * n * (work.Inputs + (8 * functions))) + SmallBytes + Math.Max(24 * seen * seen, exact
            ? 24 * n * n
            : NystromPlan.Make(work.Rows, Math.Max(1, work.Inputs), m, NystromTolerance).Bytes);
        string rule = exact
            ? string.Create(CultureInfo.InvariantCulture,
                $"{work.Rows} rows of {classes} classes are few enough for ridge regression by functions on all of "
                + $"them, where one eigendecomposition leaves out every row for every ridge.")
            : string.Create(CultureInfo.InvariantCulture,
                $"{work.Rows} rows of {classes} classes are fitted by ridge regression on {m} centres, whose cost "
                + $"grows with the rows and no faster.");
        return Decide(
            ModelKind.KernelRidgeClassifier, exact ? "eigendecomposition" : "ridge regression on centres",
            "A kernel ridge classification", rule, work, bytes, seconds, growth: exact ? 2 : 1, budget) with
        { Centres = m };
    }

    // Five lengthscales with a path of ridges each, one eigendecomposition of drawn rows; then the fit of all rows, and
    // on centres two sweeps more for the values of rows that are left out.
    private static double RidgeClassSeconds(Workload work, double functions, double rows, int centres)
    {
        double Pairs(double a, double b) => a * b * (1 + (0.1 * work.Inputs)) / KernelRate;
        double Decomposed(double m) => (9 * m * m * m / RidgeEigenRate) + Pairs(m, m);
        int n = (int)Math.Max(1, rows);
        double seen = Math.Min(n, RidgeClassTuning.RowLimit);
        double seconds = RidgeCandidates * (Decomposed(seen)
            + (RidgeClassPoints * ((2 * seen * seen * (1 + functions) / FactorRate) + (seen * seen / SmallRate)
                + (functions * seen / ScalingRate))));
        return seconds + (centres == 0
            ? Decomposed(n)
            : (NystromPlan.Make(n, Math.Max(1, work.Inputs), Math.Min(centres, n), NystromTolerance).Operations
                / FactorRate) + (2 * (Pairs(n, centres) + (2.0 * n * centres * centres / FactorRate))));
    }

    // Five lengthscales with a path of ridges each, in folds of drawn rows; then the fit of all rows.
    private static double LogisticSeconds(Workload work, int classes, double rows, int centres)
    {
        double functions = classes == 2 ? 1 : classes;
        double Pairs(double a, double b) => a * b * (1 + (0.1 * work.Inputs)) / KernelRate;
        double Step(double n) => n * n * n * (classes == 2 ? 1 / 3.0 : 1.5 * classes) / LogisticRate;
        double seen = Math.Min(rows, LogisticTuning.RowLimit(classes));
        double seconds = LogisticTunedSteps * (Step(0.8 * seen) + LogisticStepOverhead) + (25 * Pairs(seen, seen));

        // The path of ridges on centres, loosely solved, takes about as many steps as the fit.
        double chooses = 0.8 * Math.Min(rows, LogisticRidgeRows);
        double OnCentres(double n) => Pairs(n, centres) + (LogisticCentreSteps * functions
            * ((LogisticProducts * 4 * n * centres / LogisticRate)
                + (9.0 * centres * centres * centres / LogisticRate)));
        return seconds + (centres == 0
            ? (LogisticExactSteps * Step(rows)) + Pairs(rows, rows)
            : OnCentres(rows) + OnCentres(chooses));
    }

    // Every pair of classes is a machine of 2/k of the rows. The cells of a lengthscale share a Gram matrix in every
    // round, and the rounds are those of the tuning's race.
    private static double TunedMachineSeconds(Workload work, int classes, double rows)
    {
        double Pairs(double n) => n * n * (1 + (0.1 * work.Inputs));
        double One(double n) => 2.0 * (classes - 1) / classes * MachineUnit * Math.Pow(n, MachinePower);
        double overhead = MachineOverhead * Math.Sqrt(classes * (classes - 1) / 2.0);
        double seconds = One(rows) + (Pairs(rows) / KernelRate);
        double most = Math.Min(rows, MachineMostRows);
        double cells = MachineCells;
        double share = (MachineFolds - 1) / MachineFolds;
        double seen = Math.Min(most, MachineFirstRows);
        for (seen = 2 * seen > most ? most : seen; ; seen = 8 * seen > most ? most : 4 * seen)
        {
            seconds += (cells * MachineFolds * (One(share * seen) + overhead))
                + (MachineLengthscales * Pairs(seen) / MachineKernelRate);
            if (seen >= most)
            {
                return seconds;
            }

            cells = Math.Max(2, cells / 4);
        }
    }
}
