using Gramian.Numerics.Pairs;

namespace Gramian.Solvers.QuadraticProgrammes;

// The variables of a working set with everything that moving them needs close together: a matrix of q x q, and for each
// variable the score y(−G) among the upper numbers when it may grow along y, among the lower ones when it may shrink.
// Variables of one group (all, or those of one sign) lie together, each group in whole steps of the search.
internal sealed class Subproblem
{
    private const double LeastCurvature = 1e-12;
    private const int None = -1;
    private readonly WorkingMatrix matrix;
    private readonly double[] up;
    private readonly double[] low;
    private readonly double[] diagonal;
    private readonly double[] values;
    private readonly double[] bounds;
    private readonly double[] signs;
    private readonly (int Start, int Length)[] groups;
    private readonly int[] tops;

    public Subproblem(int most, int groupCount, WorkingMatrix matrix)
    {
        this.matrix = matrix;
        (up, low, diagonal) = (new double[most], new double[most], new double[most]);
        (values, bounds, signs) = (new double[most], new double[most], new double[most]);
        Variables = new int[most];
        groups = new (int, int)[groupCount];
        tops = new int[groupCount];
    }

    /// <summary>The variable at each place; −1 for places that fill a step.</summary>
    public int[] Variables { get; }

    /// <summary>The places in use.</summary>
    public int Places { get; private set; }

    public double Value(int place) => values[place];

    /// <summary>Takes the variables of a group; groups come in their order.</summary>
    public void BeginGroup(int group)
    {
        if (group == 0)
        {
            Places = 0;
        }

        groups[group] = (Places, 0);
    }

    public void Add(int variable, double value, double bound, double sign, double score, double corner)
    {
        int place = Places++;
        Variables[place] = variable;
        (values[place], bounds[place], signs[place], diagonal[place]) = (value, bound, sign, corner);
        SetScores(place, score);
    }

    public void EndGroup(int group)
    {
        while (Places % PairSearch.Step != 0)
        {
            int place = Places++;
            Variables[place] = None;
            (up[place], low[place], diagonal[place]) = (double.NegativeInfinity, double.PositiveInfinity, 0);
        }

        groups[group].Length = Places - groups[group].Start;
    }

    /// <summary>Moves pairs until the violation is below the tolerance; returns how many.</summary>
    public int Solve(double tolerance, int limit, CancellationToken stop)
    {
        for (int g = 0; g < groups.Length; g++)
        {
            tops[g] = Top(g, PairSearch.Largest(up.AsSpan(groups[g].Start, groups[g].Length)));
        }

        int moves = 0;
        while (moves < limit)
        {
            if (moves % 1024 == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            if (!Choose(tolerance, out int first, out int second))
            {
                break;
            }

            Move(first, second);
            moves++;
        }

        return moves;
    }

    private int Top(int group, int index) => index < 0 ? None : groups[group].Start + index;

    private bool Choose(double tolerance, out int first, out int second)
    {
        (first, second) = (None, None);
        double gain = 0;
        double distance = double.NegativeInfinity;
        for (int g = 0; g < groups.Length; g++)
        {
            int top = tops[g];
            if (top == None)
            {
                continue;
            }

            (int start, int length) = groups[g];
            PairChoice choice = PairSearch.BestPartner(
                low.AsSpan(start, length), matrix.Row(top).Slice(start, length), diagonal.AsSpan(start, length),
                up[top], diagonal[top], LeastCurvature);
            distance = Math.Max(distance, choice.Distance);
            if (choice.Index >= 0 && choice.Gain > gain)
            {
                (gain, first, second) = (choice.Gain, top, start + choice.Index);
            }
        }

        return distance >= tolerance && first != None;
    }

    private void Move(int first, int second)
    {
        double curvature = diagonal[first] + diagonal[second] - (2.0 * matrix[first, second]);
        (double top, double bottom) = (up[first], low[second]);
        double step = (top - bottom) / (curvature > 0 ? curvature : LeastCurvature);
        double room = signs[first] > 0 ? bounds[first] - values[first] : values[first];
        double otherRoom = signs[second] > 0 ? values[second] : bounds[second] - values[second];
        step = Math.Min(step, Math.Min(room, otherRoom));

        // A bound is hit exactly, so that no variable hangs a rounding error away from it.
        values[first] = step < room ? values[first] + (signs[first] * step) : signs[first] > 0 ? bounds[first] : 0;
        values[second] = step < otherRoom ? values[second] - (signs[second] * step)
            : signs[second] > 0 ? 0
            : bounds[second];
        SetScores(first, top);
        SetScores(second, bottom);
        for (int g = 0; g < groups.Length; g++)
        {
            (int start, int length) = groups[g];
            tops[g] = Top(g, PairSearch.Move(
                up.AsSpan(start, length), low.AsSpan(start, length), matrix.Row(first).Slice(start, length),
                matrix.Row(second).Slice(start, length), step));
        }
    }

    private void SetScores(int place, double score)
    {
        (bool grows, bool shrinks) = Directions(signs[place], values[place], bounds[place]);
        up[place] = grows ? score : double.NegativeInfinity;
        low[place] = shrinks ? score : double.PositiveInfinity;
    }

    /// <summary>Whether α may move along y, and against it.</summary>
    public static (bool Grows, bool Shrinks) Directions(double sign, double value, double bound) => sign > 0
        ? (value < bound, value > 0)
        : (value > 0, value < bound);
}
