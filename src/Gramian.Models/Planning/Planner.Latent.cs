using System.Globalization;
using Gramian.Numerics;

namespace Gramian.Models.Planning;

/// <content>The plans of classifications by latent functions that inducing points carry.</content>
public static partial class Planner
{
    private const int DirichletExactRows = 1000;
    private const int DirichletInducing = 512;
    private const double DirichletConcentrations = 5;
    private const double LatentSweeps = 45;           // over all rows: passes that learn, and those of the end

    /// <summary>
    /// Plans a classification by regression of Dirichlet targets: exact on all rows while these are few,
    /// 8 (k + 3) n² bytes; through inducing points beyond that.
    /// </summary>
    /// <param name="work">The size of the fit; its targets are not read.</param>
    /// <param name="classes">The number of classes, k, at least 2.</param>
    /// <param name="budget">What it may use.</param>
    /// <param name="inducing">The inducing points that are asked for; null to leave it to the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below its least value.</exception>
    public static Plan DirichletClassifier(Workload work, int classes, Budget budget, int? inducing = null)
    {
        Check(work, budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        double n = work.Rows;
        int m = inducing is { } asked ? Math.Min(asked, work.Rows) : work.Rows <= DirichletExactRows ? 0
            : DirichletInducing;
        double One(double rows) => classes * ((1.4 * rows * rows * rows / FactorRate) + LatentOverhead)
            + (rows * rows * (1 + (0.1 * work.Inputs)) / KernelRate);
        double Search(double rows)
        {
            double few = Math.Min(rows, LatentStartRows);
            double seconds = DirichletConcentrations * EvaluationsPerStart * work.Starts * One(few);
            return seconds + (m > 0
                ? (classes * 2.0 * m * m * m / FactorRate) + (2.0 * rows * m * m / FactorRate)
                    + (rows * m * (1 + (0.1 * work.Inputs)) / KernelRate)
                : rows > 2 * LatentStartRows ? LatentFollowed * One(rows) : 0);
        }

        double seconds = Search(n) + (work.Folds * Search(n * Math.Max(0, work.Folds - 1) / Math.Max(1, work.Folds)));
        double bytes = DataBytes(work) + SmallBytes + (m > 0
            ? (SparseBlockBytes / 8) + (8 * n * m) + (16.0 * (classes + 2) * m * m)
            : 8.0 * (classes + 3) * n * n);
        string rule = m > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"{work.Rows} rows of {classes} classes are regressed as Dirichlet targets through {m} inducing "
                + $"points.")
            : string.Create(CultureInfo.InvariantCulture,
                $"{work.Rows} rows of {classes} classes are few enough for exact regressions of Dirichlet targets.");
        return Decide(
            ModelKind.DirichletClassifier, m > 0 ? "Dirichlet targets, inducing points" : "Dirichlet targets, Cholesky",
            "A classification of Dirichlet targets", rule, work, bytes, seconds, growth: m > 0 ? 1 : 2, budget) with
        { Centres = m };
    }

    private static Plan VariationalClassifier(Workload work, int classes, Budget budget, int inducing)
    {
        int m = Math.Min(Guard.AtLeast(inducing, 1), work.Rows);
        double functions = classes == 2 ? 1 : classes;
        double Learn(double rows)
        {
            double batches = Math.Ceiling(rows / StochasticBatch);
            double step = (functions * ((4 * Math.Min(rows, StochasticBatch) * m * (double)m)
                + (8.0 * m * m * m)) / FactorRate)
                + (2 * Math.Min(rows, StochasticBatch) * m * (1 + (0.1 * work.Inputs)) / KernelRate);
            double few = Math.Min(rows, LatentStartRows);
            double start = functions * LatentSteps * (3 * few * few * few / FactorRate);
            return (LatentSweeps * batches * step) + (EvaluationsPerStart * work.Starts * start);
        }

        double n = work.Rows;
        double seconds = Learn(n) + (work.Folds * Learn(n * Math.Max(0, work.Folds - 1) / Math.Max(1, work.Folds)));
        double bytes = (SparseBlockBytes / 8) + (8 * n * m) + (32 * (functions + 1) * m * m) + DataBytes(work)
            + SmallBytes;
        string rule = string.Create(
            CultureInfo.InvariantCulture,
            $"{work.Rows} rows of {classes} classes get latent Gaussian processes through {m} inducing points, learnt "
            + $"from batches.");
        return Decide(
            ModelKind.GaussianProcessClassifier, "variational, natural gradients",
            "A variational Gaussian-process classifier", rule, work, bytes, seconds, growth: 1, budget) with
        { Centres = m, Solver = FitSolver.Variational };
    }
}
