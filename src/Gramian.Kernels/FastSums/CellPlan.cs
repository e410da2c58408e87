using Gramian.Numerics.Gauss;

namespace Gramian.Kernels.FastSums;

// How a line or a plane is cut into cells whose points are expanded about their centres, so that the sum at each query
// that finds at least the weight of one heaviest point keeps the tolerance. Lengths are such that values are 2^(−u²).
//
// A pair at distance D of its cell's centre is off by at most (b D)^p e^(b D)/p! of its value, b = 2 ln 2 times the
// half diagonal. This share is kept for pairs nearer than a distance beyond which the error itself, for all weight that
// there is, is small against one point; and so is what lies beyond the reach.
internal sealed record CellPlan(
    int Dimension, int Order, double Width, double Reach, double Least, bool KeepsAll)
{
    private const double BandRows = 2, SpanCells = 4;
    private const double Rounding = 4e-15;

    // Few binary digits: places of cells are exact, however many there are.
    private static readonly double[] Widths =
        [0.15625, 0.1875, 0.21875, 0.25, 0.3125, 0.375, 0.4375, 0.5, 0.625, 0.75, 0.875, 1, 1.25, 1.5];

    private static readonly double[] LogFactorials = MakeLogFactorials();

    /// <summary>How far the queries of one block may lie apart along the first coordinate.</summary>
    public double Band => Dimension == 1 ? 0 : BandRows * Width;

    /// <summary>How far the queries of one block may lie apart along the last coordinate.</summary>
    public double Span => SpanCells * Width;

    /// <summary>The number of terms.</summary>
    public int Terms => CellExpansions.CountOf(Dimension, Order);

    /// <summary>The plan of the least work for as many queries as points; null if no order keeps the
    /// tolerance.</summary>
    /// <param name="dimension">1 or 2.</param>
    /// <param name="points">The number of points.</param>
    /// <param name="weight">The weight of all points, the heaviest having 1.</param>
    /// <param name="relative">The relative tolerance.</param>
    /// <param name="absolute">The absolute tolerance.</param>
    public static CellPlan? Of(
        int dimension, int points, double weight, double relative, double absolute)
    {
        // An absolute tolerance settles queries whose sums are so small that their share of it is less.
        bool keepsAll = absolute >= relative;
        double settled = keepsAll ? absolute / relative : 1;
        double lost = relative * settled / 16 / weight;
        double reach = Math.Sqrt(Math.Max(1, -Math.Log2(lost)));
        CellPlan? best = null;
        double least = double.PositiveInfinity;
        foreach (double width in Widths)
        {
            double b = GaussTaylor.InnerFactor * 0.5 * width * Math.Sqrt(dimension);
            var plan = new CellPlan(dimension, 0, width, reach, settled, keepsAll);
            double farthest = reach + ((SpanCells + BandRows + 2) * width);
            double rounding = Share(
                distance => Math.Log(Rounding) + (2 * b * distance), b / Math.Log(2), lost, farthest);
            if (rounding > relative / 16)
            {
                continue;
            }

            if (LeastOrder(b, relative / 2, lost, farthest) is int order)
            {
                plan = plan with { Order = order };
                double work = plan.Work(points);
                (best, least) = best is null || work < least ? (plan, work) : (best, least);
            }
        }

        return best;
    }

    // A share below 1 falls with every further term.
    private static int? LeastOrder(double b, double allowed, double lost, double farthest)
    {
        (int low, int high) = (0, CellExpansions.MostOrder);
        if (Lost(high) > allowed)
        {
            return null;
        }

        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = Lost(middle) > allowed ? (middle, high) : (low, middle);
        }

        return high;

        double Lost(int order)
        {
            double peak = (b + Math.Sqrt((b * b) + (8 * Math.Log(2) * order))) / (4 * Math.Log(2));
            return Share(
                distance => (order * Math.Log(b * distance)) + (b * distance) - LogFactorials[order], peak, lost,
                farthest);
        }
    }

    // Operations of registers: the powers of the points, and the terms that blocks of queries meet.
    private double Work(int points)
    {
        double along = (2 * Reach) + (0.7 * Span) + Width;
        double cells = Dimension == 1 ? along / Width
            : Math.PI / 4 * along * ((2 * Reach) + (0.7 * Band) + Width) / (Width * Width);
        double lines = Dimension == 1 ? 1 : Order;
        return (points * (20 + (lines * (1 + (Order / 16.0))))) + (points / 6.0 * cells * (Terms + 25));
    }

    // The largest share of a pair's value that is lost, over the distances at which the loss itself is more than is
    // allowed for each unit of weight: its logarithm, the share's less distance² ln 2, is concave with a known peak.
    private static double Share(Func<double, double> logShare, double peak, double lost, double farthest)
    {
        double limit = Math.Log(lost);
        double low = peak, high = farthest;
        if (low < high && !IsMore(low))
        {
            return 0;
        }

        for (int step = 0; step < 40 && low < high; step++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = IsMore(middle) ? (middle, high) : (low, middle);
        }

        return Math.Exp(logShare(high));

        bool IsMore(double distance) => logShare(distance) - (distance * distance * Math.Log(2)) > limit;
    }

    private static double[] MakeLogFactorials()
    {
        double[] logs = new double[CellExpansions.MostOrder + 1];
        for (int k = 1; k < logs.Length; k++)
        {
            logs[k] = logs[k - 1] + Math.Log(k);
        }

        return logs;
    }
}
