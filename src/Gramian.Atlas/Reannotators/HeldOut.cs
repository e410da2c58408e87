using Gramian.Data.Splits;
using Gramian.Kernels;
using Gramian.Models;
using Gramian.Models.LabelQuality;
using Gramian.Models.Regression;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.Reannotators;

/// <summary>What classifiers say of rows that they were fitted without.</summary>
internal static class HeldOut
{
    /// <summary>
    /// Probabilities by a classifier that knows nothing of credibilities: every other row counts as much.
    /// </summary>
    public static Matrix<double> Probabilities(
        AuditedLabels audited, IClassificationRecipe recipe, int folds, ulong seed, ComputeOptions compute)
    {
        Points rows = audited.Embeddings;
        var found = new Matrix<double>(rows.Count, audited.Classes.Count);
        foreach (Fold fold in Deal(audited, folds, seed))
        {
            IClassifier fitted = recipe.Fit(
                rows.Select(fold.Train), [.. fold.Train.Select(i => audited.Labels[i])], default, compute);
            Matrix<double> here = fitted.Probabilities(rows.Select(fold.Test), compute)!;
            for (int i = 0; i < fold.Test.Length; i++)
            {
                for (int c = 0; c < here.Columns; c++)
                {
                    found[fold.Test[i], ClassOf(audited, fitted.Labels[c])] = here[i, c];
                }
            }
        }

        return found;
    }

    /// <summary>
    /// Scores by a ridge regression on soft targets: the given label as far as it is credible, the densities of the
    /// classes for the rest.
    /// </summary>
    public static Matrix<double> SoftScores(
        AuditedLabels audited, Matrix<double> soft, KernelRidge recipe, int folds, ulong seed, ComputeOptions compute)
    {
        var targets = new Matrix<double>(soft.Rows, soft.Columns);
        for (int i = 0; i < soft.Rows; i++)
        {
            double trust = audited.Credibility[i];
            for (int c = 0; c < soft.Columns; c++)
            {
                targets[i, c] = (1 - trust) * soft[i, c];
            }

            targets[i, ClassOf(audited, audited.Labels[i])] += trust;
        }

        Points rows = audited.Embeddings;
        var scores = new Matrix<double>(soft.Rows, soft.Columns);
        foreach (Fold fold in Deal(audited, folds, seed))
        {
            var mine = new Matrix<double>(fold.Train.Length, soft.Columns);
            for (int i = 0; i < fold.Train.Length; i++)
            {
                targets.Row(fold.Train[i]).CopyTo(mine.Row(i));
            }

            Matrix<double> here = recipe.Fit(rows.Select(fold.Train), mine.View, compute)
                .Predict(rows.Select(fold.Test), compute).Means;
            for (int i = 0; i < fold.Test.Length; i++)
            {
                here.Row(i).CopyTo(scores.Row(fold.Test[i]));
            }
        }

        return scores;
    }

    private static Fold[] Deal(AuditedLabels audited, int folds, ulong seed) => StratifiedKFold.Make(
        [.. audited.Labels.Select(label => ClassOf(audited, label))], folds, new RandomStream(seed));

    private static int ClassOf(AuditedLabels audited, double label) => audited.Classes.ToList().IndexOf(label);
}
