using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Data.Splits;

/// <summary>Divides rows at random into k parts of almost equal size, each of which is the test part once.</summary>
/// <remarks>The sizes differ by at most one. The same stream gives the same folds.</remarks>
public static class KFold
{
    /// <summary>Makes the folds.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="folds">k, from 2 to the number of rows.</param>
    /// <param name="random">The randomness; its state moves on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of folds is not in [2, rows].</exception>
    public static Fold[] Make(int rows, int folds, RandomStream random)
    {
        Guard.AtLeast(folds, 2);
        Guard.AtLeast(rows, folds);
        ArgumentNullException.ThrowIfNull(random);
        int[] order = random.Permutation(rows);
        int[] part = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            part[order[i]] = i % folds;
        }

        return FromParts(part, folds);
    }

    /// <summary>Makes folds from the part of each row.</summary>
    /// <param name="parts">For each row its part, in [0, folds).</param>
    /// <param name="folds">The number of parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is outside [0, folds).</exception>
    public static Fold[] FromParts(ReadOnlySpan<int> parts, int folds)
    {
        Guard.AtLeast(folds, 2);
        var result = new Fold[folds];
        for (int fold = 0; fold < folds; fold++)
        {
            int size = parts.Count(fold);
            int[] test = new int[size];
            int[] train = new int[parts.Length - size];
            (int t, int r) = (0, 0);
            for (int row = 0; row < parts.Length; row++)
            {
                Guard.InRange(parts[row], 0, folds - 1);
                if (parts[row] == fold)
                {
                    test[t++] = row;
                }
                else
                {
                    train[r++] = row;
                }
            }

            result[fold] = new Fold(train, test);
        }

        return result;
    }
}
