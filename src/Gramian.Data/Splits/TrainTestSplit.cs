using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Data.Splits;

/// <summary>Divides rows at random into a training and a test part.</summary>
public static class TrainTestSplit
{
    /// <summary>Makes the division.</summary>
    /// <param name="rows">The number of rows, at least 2.</param>
    /// <param name="testFraction">The share of test rows, in (0, 1); at least one row falls into each part.</param>
    /// <param name="random">The randomness; its state moves on.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Fold Make(int rows, double testFraction, RandomStream random)
    {
        Guard.AtLeast(rows, 2);
        Guard.InRange(testFraction, double.Epsilon, 1 - 1e-16);
        ArgumentNullException.ThrowIfNull(random);
        int test = Math.Clamp((int)Math.Round(rows * testFraction, MidpointRounding.AwayFromZero), 1, rows - 1);
        int[] order = random.Permutation(rows);
        int[] chosen = order[..test];
        int[] rest = order[test..];
        Array.Sort(chosen);
        Array.Sort(rest);
        return new Fold(rest, chosen);
    }
}
