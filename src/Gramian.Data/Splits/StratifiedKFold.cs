using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Data.Splits;

/// <summary>Divides rows at random into k parts with nearly the same share of each class.</summary>
/// <remarks>
/// The counts of a class differ by at most one between parts, and so do the sizes of the parts, because each class goes
/// on dealing where the last one stopped. A class with fewer than k rows is missing from some parts.
/// </remarks>
public static class StratifiedKFold
{
    /// <summary>Makes the folds.</summary>
    /// <param name="classes">The class of each row; any integers.</param>
    /// <param name="folds">k, from 2 to the number of rows.</param>
    /// <param name="random">The randomness; its state moves on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds is not in [2, rows].</exception>
    public static Fold[] Make(ReadOnlySpan<int> classes, int folds, RandomStream random)
    {
        Guard.AtLeast(folds, 2);
        Guard.AtLeast(classes.Length, folds);
        ArgumentNullException.ThrowIfNull(random);
        int[] labels = classes.ToArray();
        int[] order = random.Permutation(labels.Length);
        int[] byClass = [.. order.OrderBy(row => labels[row])];      // stable, so random within a class
        int[] part = new int[labels.Length];
        for (int i = 0; i < byClass.Length; i++)
        {
            part[byClass[i]] = i % folds;
        }

        return KFold.FromParts(part, folds);
    }
}
