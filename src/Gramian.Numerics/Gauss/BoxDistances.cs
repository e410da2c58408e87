using System.Runtime.Intrinsics;

namespace Gramian.Numerics.Gauss;

/// <summary>Measures how far two boxes are apart. The bits do not depend on the width of registers.</summary>
public static class BoxDistances
{
    private static readonly int Count = Vector512<double>.Count;

    /// <summary>The squared distance between the nearest points of two boxes.</summary>
    /// <param name="lower">The least coordinates of the first box, [d].</param>
    /// <param name="upper">Its largest coordinates, [d].</param>
    /// <param name="otherLower">The least coordinates of the other box, [d].</param>
    /// <param name="otherUpper">Its largest coordinates, [d].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double SquaredGap(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> otherLower,
        ReadOnlySpan<double> otherUpper)
    {
        Check(lower, upper, otherLower, otherUpper);
        Vector512<double> sums = Vector512<double>.Zero;
        int k = 0;
        for (; k <= lower.Length - Count; k += Count)
        {
            Vector512<double> gap = Vector512.Max(
                Vector512.Create(lower[k..]) - Vector512.Create(otherUpper[k..]),
                Vector512.Create(otherLower[k..]) - Vector512.Create(upper[k..]));
            gap = Vector512.Max(gap, Vector512<double>.Zero);
            sums += gap * gap;
        }

        double sum = Vector512.Sum(sums);
        for (; k < lower.Length; k++)
        {
            double gap = Math.Max(0, Math.Max(lower[k] - otherUpper[k], otherLower[k] - upper[k]));
            sum += gap * gap;
        }

        return sum;
    }

    /// <summary>Four times the squared distance between the centres of two boxes.</summary>
    /// <inheritdoc cref="SquaredGap"/>
    public static double SquaredCentres(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> otherLower,
        ReadOnlySpan<double> otherUpper)
    {
        Check(lower, upper, otherLower, otherUpper);
        Vector512<double> sums = Vector512<double>.Zero;
        int k = 0;
        for (; k <= lower.Length - Count; k += Count)
        {
            Vector512<double> apart = (Vector512.Create(lower[k..]) - Vector512.Create(otherLower[k..]))
                + (Vector512.Create(upper[k..]) - Vector512.Create(otherUpper[k..]));
            sums += apart * apart;
        }

        double sum = Vector512.Sum(sums);
        for (; k < lower.Length; k++)
        {
            double apart = (lower[k] - otherLower[k]) + (upper[k] - otherUpper[k]);
            sum += apart * apart;
        }

        return sum;
    }

    private static void Check(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> otherLower,
        ReadOnlySpan<double> otherUpper)
    {
        Guard.Length(upper.Length, lower.Length, nameof(upper));
        Guard.Length(otherLower.Length, lower.Length, nameof(otherLower));
        Guard.Length(otherUpper.Length, lower.Length, nameof(otherUpper));
    }
}
