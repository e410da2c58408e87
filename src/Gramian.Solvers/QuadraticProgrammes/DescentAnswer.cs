using System.Globalization;

namespace Gramian.Solvers.QuadraticProgrammes;

// What the end of a run says: offsets, objective, gap, certificate. All rows are active.
internal static class DescentAnswer
{
    private const string NumberType = "float32 rows, float64 sums";

    public static PairedSolution Make(
        PairedProgramme programme,
        ActiveVariables active,
        SequentialMinimalOptimizer recipe,
        double violation,
        long moves,
        int rounds)
    {
        (double upper, double lower) = programme.HoldsBothSums
            ? (Offset(active, sign => sign > 0), Offset(active, sign => sign < 0))
            : (Offset(active, _ => true), double.NaN);
        lower = programme.HoldsBothSums ? lower : upper;
        double objective = 0;
        double gap = 0;
        for (int v = 0; v < active.Values.Length; v++)
        {
            double sign = active.Signs[v];
            double value = active.Values[v];
            objective += value * sign * ((0.5 * active.Products[active.RowOf(v)]) - active.Offsets[v]);
            double slope = sign * (-active.Score(v) - (sign > 0 ? upper : lower));
            gap += (value * Math.Max(slope, 0)) + ((active.Bounds[v] - value) * Math.Max(-slope, 0));
        }

        bool converged = violation < recipe.Tolerance;
        var certificate = new Certificate
        {
            Method = "sequential minimal optimisation",
            Iterations = (int)Math.Min(moves, int.MaxValue),
            RequestedTolerance = recipe.Tolerance,
            AchievedResidual = Math.Max(violation, 0),
            DualityGap = gap,
            NumberType = NumberType,
            Converged = converged,
            Remedy = converged ? null : string.Create(CultureInfo.InvariantCulture,
                $"The violation of the optimality conditions is {violation:g3} after {moves} pairs, above "
                + $"{recipe.Tolerance:g3}: allow more iterations, scale the inputs, or lower the bounds."),
        };
        return new PairedSolution(
            active.Values, active.Products, objective, upper, lower, gap, rounds, certificate);
    }

    // The mean over the free variables; without any, the middle of what the bounds allow.
    private static double Offset(ActiveVariables active, Func<double, bool> counts)
    {
        double sum = 0;
        int free = 0;
        double top = double.NegativeInfinity;
        double bottom = double.PositiveInfinity;
        for (int v = 0; v < active.Values.Length; v++)
        {
            if (!counts(active.Signs[v]))
            {
                continue;
            }

            (bool grows, bool shrinks) = Subproblem.Directions(active.Signs[v], active.Values[v], active.Bounds[v]);
            double score = active.Score(v);
            if (grows && shrinks)
            {
                sum -= score;
                free++;
            }

            top = grows ? Math.Max(top, score) : top;
            bottom = shrinks ? Math.Min(bottom, score) : bottom;
        }

        if (free > 0)
        {
            return sum / free;
        }

        return (double.IsFinite(top), double.IsFinite(bottom)) switch
        {
            (true, true) => -(top + bottom) / 2,
            (true, false) => -top,
            (false, true) => -bottom,
            _ => 0,
        };
    }
}
