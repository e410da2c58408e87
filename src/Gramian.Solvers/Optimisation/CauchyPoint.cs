namespace Gramian.Solvers.Optimisation;

/// <summary>
/// The first local minimiser of the quadratic model along the projected steepest descent path
/// (Byrd, Lu, Nocedal and Zhu, algorithm CP).
/// </summary>
internal sealed class CauchyPoint(Box box, int size)
{
    private readonly double[] breakpoints = new double[size];
    private readonly int[] order = new int[size];
    private readonly double[] direction = new double[size];

    /// <summary>The generalised Cauchy point, [n].</summary>
    public double[] Point { get; } = new double[size];

    /// <summary>c = Wᵀ(point − x), [2k].</summary>
    public double[] Correction { get; private set; } = [];

    public void Find(ReadOnlySpan<double> x, ReadOnlySpan<double> gradient, LimitedMemory memory)
    {
        int candidates = Breakpoints(x, gradient);
        Array.Sort(order, 0, candidates, Comparer<int>.Create((a, b) =>
            breakpoints[a] != breakpoints[b] ? breakpoints[a].CompareTo(breakpoints[b]) : a.CompareTo(b)));

        double theta = memory.Theta;
        var p = new double[memory.Width];
        var c = new double[memory.Width];
        var row = new double[memory.Width];
        var work = new double[memory.Width];
        memory.TransposedTimes(direction, p);
        double slope = -LimitedMemory.Dot(direction, direction);
        p.CopyTo(work, 0);
        memory.Middle(work);
        double initialCurvature = -theta * slope;
        double curvature = initialCurvature - LimitedMemory.Dot(p, work);
        double reached = 0;
        double minimum = slope == 0 ? 0 : -slope / curvature;
        int next = 0;
        x.CopyTo(Point);
        for (; next < candidates; next++)
        {
            int b = order[next];
            double interval = breakpoints[b] - reached;
            if (!(minimum >= interval))
            {
                break;
            }

            Point[b] = direction[b] > 0 ? box.Upper[b] : box.Lower[b];
            double moved = Point[b] - x[b];
            double g = gradient[b];
            for (int j = 0; j < c.Length; j++)
            {
                c[j] += interval * p[j];
            }

            memory.Row(b, row);
            row.CopyTo(work, 0);
            memory.Middle(work);
            slope += (interval * curvature) + (g * g) + (theta * g * moved) - (g * LimitedMemory.Dot(work, c));
            curvature -= (theta * g * g) + (2 * g * LimitedMemory.Dot(work, p))
                + (g * g * LimitedMemory.Dot(work, row));
            curvature = Math.Max(curvature, 2.2e-16 * initialCurvature);
            for (int j = 0; j < p.Length; j++)
            {
                p[j] += g * row[j];
            }

            direction[b] = 0;
            reached = breakpoints[b];
            minimum = -slope / curvature;
        }

        minimum = double.IsNaN(minimum) ? 0 : Math.Max(minimum, 0);
        Advance(x, reached + minimum);
        for (int j = 0; j < c.Length; j++)
        {
            c[j] += minimum * p[j];
        }

        Correction = c;
    }

    // Fills the direction and the times at which each variable meets its bound; returns how many ever do.
    private int Breakpoints(ReadOnlySpan<double> x, ReadOnlySpan<double> gradient)
    {
        int candidates = 0;
        for (int i = 0; i < size; i++)
        {
            double g = gradient[i];
            double time = g < 0 ? (x[i] - box.Upper[i]) / g
                : g > 0 ? (x[i] - box.Lower[i]) / g
                : double.PositiveInfinity;
            breakpoints[i] = time;
            direction[i] = time <= 0 ? 0 : -g;
            if (time > 0 && double.IsFinite(time))
            {
                order[candidates++] = i;
            }
        }

        return candidates;
    }

    private void Advance(ReadOnlySpan<double> x, double time)
    {
        for (int i = 0; i < size; i++)
        {
            if (direction[i] != 0)
            {
                Point[i] = box.Clamp(i, x[i] + (time * direction[i]));
            }
        }
    }
}
