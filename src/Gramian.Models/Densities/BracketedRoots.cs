using Gramian.Numerics;

namespace Gramian.Models.Densities;

/// <summary>Roots of one function in many brackets at once, by interpolation, truncation and projection.</summary>
[Paper("oliveira2021itp")]
internal static class BracketedRoots
{
    private const double Truncation = 0.2;    // κ₁ over the width of the bracket; κ₂ is 2

    /// <summary>Narrows brackets between whose ends the function changes its sign; 0 counts as positive.</summary>
    /// <param name="function">The function of many places; values may be infinite.</param>
    /// <param name="lower">The lower ends, [k].</param>
    /// <param name="upper">The upper ends, [k].</param>
    /// <param name="values">The function at the lower and at the upper ends, [k].</param>
    /// <param name="tolerance">How narrow a bracket has to be, above 0.</param>
    /// <returns>The brackets; each end has the sign that it had.</returns>
    public static (double Lower, double Upper)[] Narrow(
        Func<double[], double[]> function, double[] lower, double[] upper, (double Lower, double Upper)[] values,
        double tolerance)
    {
        var found = new (double Lower, double Upper)[lower.Length];
        var at = ((double Lower, double Upper)[])values.Clone();
        var most = new int[lower.Length];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = (lower[i], upper[i]);

            // One step more than halving would take.
            most[i] = Math.Max(0, (int)Math.Ceiling(Math.Log2((upper[i] - lower[i]) / tolerance))) + 1;
        }

        for (int step = 0; step < 2000; step++)
        {
            int[] open = [.. Enumerable.Range(0, found.Length).Where(i => IsOpen(found[i], tolerance))];
            if (open.Length == 0)
            {
                break;
            }

            double[] places = Array.ConvertAll(open, i =>
                Place(found[i], at[i], (0.5 * tolerance * Math.Pow(2, most[i] - step))
                    - (0.5 * (found[i].Upper - found[i].Lower)), upper[i] - lower[i]));
            double[] here = function(places);
            for (int k = 0; k < open.Length; k++)
            {
                int i = open[k];
                if (here[k] >= 0 == at[i].Lower >= 0)
                {
                    (found[i].Lower, at[i].Lower) = (places[k], here[k]);
                }
                else
                {
                    (found[i].Upper, at[i].Upper) = (places[k], here[k]);
                }
            }
        }

        return found;
    }

    private static bool IsOpen((double Lower, double Upper) bracket, double tolerance)
    {
        double middle = 0.5 * (bracket.Lower + bracket.Upper);
        return bracket.Upper - bracket.Lower > tolerance && middle > bracket.Lower && middle < bracket.Upper;
    }

    private static double Place(
        (double Lower, double Upper) bracket, (double Lower, double Upper) at, double radius, double first)
    {
        (double a, double b) = bracket;
        double middle = 0.5 * (a + b);
        if (!double.IsFinite(at.Lower) || !double.IsFinite(at.Upper))
        {
            return middle;
        }

        double secant = ((at.Upper * a) - (at.Lower * b)) / (at.Upper - at.Lower);
        double toMiddle = Math.Sign(middle - secant);
        double shift = Truncation / first * (b - a) * (b - a);
        double moved = shift <= Math.Abs(middle - secant) ? secant + (toMiddle * shift) : middle;
        double place = Math.Abs(moved - middle) <= radius ? moved : middle - (toMiddle * Math.Max(radius, 0));
        return place > a && place < b ? place : middle;
    }
}
