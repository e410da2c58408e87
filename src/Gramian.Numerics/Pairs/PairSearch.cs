using System.Runtime.Intrinsics;
using Gramian.Numerics.Lanes;

namespace Gramian.Numerics.Pairs;

/// <summary>The loops of a descent that moves two numbers at a time, at the width of this process.</summary>
/// <remarks>
/// Lengths are multiples of 8; what is to be passed over is −∞ among the upper and +∞ among the lower numbers. Of
/// equal candidates the first is chosen, so that the choice does not depend on the width. Warm calls allocate nothing.
/// </remarks>
public static unsafe class PairSearch
{
    /// <summary>The multiple that every length must be.</summary>
    public const int Step = 8;

    /// <summary>The index of the largest number; −1 when all are −∞.</summary>
    /// <param name="values">The numbers; their count is a multiple of 8.</param>
    /// <exception cref="ArgumentException">The length is no multiple of 8.</exception>
    public static int Largest(ReadOnlySpan<double> values)
    {
        Check(values.Length);
        fixed (double* v = values)
        {
            return LaneWidth.Bits switch
            {
                512 => PairSearchLoops<PairLane8, Vector512<double>>.Largest(v, values.Length),
                256 => PairSearchLoops<PairLane4, Vector256<double>>.Largest(v, values.Length),
                128 => PairSearchLoops<PairLane2, Vector128<double>>.Largest(v, values.Length),
                _ => PairSearchLoops<PairLane1, double>.Largest(v, values.Length),
            };
        }
    }

    /// <summary>
    /// Finds the t of the largest b²/a among those with b = top − low[t] above 0, a being
    /// topDiagonal + diagonal[t] − 2 row[t], or the floor where that is not positive.
    /// </summary>
    /// <param name="low">The lower numbers, +∞ for what is passed over.</param>
    /// <param name="row">The row of the matrix that belongs to the top.</param>
    /// <param name="diagonal">The diagonal of the matrix.</param>
    /// <param name="top">The upper number.</param>
    /// <param name="topDiagonal">The diagonal element that belongs to the top.</param>
    /// <param name="floor">What stands for a curvature that is not positive.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of 8.</exception>
    public static PairChoice BestPartner(
        ReadOnlySpan<double> low,
        ReadOnlySpan<float> row,
        ReadOnlySpan<double> diagonal,
        double top,
        double topDiagonal,
        double floor)
    {
        Check(low.Length);
        Guard.Length(row.Length, low.Length, nameof(row));
        Guard.Length(diagonal.Length, low.Length, nameof(diagonal));
        int n = low.Length;
        fixed (double* l = low, d = diagonal)
        fixed (float* r = row)
        {
            return LaneWidth.Bits switch
            {
                512 => PairSearchLoops<PairLane8, Vector512<double>>.BestPartner(
                    l, r, d, top, topDiagonal, floor, n),
                256 => PairSearchLoops<PairLane4, Vector256<double>>.BestPartner(
                    l, r, d, top, topDiagonal, floor, n),
                128 => PairSearchLoops<PairLane2, Vector128<double>>.BestPartner(
                    l, r, d, top, topDiagonal, floor, n),
                _ => PairSearchLoops<PairLane1, double>.BestPartner(
                    l, r, d, top, topDiagonal, floor, n),
            };
        }
    }

    /// <summary>Subtracts step · (first − second) from the upper and the lower numbers.</summary>
    /// <param name="up">The upper numbers.</param>
    /// <param name="low">The lower numbers.</param>
    /// <param name="first">The row of the number that grows by the step.</param>
    /// <param name="second">The row of the number that shrinks by it.</param>
    /// <param name="step">The step.</param>
    /// <returns>The index of the largest upper number afterwards; −1 when all are −∞.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of 8.</exception>
    public static int Move(
        Span<double> up, Span<double> low, ReadOnlySpan<float> first, ReadOnlySpan<float> second, double step)
    {
        int n = up.Length;
        Check(n);
        Guard.Length(low.Length, n, nameof(low));
        Guard.Length(first.Length, n, nameof(first));
        Guard.Length(second.Length, n, nameof(second));
        fixed (double* u = up, l = low)
        fixed (float* f = first, s = second)
        {
            return LaneWidth.Bits switch
            {
                512 => PairSearchLoops<PairLane8, Vector512<double>>.Move(u, l, f, s, step, n),
                256 => PairSearchLoops<PairLane4, Vector256<double>>.Move(u, l, f, s, step, n),
                128 => PairSearchLoops<PairLane2, Vector128<double>>.Move(u, l, f, s, step, n),
                _ => PairSearchLoops<PairLane1, double>.Move(u, l, f, s, step, n),
            };
        }
    }

    private static void Check(int length)
    {
        if (length % Step != 0)
        {
            throw new ArgumentException($"The number of candidates must be a multiple of {Step}, but it was {length}.");
        }
    }
}
