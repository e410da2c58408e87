using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;
using Gramian.Numerics.Threading;

namespace Gramian.Models.Logistic;

/// <summary>Chooses λ by cross-validation on a path of falling λ, each fold warm from the λ before.</summary>
internal static class LogisticSelection
{
    public const int Folds = 5;
    private const double LargestDecade = 1;
    private const double SmallestDecade = -6;
    private const int PointsPerDecade = 2;
    private const int Patience = 3;
    private const double LeastGain = 1e-4;   // in the loss of a row: for less, the larger λ is kept
    private const double Tolerance = 1e-4;
    private const int StepLimit = 30;

    /// <summary>λ for all rows; Nλ, the precision of the prior, is what carries over from some rows to all.</summary>
    public static (double Ridge, IReadOnlyList<LogisticPathPoint> Path) Choose(
        KernelLogisticRegression recipe, Kernel kernel, LabelledRows rows, ComputeOptions options)
    {
        var random = new RandomStream(recipe.Seed, task: 7);
        LabelledRows part = rows.Draw(recipe.SelectionRows, random.Substream(1));
        int[] foldOf = Deal(part, random.Substream(2));
        Fold[] folds =
        [
            .. Enumerable.Range(0, Folds)
                .Select(fold => Fold.Of(recipe, kernel, part, foldOf, fold, options)).OfType<Fold>(),
        ];
        double scale = folds[0].Scale;
        var path = new List<LogisticPathPoint>();
        (double best, int bestAt) = (double.PositiveInfinity, 0);
        int count = (int)((LargestDecade - SmallestDecade) * PointsPerDecade) + 1;
        for (int i = 0; i < count && i - bestAt <= Patience; i++)
        {
            double weight = scale * Math.Pow(10, LargestDecade - (i / (double)PointsPerDecade));
            var ends = new (double Loss, double Right)[folds.Length];
            WorkerTeam.Run(
                folds.Length, fold => ends[fold] = folds[fold].Descend(weight, Tolerance, StepLimit), options);
            (double loss, double right, double total) = (0, 0, 0);
            for (int fold = 0; fold < folds.Length; fold++)
            {
                loss += ends[fold].Loss;
                right += ends[fold].Right;
                total += folds[fold].Held.Total;
            }

            path.Add(new LogisticPathPoint(weight / rows.Total, loss / total, right / total));
            if (loss < best - (LeastGain * total))
            {
                (best, bestAt) = (loss, i);
            }
        }

        foreach (Fold fold in folds)
        {
            fold.Dispose();
        }

        return (path[bestAt].Ridge, path);
    }

    // Class by class, so that every fold has about the same share of each.
    private static int[] Deal(LabelledRows rows, RandomStream random)
    {
        var foldOf = new int[rows.Count];
        int next = 0;
        for (int c = 0; c < rows.Labels.Length; c++)
        {
            int[] own = [.. Enumerable.Range(0, rows.Count).Where(i => rows.Classes[i] == c)];
            random.Shuffle<int>(own);
            foreach (int row in own)
            {
                foldOf[row] = next++ % Folds;
            }
        }

        return foldOf;
    }

    /// <summary>One fold: a system of its training rows and the kernel values to its held-out ones.</summary>
    private sealed class Fold(
        ExactLogistic system, RowLosses train, RowLosses held, Matrix<double> cross, ComputeOptions options)
        : IDisposable
    {
        public LabelledRows Held => held.Rows;

        public double Scale => system.MeanDiagonal;

        // Null when there is nothing to hold out.
        public static Fold? Of(
            KernelLogisticRegression recipe, Kernel kernel, LabelledRows rows, int[] foldOf, int fold,
            ComputeOptions options)
        {
            LabelledRows train = rows.Select(Rows(foldOf, place => place != fold));
            LabelledRows held = rows.Select(Rows(foldOf, place => place == fold));
            if (held.Count == 0 || train.Count == 0)
            {
                return null;
            }

            var losses = new RowLosses(train, recipe.Loss);
            ComputeOptions quiet = options with { Progress = null };
            return new Fold(
                new ExactLogistic(kernel, train, losses.Columns, recipe.Intercept, quiet), losses,
                new RowLosses(held, recipe.Loss), kernel.CrossMatrix(held.Inputs, train.Inputs, options), quiet);
        }

        public (double Loss, double Right) Descend(double weight, double tolerance, int limit)
        {
            new NewtonDescent(system, train, options).Minimize(weight, tolerance, limit, graduated: false);
            using var scores = new Matrix<double>(held.Rows.Count, held.Columns);
            Blas.Gemm<double>(Transpose.No, Transpose.No, 1.0, cross, system.Coefficients, 0.0, scores, options);
            double right = 0;
            for (int i = 0; i < scores.Rows; i++)
            {
                VectorOps.Axpy(1.0, system.Intercepts, scores.Row(i));
                right += ClassDecision.Place(scores.Row(i)) == held.Rows.Classes[i] ? held.Rows.Weights[i] : 0;
            }

            return (held.Evaluate(scores, gradient: null, curvature: null, options), right);
        }

        public void Dispose()
        {
            system.Dispose();
            cross.Dispose();
        }

        private static int[] Rows(int[] foldOf, Func<int, bool> wanted) =>
            [.. Enumerable.Range(0, foldOf.Length).Where(i => wanted(foldOf[i]))];
    }
}
